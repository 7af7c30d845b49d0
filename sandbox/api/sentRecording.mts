import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaType, readValue } from '../http/body.mts';
import type { Exchange } from '../http/exchange.mts';
import { HEAD_BYTES, readForm, type Form } from '../http/multipart.mts';
import { RecognitionFailure } from '../recognition/failure.mts';
import { AudioHash } from '../speech/recordings.mts';
import type { World } from '../world.mts';

/** A recording on disk. */
export interface RecordingFile {
	path: string;
	bytes: number;
	head: Uint8Array;
	/** See AudioHash. */
	hash: string;
}

export interface SentRecording {
	/**
	 * The request as the contract's object, with a file's first bytes in place of the file. @throws RecognitionFailure
	 */
	value(): unknown;
	file: RecordingFile | undefined;
	dispose(): Promise<void>;
}

async function hashOf(path: string): Promise<string> {
	const hash = new AudioHash();
	for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
	return hash.digest();
}

function objectOf({ fields, files }: Form): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	const sent = [...fields, ...files.map(({ name, head }) => [name, new Uint8Array(head)] as const)];
	for (const [name, value] of sent) {
		if (name in object) throw new RecognitionFailure('invalid_request', `${name} was sent more than once`);
		if (name === 'audio' && typeof value === 'string')
			throw new RecognitionFailure('invalid_request', 'audio must be a file: a part with a file name');
		object[name] = value;
	}
	return object;
}

async function fromForm(world: World, exchange: Exchange): Promise<SentRecording> {
	const form = await readForm(exchange, world.store.disk.incomingFolder());
	const audio = form.files.find(({ name }) => name === 'audio');
	const file = audio && { path: audio.path, bytes: audio.bytes, head: audio.head, hash: await hashOf(audio.path) };
	return { value: () => objectOf(form), file, dispose: () => form.dispose() };
}

async function fromPacked(world: World, exchange: Exchange): Promise<SentRecording> {
	const body = await readValue(exchange);
	const audio = typeof body === 'object' && body !== null && 'audio' in body ? body.audio : undefined;
	if (!(audio instanceof Uint8Array)) return { value: () => body, file: undefined, dispose: () => Promise.resolve() };
	const folder = world.store.disk.incomingFolder();
	const path = join(folder, 'audio');
	await mkdir(folder, { recursive: true });
	await writeFile(path, audio);
	const file = { path, bytes: audio.length, head: audio.subarray(0, HEAD_BYTES), hash: await hashOf(path) };
	return { value: () => body, file, dispose: () => rm(folder, { recursive: true, force: true }) };
}

function rethrow(problem: RecognitionFailure): never {
	throw problem;
}

/** Writes a recording to disk, from either of the contract's two media types. */
export async function readRecording(world: World, exchange: Exchange): Promise<SentRecording> {
	const type = mediaType(exchange);
	if (type === 'multipart/form-data') return fromForm(world, exchange);
	if (type.endsWith('msgpack')) return fromPacked(world, exchange);
	await exchange.drain();
	const problem = new RecognitionFailure(
		'unsupported_media_type',
		'A recording must be sent as multipart/form-data or application/msgpack',
	);
	return { value: () => rethrow(problem), file: undefined, dispose: () => Promise.resolve() };
}
