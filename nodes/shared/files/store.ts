import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { led, type NodeStream } from '../request/nodeStream';

/** Bytes read from n8n's store at a time: with its own 64 KB a large upload takes twice as long. */
const pieceLength = 256 * 1024;

/** Opens a stored file. With n8n's binary data on disk it comes in pieces; in memory mode it is held whole. */
export async function* openStored(
	context: IExecuteFunctions,
	{ id, data }: { id?: string | undefined; data: string },
): AsyncGenerator<Uint8Array> {
	if (id) yield* await context.helpers.getBinaryStream(id, pieceLength);
	else yield Buffer.from(data, 'base64');
}

/** Leads audio into n8n's binary store. */
export async function storeAudio(
	context: IExecuteFunctions,
	audio: AsyncIterable<Uint8Array>,
	as: { fileName: string; mimeType: string },
): Promise<IBinaryData> {
	const stream = audio as unknown as Parameters<typeof context.helpers.prepareBinaryData>[0];
	return await context.helpers.prepareBinaryData(stream, as.fileName, as.mimeType);
}

/** Puts bytes that are held already into n8n's binary store. */
export const storeBytes = async (
	context: IExecuteFunctions,
	bytes: Buffer,
	as: { fileName: string; mimeType: string },
): Promise<IBinaryData> => await context.helpers.prepareBinaryData(bytes, as.fileName, as.mimeType);

/** Binary data as n8n has stored it. */
export type Stored = IBinaryData;

/** Opens stored data, to be read once. */
type OpenStored = () => AsyncIterable<Uint8Array>;

/** Spare room for a longer header or a byte of padding: without it all would have to be copied once more. */
const slack = 4096;

/** Bytes as they come, put together in one piece of memory: `expected` of them, or a few more. */
async function whole(source: AsyncIterable<Uint8Array>, expected: number): Promise<Buffer> {
	let held = Buffer.allocUnsafe(expected + slack);
	let length = 0;
	for await (const piece of source) {
		if (length + piece.length > held.length)
			held = Buffer.concat([held.subarray(0, length)], 2 * (length + piece.length));
		held.set(piece, length);
		length += piece.length;
	}
	return held.subarray(0, length);
}

/**
 * Stores what is made of files that n8n holds in memory, as text in base64. Each is let go of when its turn comes: else
 * all of them would be held beside what is made of them.
 */
async function storeMadeInMemory(
	context: IExecuteFunctions,
	stored: Stored[],
	make: (sources: OpenStored[]) => AsyncIterable<Uint8Array>,
	as: { fileName: string; mimeType: string },
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
	return await storeBytes(context, await whole(make(sources), bytes), as);
}

/**
 * Stores what `make` makes of audio that is stored already: as it streams, or whole where n8n holds its binary data in
 * memory. What was stored is not to be used any more.
 */
export async function storeMade(
	context: IExecuteFunctions,
	stored: Stored[],
	make: (sources: OpenStored[]) => AsyncIterable<Uint8Array>,
	as: { fileName: string; mimeType: string },
): Promise<Stored> {
	const [first] = stored;
	if (!first?.id) return await storeMadeInMemory(context, stored, make, as);
	const opened = (await context.helpers.getBinaryStream(first.id, pieceLength)) as unknown as NodeStream;
	const others = stored.slice(1).map((one) => () => openStored(context, one));
	let failure: { error: unknown } | undefined;
	// A failure is kept here and thrown below: the stream itself knows the first file alone, and ends with it.
	async function* quiet(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* make([() => source, ...others]);
		} catch (error) {
			failure = { error };
		}
	}
	const made = led(opened, quiet);
	const kept = await storeAudio(context, made, as)
		.catch((error: unknown) => Promise.reject(failure ? failure.error : error))
		.finally(() => {
			// What was not read to its end would stay open.
			made.destroy();
			opened.destroy();
		});
	if (failure) throw failure.error;
	return kept;
}

const nothing = new Uint8Array(0);

/**
 * Stores stored audio once more: under another name, and with another header of the same length and some bytes behind
 * it.
 */
export async function storeAgain(
	context: IExecuteFunctions,
	stored: Stored,
	as: { fileName: string; mimeType: string },
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
export const renamed = (stored: Stored, { fileName, mimeType }: { fileName: string; mimeType: string }): Stored => ({
	...stored,
	fileName,
	mimeType,
	fileExtension: fileName.split('.').pop() ?? '',
	...(mimeType.startsWith('audio/') && { fileType: 'audio' as const }),
});
