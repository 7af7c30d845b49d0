import { decode } from '@msgpack/msgpack';
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { UnreadableRequest } from '../errors.mts';
import type { Exchange } from './exchange.mts';

/** The media type without its parameters, in lower case. */
export function mediaType(exchange: Exchange): string {
	return (exchange.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

type Kind = 'json' | 'msgpack';

const HALF = /\p{Cs}/u;
const REPLACEMENT = '\ufffd';

/**
 * Half a character (a lone surrogate), which JavaScript can hold and UTF-8 cannot. The MessagePack decoder may have
 * put the replacement character in its place.
 */
function isHalved(text: string, kind: Kind, bytes: Buffer): boolean {
	return HALF.test(text) || (kind === 'msgpack' && text.includes(REPLACEMENT) && !bytes.includes(REPLACEMENT));
}

function holdsHalves(value: unknown, kind: Kind, bytes: Buffer): boolean {
	if (typeof value === 'string') return isHalved(value, kind, bytes);
	if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return false;
	return Object.entries(value).some((entry) => entry.some((part) => holdsHalves(part, kind, bytes)));
}

function kindOf(type: string): Kind | undefined {
	if (type === 'application/msgpack' || type === 'application/x-msgpack') return 'msgpack';
	return type === 'application/json' || type === '' ? 'json' : undefined;
}

/** The plain-text reason why a body cannot be used. */
export function unparsable(type: string, why: string): UnreadableRequest {
	return new UnreadableRequest(`Failed to parse ${kindOf(type) ?? 'json'} request body: ${why}`);
}

function decoded(kind: Kind, bytes: Buffer): unknown {
	try {
		return kind === 'msgpack' ? decode(bytes) : JSON.parse(bytes.toString('utf8'));
	} catch (error) {
		throw unparsable(`application/${kind}`, (error as Error).message);
	}
}

/** @throws UnreadableRequest when the bytes do not match their media type. */
export function decodeBody(type: string, bytes: Buffer): unknown {
	const kind = kindOf(type);
	if (kind === undefined) throw new UnreadableRequest(`Unsupported content type '${type}'`, 415);
	if (kind === 'json' && !isUtf8(bytes)) throw unparsable(type, 'invalid unicode code point');
	const value = decoded(kind, bytes);
	if (holdsHalves(value, kind, bytes))
		throw unparsable(type, kind === 'json' ? 'lone leading surrogate in hex escape' : 'invalid utf-8 sequence');
	return value;
}

const LOGGED_CHARACTERS = 20_000;

/** A body for the log: bytes become their count and hash, and very long texts are cut. */
export function loggable(value: unknown): unknown {
	if (value instanceof Uint8Array) {
		return { bytes: value.length, sha256: createHash('sha256').update(value).digest('hex') };
	}
	if (typeof value === 'string') return value.slice(0, LOGGED_CHARACTERS);
	if (Array.isArray(value)) return value.map(loggable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loggable(inner)]));
}

/** The largest JSON or MessagePack body that the API takes: 50 MiB. */
export const LARGEST_BODY = 50 * 1024 * 1024;

/**
 * Reads and decodes a JSON or MessagePack body and logs it. @throws UnreadableRequest 413 above `maxBytes` bytes
 */
export async function readValue(exchange: Exchange, maxBytes = LARGEST_BODY): Promise<unknown> {
	const value = decodeBody(mediaType(exchange), await exchange.readBody(maxBytes));
	exchange.entry.body = loggable(value);
	return value;
}
