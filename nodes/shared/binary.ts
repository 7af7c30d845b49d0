import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { fileTypeOf, headLength, isPicture, type FileType } from '../../audio/fileType';
import { inputError, type FishAudioError } from '../../fishAudio/errors';
import type { SourceFile } from '../../fishAudio/upload';
import { led, type NodeStream } from './nodeStream';

/** Binary data of one field of one item. */
export interface BinaryField {
	itemIndex: number;
	field: string;
}

/** How a file is spoken of in messages, and what it may be. */
export interface FileKind {
	/** Such as "Sample 2" or "The cover image". */
	called: string;
	/** Such as "audio". */
	isA: string;
	types: FileType[];
	/** The types in a person's words. */
	typeNames: string;
	/** Who takes these types and no others. Default: Fish Audio. */
	takenBy?: string;
}

/** A file of an item, of a type that is known by its content. */
export interface InputFile extends SourceFile {
	type: FileType;
}

/** Under which type a file is sent. */
export const mimeTypes: Record<FileType, string> = {
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	aac: 'audio/aac',
	mov: 'video/quicktime',
	ogg: 'audio/ogg',
	flac: 'audio/flac',
	webm: 'audio/webm',
	aiff: 'audio/aiff',
	caf: 'audio/x-caf',
	amr: 'audio/amr',
	wma: 'audio/x-ms-wma',
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	gif: 'image/gif',
};

/** Endings under which a type is known; the first is given to a file that has none of them. */
const endings: Record<FileType, string[]> = {
	wav: ['wav', 'wave'],
	mp3: ['mp3'],
	m4a: ['m4a', 'mp4', 'aac'],
	aac: ['aac'],
	mov: ['mov', 'qt'],
	ogg: ['opus', 'ogg', 'oga'],
	flac: ['flac'],
	webm: ['webm', 'weba', 'mkv', 'mka'],
	aiff: ['aiff', 'aif', 'aifc'],
	caf: ['caf'],
	amr: ['amr'],
	wma: ['wma', 'asf', 'wmv'],
	jpeg: ['jpg', 'jpeg'],
	png: ['png'],
	webp: ['webp'],
	gif: ['gif'],
};

/** A file name without a path and without what breaks a header or a disk. Undefined when nothing is left. */
export function safeFileName(given: string): string | undefined {
	const last = given.split(/[/\\]/).pop() ?? '';
	// Shortened first: half a character may be left at the cut.
	const plain = last.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"<>:|?*]/gu, '');
	return plain.replace(/^[.\s]+|[.\s]+$/g, '') || undefined;
}

/** The first name given that can be one, with an ending of the type. */
export function nameOf(given: Array<string | undefined>, type: FileType): string {
	const name = given.map((one) => safeFileName(one ?? '')).find((one) => one !== undefined) ?? 'file';
	const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return endings[type].includes(ending) ? name : `${name}.${endings[type][0]}`;
}

/** Names of an item's binary fields. */
export const binaryFieldsOf = (context: IExecuteFunctions, itemIndex: number): string[] =>
	Object.keys(context.getInputData()[itemIndex]?.binary ?? {});

function find(context: IExecuteFunctions, { itemIndex, field }: BinaryField): IBinaryData {
	const binary = context.getInputData()[itemIndex]?.binary?.[field];
	if (binary) return binary;
	const fields = binaryFieldsOf(context, itemIndex);
	const has = fields.length > 0 ? `It has: ${fields.join(', ')}.` : 'It has no files at all.';
	throw inputError(
		`The item has no file in the field '${field}'`,
		`${has} Correct the field name, or check the node that should have produced the file.`,
	);
}

/** Bytes read from n8n's store at a time: with its own 64 KB a large upload takes twice as long. */
const pieceLength = 256 * 1024;

/** Opens a stored file. With n8n's binary data on disk it comes in pieces; in memory mode it is held whole. */
export async function* openStored(context: IExecuteFunctions, { id, data }: IBinaryData): AsyncGenerator<Uint8Array> {
	if (id) yield* await context.helpers.getBinaryStream(id, pieceLength);
	else yield Buffer.from(data, 'base64');
}

