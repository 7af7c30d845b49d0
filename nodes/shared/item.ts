import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../fishAudio/errors';
import { parseVoiceId } from '../../fishAudio/voiceId';

/** One input item, as an operation reads it. */
export interface Item {
	context: IExecuteFunctions;
	index: number;
	/** Fails with `input` on an object, which nobody means as text; `label` is what the panel calls the parameter. */
	text(parameter: string, label: string): string;
	flag(parameter: string): boolean;
	number(parameter: string): number;
	/** A collection: what the user added, with empty entries left out. */
	collection(parameter: string): IDataObject;
	/** A collection as it is, where an empty entry has a meaning of its own. */
	raw(parameter: string): IDataObject;
	/** Id of the voice chosen; undefined where the field is empty. */
	voiceId(): string | undefined;
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Takes a list by expression as it is, and text apart at each separator. */
export function toList(value: unknown, separator: RegExp): string[] {
	if (Array.isArray(value)) return value.map((entry) => String(entry ?? '').trim());
	const text = String(value ?? '').trim();
	return text === '' ? [] : text.split(separator).map((entry) => entry.trim());
}

/** Separator of names in one line. */
const comma = /\s*,\s*/;

/** Separator of transcripts. */
export const lineBreak = /\r?\n/;

/** The names of a comma list, without empty ones. */
export const toNames = (value: unknown): string[] => toList(value, comma).filter((name) => name !== '');

/** Takes a parameter for text. */
function textOf(value: unknown, label: string): string {
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	throw inputError(`'${label}' is not a text`, 'Its expression gives a list or an object. Choose one of its fields.');
}

/** Id of a voice that was chosen. A row without its id is a mistake; only a list from which nothing was chosen means that none is wanted. */
export function voiceIdOf(value: unknown): string | undefined {
	const { mode, value: chosen } =
		typeof value === 'object' && value !== null ? (value as IDataObject) : { mode: 'list', value };
	const text = textOf(chosen, 'Voice').trim();
	return text === '' && mode === 'list' ? undefined : parseVoiceId(text);
}

/** Reads the parameters of a node for one of its input items. */
export function itemOf(context: IExecuteFunctions, index: number): Item {
	const get = (parameter: string): unknown => context.getNodeParameter(parameter, index);
	const raw = (parameter: string): IDataObject => {
		const given = get(parameter);
		return typeof given === 'object' && given !== null ? { ...given } : {};
	};
	return {
		context,
		index,
		raw,
		text: (parameter, label) => textOf(get(parameter), label),
		flag: (parameter) => get(parameter) === true,
		number: (parameter) => Number(get(parameter)),
		collection: (parameter) => {
			const entries = Object.entries(raw(parameter));
			return Object.fromEntries(entries.filter(([, value]) => isFilled(value)));
		},
		voiceId: () => voiceIdOf(get('voice')),
	};
}

/** The name of a binary field, as it is given in `binaryPropertyName`; `label` is what the panel calls the parameter. */
export function binaryFieldName(item: Item, label: string): string {
	const field = item.text('binaryPropertyName', label).trim();
	if (field !== '') return field;
	throw inputError(`'${label}' is empty`, "Enter a name for the binary field, such as 'data'.");
}

/** The voice an operation is about. Fails with `input` where none is chosen. */
export const requiredVoice = (item: Item): string => item.voiceId() ?? parseVoiceId('');
