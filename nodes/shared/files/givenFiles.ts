import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { listOf, namesOf } from '../parameters/values';
import { fileOfField, isFile, isFileMap, valueAt, type StoredFile } from './storedFile';

/** A parameter that names files, or gives them, for one item. */
export interface FileParameter {
	/** What it was set to. */
	value: unknown;
	/** What the panel calls it. */
	label: string;
	itemIndex: number;
}

/** A file that a parameter gives. */
export interface GivenFile {
	itemIndex: number;
	/** Name of its binary field; of a file that is none of the item's, `data`. */
	field: string;
	/** Where it lies, for messages. */
	place: string;
	stored: StoredFile;
}

/** Field of a file that comes from elsewhere; n8n's own name for the first. */
const usualField = 'data';

/** Where the files of an item lie in the workflow setting *Execution Logic v2*: in its JSON (n8n 2.41). */
const filesInJson = '_files';

/** The files of an item, by their fields, in either of n8n's two modes. */
export function filesOf(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	const inJson = Object.entries(json?.[filesInJson] ?? {}).filter(([, value]) => isFile(value));
	// Of a Code node a field may hold nothing.
	const ofItem = Object.entries(binary ?? {}).filter(
		([, value]: [string, unknown]) => value !== null && value !== undefined,
	);
	return Object.fromEntries([...inJson, ...ofItem]);
}

/** Up to five files of an item, in words. */
function toldFiles(files: Record<string, unknown>): string {
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
		`${toldFiles(files)} Correct '${label}', or check the node that should have produced the file.`,
	);
}

/** The file of this name: of a field, or at a path of the item's JSON. */
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
				'where a file should be.',
			`A Code node gives a file as binary: { ${shown(name)}: { data: '<base64>', mimeType: 'audio/wav', ` +
				`fileName: 'a.wav' } }.`,
		].join(' '),
	);
}

/**
 * The item's own file that an expression gives. Of one in memory `$binary` tells all but the content: it has to be the
 * only one like it.
 */
function ownFile(files: Array<[string, StoredFile]>, given: StoredFile): [string, StoredFile] | undefined {
	const { id, data } = given;
	if (id !== undefined) return files.find(([, file]) => file.id === id);
	if (data !== undefined) return files.find(([, file]) => file.data === data);
	const alike = files.filter(([, file]) => file.told === given.told);
	return alike.every(([, file]) => file.data === alike[0]?.[1].data) ? alike[0] : undefined;
}

/** A file that an expression gives; one of the item's own goes by its field. Undefined of what is none. */
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
	if (hasContent) return { itemIndex, field: usualField, place: `the expression in '${label}'`, stored: given };
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

function hole(at: number, label: string): never {
	throw inputError(
		`Entry ${at + 1} of '${label}' is empty`,
		'Its expression finds no file there. Check that each item has one, or leave out those that have none.',
	);
}

/** Names in a text, parted by commas or the like; a field whose name has a sign of that kind goes by its whole name. */
function namesIn(context: IExecuteFunctions, text: string, { itemIndex, label }: FileParameter): string[] {
	const whole = text.trim();
	const files = filesOf(context, itemIndex);
	const isField = (name: string): boolean => Object.hasOwn(files, name);
	if (isField(whole)) return [whole];
	if (whole.includes('[object')) {
		throw inputError(
			`'${label}' has a file inside a text`,
			'Its expression has text before or after the brackets. Enter only {{ … }}, or the name of the binary field.',
		);
	}
	return listOf(whole, ',', label).flatMap((name) => (isField(name) ? [name] : namesOf(name, label)));
}

/**
 * The files that a parameter gives, in order: by name, by several names, as the object of an expression (of this item
 * or of another node), or as a list of all of these. None where it is empty. Fails with `input` on what is no file.
 */
export function givenFiles(context: IExecuteFunctions, parameter: FileParameter): GivenFile[] {
	const read = (value: unknown): GivenFile[] => {
		if (value === undefined || value === null) return [];
		if (typeof value === 'string')
			return namesIn(context, value, parameter).map((name) => named(context, name, parameter));
		if (Array.isArray(value)) return value.flatMap((entry: unknown, at) => read(entry ?? hole(at, parameter.label)));
		const file = fromExpression(context, value, parameter);
		if (file) return [file];
		if (isFileMap(value)) return Object.values(value).flatMap(read);
		throw noFile(value, parameter.label);
	};
	return read(parameter.value);
}

/** The one file that a parameter gives; undefined where it is empty. Fails with `input` on several. */
export function givenFile(context: IExecuteFunctions, parameter: FileParameter): GivenFile | undefined {
	const files = givenFiles(context, parameter);
	if (files.length <= 1) return files[0];
	throw inputError(`'${parameter.label}' gives ${files.length} files`, 'It takes one. Name a single binary field.');
}
