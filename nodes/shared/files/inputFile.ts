import type { IExecuteFunctions } from 'n8n-workflow';

import type { FileType } from '../../../audio/fileType';
import { createTypeFinder } from '../../../audio/typeFinder';
import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { wrongType, type FileKind, type Found } from './fileKind';
import { mimeTypeOf, nameOf } from './fileNames';
import type { GivenFile } from './givenFiles';
import { base64Of, unreadable } from './readFault';
import type { DescribedFile } from './recording';
import { openStored } from './store';

/** A file that a parameter gives. Its type was found by its content. */
export interface InputFile extends DescribedFile {
	type: FileType;
	/** Its binary field. */
	field: string;
	/** Identifies the file in all items: its id in n8n's store or, without one, its content. */
	key: string;
}

/** Opens a file that a parameter gives. Any error names this file. */
export async function* openGiven(
	context: IExecuteFunctions,
	file: GivenFile,
	called: string,
): AsyncGenerator<Uint8Array> {
	const { id } = file.stored;
	const data = id === undefined ? base64Of(file, called) : '';
	try {
		yield* openStored(context, { id, data });
	} catch (error) {
		throw unreadable(file, called, error);
	}
}

async function sizeOf(context: IExecuteFunctions, file: GivenFile, called: string): Promise<number> {
	const { id } = file.stored;
	if (id === undefined) return Buffer.from(base64Of(file, called), 'base64').length;
	const metadata = await Promise.resolve()
		.then(async () => await context.helpers.getBinaryMetadata(id))
		.catch((error: unknown) => Promise.reject(unreadable(file, called, error)));
	if (Number.isFinite(metadata.fileSize)) return metadata.fileSize;
	throw unreadable(file, called, 'its size is not known');
}

/** What a file is by its content, and what it claims to be. Reads no more of it than that takes. */
export async function look(context: IExecuteFunctions, file: GivenFile, called: string): Promise<Found> {
	const finder = createTypeFinder();
	for await (const chunk of openGiven(context, file, called)) if (finder.take(chunk)) break;
	const { fileName, mimeType } = file.stored;
	return { type: finder.type(), head: finder.head(), fileName, mimeType };
}

/** A file that is opened when it is sent. Fails with `input` if it is missing, empty or of another type. */
export async function fileOf(context: IExecuteFunctions, file: GivenFile, kind: FileKind): Promise<InputFile> {
	const { place, stored, field } = file;
	const { called } = kind;
	const size = await sizeOf(context, file, called);
	if (size === 0)
		throw inputError(`${called} is empty`, `The file of ${place} has 0 bytes. Check the node that produced it.`);
	const found = await look(context, file, called);
	const { type, head } = found;
	const about = `The file${stored.fileName === undefined ? '' : ` '${shown(stored.fileName)}'`} of ${place}`;
	if (!type || !kind.types.includes(type)) throw wrongType(kind, found, about);
	return {
		name: nameOf([stored.fileName, field], type, head),
		mimeType: mimeTypeOf(type),
		size,
		type,
		about,
		field,
		key: stored.id ?? String(stored.data),
		open: () => openGiven(context, file, called),
	};
}
