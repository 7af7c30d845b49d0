import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { storeStream } from '../../../fishAudio/requests/storeStream';
import { sourceOf } from '../request/nodeStream';

/** Bytes read from n8n's store at a time. With n8n's default of 64 KB, a large upload takes twice as long. */
const longestChunk = 256 * 1024;

/** A small file is read in one chunk of its size: Node allocates whole chunks, which adds up for thousands of files. */
const chunkLengthOf = (bytes: number | undefined): number => Math.min(longestChunk, Math.max(1, bytes ?? longestChunk));

/**
 * Opens a stored file. It comes in chunks, or in one piece if n8n keeps binary data in memory.
 */
export async function* openStored(
	context: IExecuteFunctions,
	{ id, data, bytes }: { id?: string | undefined; data: string; bytes?: number | undefined },
): AsyncGenerator<Uint8Array> {
	if (id) yield* await context.helpers.getBinaryStream(id, chunkLengthOf(bytes));
	else yield Buffer.from(data, 'base64');
}

/** Name and type of a file. */
interface FileName {
	fileName: string;
	mimeType: string;
}

/**
 * Reads audio into n8n's binary store. It has to be a Node stream. Use it with `storeStream`, which finds all errors.
 */
export async function storeAudio(
	context: IExecuteFunctions,
	audio: AsyncIterable<Uint8Array>,
	{ fileName, mimeType }: FileName,
): Promise<IBinaryData> {
	const stream = audio as unknown as Parameters<typeof context.helpers.prepareBinaryData>[0];
	return await context.helpers.prepareBinaryData(stream, fileName, mimeType);
}

/** Puts bytes that are in memory into n8n's binary store. */
export const storeBytes = async (
	context: IExecuteFunctions,
	bytes: Buffer,
	{ fileName, mimeType }: FileName,
): Promise<IBinaryData> => await context.helpers.prepareBinaryData(bytes, fileName, mimeType);

/** Binary data as n8n has stored it. */
export type Stored = IBinaryData;

/** Opens stored data. It can be read once. */
type OpenStored = () => AsyncIterable<Uint8Array>;

/** Makes new audio from the stored files. */
type Make = (sources: OpenStored[]) => AsyncIterable<Uint8Array>;

/** Bytes to spare for a longer header or a byte of padding. Without them, everything would be copied once more. */
const spareBytes = 4096;

/** Collects a stream in one piece of memory: `expected` bytes, or a few more. */
async function collected(source: AsyncIterable<Uint8Array>, expected: number): Promise<Buffer> {
	let held = Buffer.allocUnsafe(expected + spareBytes);
	let length = 0;
	for await (const chunk of source) {
		if (length + chunk.length > held.length)
			held = Buffer.concat([held.subarray(0, length)], 2 * (length + chunk.length));
		held.set(chunk, length);
		length += chunk.length;
	}
	return held.subarray(0, length);
}

/**
 * Stores what is made from files that n8n holds in memory, as base64 text. Each file is released when its turn comes,
 * so that not all of them are in memory beside the result.
 */
async function storeMadeInMemory(
	context: IExecuteFunctions,
	stored: Stored[],
	make: Make,
	as: FileName,
): Promise<Stored> {
	const bytes = stored.reduce((sum, { data }) => sum + Buffer.byteLength(data, 'base64'), 0);
	const sources = stored.map(
		(one) =>
			async function* () {
				const held = Buffer.from(one.data, 'base64');
				one.data = '';
				yield held;
			},
	);
	return await storeBytes(context, await collected(make(sources), bytes), as);
}

/**
 * Stores what `make` makes from stored audio: as a stream, or in one piece if n8n keeps binary data in memory. The
 * stored audio must not be used afterwards. n8n keeps its files until the execution's data is deleted.
 */
export async function storeMade(
	context: IExecuteFunctions,
	stored: Stored[],
	make: Make,
	as: FileName,
): Promise<Stored> {
	const [first] = stored;
	if (!first?.id) return await storeMadeInMemory(context, stored, make, as);
	const opened = await context.helpers.getBinaryStream(first.id, chunkLengthOf(first.bytes));
	const others = stored.slice(1).map((one) => () => openStored(context, one));
	return await storeStream(
		sourceOf(opened),
		(bytes) => make([() => bytes, ...others]),
		async (made) => await storeAudio(context, made, as),
	);
}

const nothing = new Uint8Array(0);

/**
 * Stores stored audio again under another name, with another header of the same length and with bytes added at its end.
 */
export async function storeAgain(
	context: IExecuteFunctions,
	stored: Stored,
	as: FileName,
	{ header, padding }: { header: Uint8Array; padding: Uint8Array } = { header: nothing, padding: nothing },
): Promise<Stored> {
	async function* changed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		if (header.length > 0) yield header;
		let left = header.length;
		for await (const chunk of source) {
			const rest = chunk.subarray(left);
			left = Math.max(0, left - chunk.length);
			if (rest.length > 0) yield rest;
		}
		if (padding.length > 0) yield padding;
	}
	return await storeMade(context, [stored], ([open]) => changed(open!()), as);
}

/** The same data under another name and type. */
export const renamed = (stored: Stored, { fileName, mimeType }: FileName): Stored => ({
	...stored,
	fileName,
	mimeType,
	fileExtension: fileName.split('.').pop() ?? '',
	...(mimeType.startsWith('audio/') && { fileType: 'audio' as const }),
});
