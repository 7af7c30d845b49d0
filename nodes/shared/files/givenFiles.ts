import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { listOf, namesOf } from '../parameters/values';
import { fileOfField, isFile, isFileMap, valueAt, type StoredFile } from './storedFile';

/** A parameter that names or contains files, for one item. */
export interface FileParameter {
	/** Its value. */
	value: unknown;
	/** What the panel calls it. */
	label: string;
	itemIndex: number;
}

/** A file that a parameter gives. */
export interface GivenFile {
	itemIndex: number;
	/** Its binary field; `data` for a file that does not belong to the item. */
	field: string;
	/** Where it is, for messages. */
	place: string;
	stored: StoredFile;
}

/** The field of a file from elsewhere: n8n's default name. */
const defaultField = 'data';

/** The JSON field with an item's files under the workflow setting *Execution Logic v2* (n8n 2.41). */
const filesInJson = '_files';

/** The files of an item by field, in both of n8n's modes: in `binary` or in its JSON. */
export function filesOf(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	const inJson = Object.entries(json?.[filesInJson] ?? {}).filter(([, value]) => isFile(value));
	// Code nodes may return fields that are null or undefined.
	const ofItem = Object.entries(binary ?? {}).filter(
		([, value]: [string, unknown]) => value !== null && value !== undefined,
	);
	return Object.fromEntries([...inJson, ...ofItem]);
}

/** The files of an item, to hand them on to the next node. */
export const ownFiles = (context: IExecuteFunctions, itemIndex: number): IBinaryKeyData =>
	Object.fromEntries(
		Object.entries(filesOf(context, itemIndex)).filter((entry): entry is [string, IBinaryData] => isFile(entry[1])),
	);

