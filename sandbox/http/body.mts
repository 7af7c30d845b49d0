import { decode } from '@msgpack/msgpack';
import { createHash } from 'node:crypto';
import { UnreadableRequest } from '../errors.mts';
import type { Exchange } from './exchange.mts';

/** The media type without its parameters, in lower case. */
export function mediaType(exchange: Exchange): string {
	return (exchange.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** @throws UnreadableRequest when the bytes are not what their type says. */
export function decodeBody(type: string, bytes: Buffer): unknown {
	try {
		if (type === 'application/msgpack' || type === 'application/x-msgpack') return decode(bytes);
		if (type === 'application/json' || type === '') return JSON.parse(bytes.toString('utf8'));
	} catch (error) {
		throw new UnreadableRequest(`Failed to parse the request body: ${(error as Error).message}`);
	}
	throw new UnreadableRequest(`Unsupported content type '${type}'`, 415);
}

const LOGGED_CHARACTERS = 20_000;

/** A body fit for the log: bytes become their count and hash, and very long texts are cut. */
export function loggable(value: unknown): unknown {
	if (value instanceof Uint8Array) {
		return { bytes: value.length, sha256: createHash('sha256').update(value).digest('hex') };
	}
	if (typeof value === 'string') return value.slice(0, LOGGED_CHARACTERS);
	if (Array.isArray(value)) return value.map(loggable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loggable(inner)]));
}

/** Reads and decodes a JSON or MessagePack body, and puts it in the log. */
export async function readValue(exchange: Exchange): Promise<unknown> {
	const value = decodeBody(mediaType(exchange), await exchange.wholeBody());
	exchange.entry.body = loggable(value);
	return value;
}
