import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClientGone, UnreadableRequest } from '../errors.mts';
import type { Exchange } from './exchange.mts';

export interface UploadedFile {
	name: string;
	filename: string;
	type: string;
	bytes: number;
	sha256: string;
	/** Where it was saved. */
	path: string;
	/** Its first bytes. */
	head: Buffer;
}

/** A form as sent: values in order, files already on disk. */
export interface Form {
	fields: [name: string, value: string][];
	files: UploadedFile[];
	/** The folder of the files. Whoever takes it over may rename it. */
	folder: string;
	dispose(): Promise<void>;
}

const flags: Record<string, boolean> = { true: true, '1': true, false: false, '0': false };

/** A form's value as a boolean. Other values stay unchanged; the contract refuses them. */
export const flagIn = (value: string): boolean | string => flags[value.toLowerCase()] ?? value;

export const HEAD_BYTES = 8_192;
const LOGGED_CHARACTERS = 2000;

/** Streams one form part to disk and hashes it on the way: memory does not grow with the size. */
async function save(
	part: Readable,
	path: string,
	signal: AbortSignal,
): Promise<Pick<UploadedFile, 'bytes' | 'sha256' | 'head'>> {
	const hash = createHash('sha256');
	let head = Buffer.alloc(0);
	let bytes = 0;
	const watch = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			hash.update(chunk);
			bytes += chunk.length;
			if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
			done(null, chunk);
		},
	});
	await pipeline(part, watch, createWriteStream(path), { signal });
	return { bytes, sha256: hash.digest('hex'), head };
}

function parserFor(exchange: Exchange): BusboyInstance {
	try {
		return new Busboy({
			headers: { 'content-type': exchange.header('content-type') ?? '' },
			// Only a file name makes a part a file, whatever its content type says.
			isPartAFile: (_field, _type, filename) => filename !== undefined && filename !== '',
		});
	} catch (error) {
		throw new UnreadableRequest(`Failed to parse the form: ${(error as Error).message}`);
	}
}

async function feed(exchange: Exchange, parser: BusboyInstance): Promise<void> {
	const finished = once(parser, 'finish');
	finished.catch(() => undefined);
	for await (const chunk of exchange.body()) {
		if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), finished]);
	}
	parser.end();
	await finished;
}

function logForm(exchange: Exchange, { fields, files }: Form): void {
	exchange.entry.body = {
		fields: fields.map(([name, value]) => [name, value.slice(0, LOGGED_CHARACTERS)]),
		files: files.map(({ name, filename, type, bytes, sha256 }) => ({ name, filename, type, bytes, sha256 })),
	};
}

/** Reads a multipart form and writes its files to `folder` as they arrive. */
export async function readForm(exchange: Exchange, folder: string): Promise<Form> {
	const parser = parserFor(exchange);
	const form: Form = { fields: [], files: [], folder, dispose: () => rm(folder, { recursive: true, force: true }) };
	const giveUp = new AbortController();
	const saves: Promise<UploadedFile>[] = [];
	await mkdir(folder, { recursive: true });
	parser.on('field', (name, value) => form.fields.push([name, value]));
	parser.on('file', (name, part, filename, _encoding, type) => {
		const path = join(folder, `part-${String(saves.length + 1).padStart(2, '0')}`);
		const saved = save(part, path, giveUp.signal).then((facts) => ({ name, filename, type, path, ...facts }));
		saved.catch(() => undefined);
		saves.push(saved);
	});
	try {
		await feed(exchange, parser);
		form.files = await Promise.all(saves);
	} catch (error) {
		giveUp.abort();
		await Promise.allSettled(saves);
		await form.dispose();
		if (error instanceof ClientGone) throw error;
		await exchange.drain();
		throw new UnreadableRequest(`Failed to parse the form: ${(error as Error).message}`);
	}
	logForm(exchange, form);
	return form;
}