/** A sentence that lists up to five files of an item. */
function filesInWords(files: Record<string, unknown>): string {
	const names = Object.keys(files);
	if (names.length === 0) return 'It has no files.';
	return `It has: ${names
		.slice(0, 5)
		.map((name) => shown(name))
		.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}

const placeOf = (field: string, label: string): string => `the binary field '${shown(field)}' ('${label}')`;

function missing(name: string, files: Record<string, unknown>, label: string): FishAudioError {
	return inputError(
		`The item has no file in the field '${shown(name)}'`,
		`${filesInWords(files)} Correct '${label}', or check the node that should have produced the file.`,
	);
}

/** The file in the binary field of this name, or at this path of the item's JSON. */
function named(context: IExecuteFunctions, name: string, { label, itemIndex }: FileParameter): GivenFile {
	const files = filesOf(context, itemIndex);
	const inField = Object.hasOwn(files, name) ? files[name] : undefined;
	const atPath = inField === undefined ? valueAt(context.getInputData()[itemIndex]?.json, name) : undefined;
	const field = inField === undefined ? (name.split('.').pop() ?? name) : name;
	const found = inField ?? (isFile(atPath) ? atPath : undefined);
	if (found === undefined || found === null) throw missing(name, files, label);
	const stored = fileOfField(found);
	const place = placeOf(field, label);
	if (stored) return { itemIndex, field, place, stored };
	throw inputError(
		`The field '${shown(name)}' of the item holds a value, not a file`,
		[
			`${place[0]?.toUpperCase()}${place.slice(1)} holds ${typeof found === 'string' ? 'a text' : 'a value'} ` +
				'instead of a file.',
			`A Code node returns a file as binary: { ${shown(name)}: { data: '<base64>', mimeType: 'audio/wav', ` +
				`fileName: 'a.wav' } }.`,
		].join(' '),
	);
}

/**
 * The item's file that an expression refers to. If n8n keeps files in memory, `$binary` lacks their content: then files
 * with the same description count only if their contents are the same, too.
 */
function ownFile(files: Array<[string, StoredFile]>, given: StoredFile): [string, StoredFile] | undefined {
	const { id, data } = given;
	if (id !== undefined) return files.find(([, file]) => file.id === id);
	if (data !== undefined) return files.find(([, file]) => file.data === data);
	const alike = files.filter(([, file]) => file.description === given.description);
	return alike.every(([, file]) => file.data === alike[0]?.[1].data) ? alike[0] : undefined;
}

/** The file that an expression gives. A file of the item keeps its field. Undefined if the value is not a file. */
function fromExpression(
	context: IExecuteFunctions,
	value: unknown,
	{ label, itemIndex }: FileParameter,
): GivenFile | undefined {
	const given = fileOfField(value);
	if (!given) return undefined;
	const files = Object.entries(filesOf(context, itemIndex)).flatMap(([field, file]): Array<[string, StoredFile]> => {
		const stored = fileOfField(file);
		return stored ? [[field, stored]] : [];
	});
	const [field, stored] = ownFile(files, given) ?? [];
	if (field !== undefined && stored) return { itemIndex, field, place: placeOf(field, label), stored };
	if (!isFile(value)) return undefined;
	const hasContent = given.id !== undefined || given.data !== undefined;
	if (hasContent) return { itemIndex, field: defaultField, place: `the expression in '${label}'`, stored: given };
	throw inputError(
		`'${label}' gives a file without its content`,
		'When n8n keeps files in memory, $binary holds everything about a file except its content. Enter the name ' +
			'of the binary field, such as data.',
	);
}

const noFile = (value: unknown, label: string): FishAudioError =>
	inputError(
		`'${label}' gives no file: ${shown(value)}`,
		'Enter the name of a binary field, or an expression that gives a file, such as {{ $binary.data }}.',
	);

function emptyEntry(at: number, label: string): never {
	throw inputError(
		`Entry ${at + 1} of '${label}' is empty`,
		'Its expression finds no file there. Check that each item has one, or leave out those that have none.',
	);
}

/** The names in a text, separated by commas or the like. A field whose own name contains a separator counts as one. */
function namesIn(context: IExecuteFunctions, text: string, { itemIndex, label }: FileParameter): string[] {
	const trimmed = text.trim();
	const files = filesOf(context, itemIndex);
	const isField = (name: string): boolean => Object.hasOwn(files, name);
	if (isField(trimmed)) return [trimmed];
	if (trimmed.includes('[object')) {
		throw inputError(
			`'${label}' has a file inside a text`,
			'Its expression has text before or after the brackets. Enter only {{ … }}, or the name of the binary field.',
		);
	}
	return listOf(trimmed, ',', label).flatMap((name) => (isField(name) ? [name] : namesOf(name, label)));
}

/**
 * The files that a parameter gives, in order. It takes a name, several names, a file object from an expression (of this
 * item or of another node), all files by name (`$binary`), or a list of these. Empty if the parameter is empty. Fails
 * with `input` on anything else.
 */
export function givenFiles(context: IExecuteFunctions, parameter: FileParameter): GivenFile[] {
	const read = (value: unknown): GivenFile[] => {
		if (value === undefined || value === null) return [];
		if (typeof value === 'string')
			return namesIn(context, value, parameter).map((name) => named(context, name, parameter));
		if (Array.isArray(value))
			return value.flatMap((entry: unknown, at) => read(entry ?? emptyEntry(at, parameter.label)));
		const file = fromExpression(context, value, parameter);
		if (file) return [file];
		if (isFileMap(value)) return Object.values(value).flatMap(read);
		throw noFile(value, parameter.label);
	};
	return read(parameter.value);
}

/** The only file that a parameter gives; undefined if it is empty. Fails with `input` if there are several. */
export function givenFile(context: IExecuteFunctions, parameter: FileParameter): GivenFile | undefined {
	const files = givenFiles(context, parameter);
	if (files.length <= 1) return files[0];
	throw inputError(`'${parameter.label}' gives ${files.length} files`, 'It takes one. Name a single binary field.');
}