async function sizeOf(context: IExecuteFunctions, place: BinaryField): Promise<number> {
	const { id } = find(context, place);
	if (id) return (await context.helpers.getBinaryMetadata(id)).fileSize;
	return (await context.helpers.getBinaryDataBuffer(place.itemIndex, place.field)).length;
}

async function headOf(context: IExecuteFunctions, place: BinaryField): Promise<Uint8Array> {
	let head = Buffer.alloc(0);
	for await (const chunk of openStored(context, find(context, place))) {
		head = Buffer.concat([head, chunk]);
		if (head.length >= headLength) break;
	}
	return head;
}

/** Whether a field holds a file that says of itself, or shows by its content, that it is of these types. */
export async function isOfType(
	context: IExecuteFunctions,
	place: BinaryField,
	types: FileType[],
): Promise<boolean> {
	const [claimed] = find(context, place).mimeType.split('/');
	if (claimed === 'audio') return true;
	// A video may have the container of an M4A recording.
	if (claimed === 'video') return false;
	const type = fileTypeOf(await headOf(context, place));
	return type !== undefined && types.includes(type);
}

/** The error of a file whose content is of another type; `about` is what to call the content. */
export function wrongType(
	{ called, isA, types, typeNames, takenBy = 'Fish Audio' }: FileKind,
	type: FileType | undefined,
	about: string,
): FishAudioError {
	const isSound = type !== undefined && !isPicture(type);
	const isOfKind = isSound && !types.some(isPicture);
	const what = isOfKind ? `is in a format that ${takenBy} does not take` : `is not ${isA}`;
	return inputError(`${called} ${what}`, `${about} is ${type ? type.toUpperCase() : 'something else'}. Use ${typeNames}.`);
}

/** A file of an item, to be opened when it is sent. Fails with `input` when it is missing, empty or of another type. */
export async function fileOf(
	context: IExecuteFunctions,
	place: BinaryField,
	kind: FileKind,
): Promise<InputFile> {
	const binary = find(context, place);
	const size = await sizeOf(context, place);
	if (size === 0) {
		throw inputError(
			`${kind.called} is empty`,
			`The binary field '${place.field}' holds 0 bytes. Check the node that produced it.`,
		);
	}
	const type = fileTypeOf(await headOf(context, place));
	if (!type || !kind.types.includes(type)) {
		const about = `The file in the binary field '${place.field}' is called '${binary.fileName ?? place.field}' (${binary.mimeType}), but its content`;
		throw wrongType(kind, type, about);
	}
	const claimed = binary.mimeType.split('/')[0];
	return {
		name: nameOf([binary.fileName, place.field], type),
		mimeType: claimed === mimeTypes[type].split('/')[0] ? binary.mimeType : mimeTypes[type],
		size,
		type,
		open: () => openStored(context, binary),
	};
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

/** Bytes as they come, put together in one piece of memory: `expected` of them, or a few more. */
async function whole(source: AsyncIterable<Uint8Array>, expected: number): Promise<Buffer> {
	let held = Buffer.allocUnsafe(expected);
	let length = 0;
	for await (const piece of source) {
		if (length + piece.length > held.length) held = Buffer.concat([held.subarray(0, length)], 2 * (length + piece.length));
		held.set(piece, length);
		length += piece.length;
	}
	return held.subarray(0, length);
}

/**
 * Stores what is made of files that n8n holds in memory, as text in base64. Each is let go of when its turn comes: else all of
 * them would be held beside what is made of them.
 */
async function storeMadeInMemory(
	context: IExecuteFunctions,
	stored: Stored[],
	make: (sources: OpenStored[]) => AsyncIterable<Uint8Array>,
	as: { fileName: string; mimeType: string },
): Promise<Stored> {
	const bytes = stored.reduce((sum, { data }) => sum + Buffer.byteLength(data, 'base64'), 0);
	const sources = stored.map((one) => async function* () {
		const held = Buffer.from(one.data, 'base64');
		one.data = '';
		yield held;
	});
	return await storeBytes(context, await whole(make(sources), bytes), as);
}

/**
 * Stores what `make` makes of audio that is stored already: as it streams, or whole where n8n holds its binary data in memory. What
 * was stored is not to be used any more.
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
	// Told here, and not through the stream, whose source ends with the first of several.
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

/** Stores stored audio once more: under another name, and with another header of the same length and some bytes behind it. */
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
