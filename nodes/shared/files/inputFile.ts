import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { fileTypeOf, headLength, type FileType } from '../../../audio/fileType';
import { inputError } from '../../../fishAudio/errors';
import type { SourceFile } from '../../../fishAudio/upload';
import { wrongType, type FileKind } from './fileKind';
import { mimeTypes, nameOf } from './fileNames';
import { openStored } from './store';

/** Binary data of one field of one item. */
export interface BinaryField {
	itemIndex: number;
	field: string;
}

/** A file of an item, of a type that is known by its content. */
export interface InputFile extends SourceFile {
	type: FileType;
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
