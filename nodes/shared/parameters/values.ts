import { inputError, type FishAudioError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { isEmpty } from '../../../text/unseen';

/** Separators of names: commas and semicolons, those of Chinese, Japanese and Arabic, and line breaks. */
const betweenNames = /[,;，；、،؛]|\r?\n/;

/** Separator of transcripts. */
export const lineBreak = /\r?\n/;

/**
 * Whether nothing is given: an expression without a result, an empty cell, or only spaces and invisible characters.
 */
export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && isEmpty(value));

/** Whether a value is an expression: n8n puts `=` before it. */
export const isExpression = (raw: unknown): boolean => typeof raw === 'string' && raw.startsWith('=');

/** A point in time as text: of a Date, or of the DateTime that `$now` gives. */
function momentOf(value: object): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	const iso: unknown = 'toISO' in value && typeof value.toISO === 'function' ? value.toISO() : undefined;
	return typeof iso === 'string' ? iso : undefined;
}

/** A value as a template shows it; undefined for a list or an object, which is not meant as text. */
function asText(value: unknown): string | undefined {
	if (typeof value === 'object' && value !== null) return momentOf(value);
	return value === undefined || value === null ? '' : String(value);
}

const notText = (label: string, value: unknown): FishAudioError =>
	inputError(
		`'${label}' is not a text`,
		`Its expression gives a list or an object: ${shown(value)}. Choose one of its fields.`,
	);

/** What becomes of an object in a template's text. */
const objectInText = /\[object [A-Z][A-Za-z]*\]/;

/** Returns the text. Fails with `input` if it was made from an object. `what` names the text. */
function withoutObjects(text: string, what: string): string {
	const left = objectInText.exec(text)?.[0];
	if (left === undefined) return text;
	throw inputError(
		`${what} has an object inside its text`,
		`'${left}' is all that is left of it. Choose one of its fields in the expression, such as {{ $json.voice.title }}.`,
	);
}

/** Reads a parameter as text; empty if nothing is given. `label` is its name in the panel. */
export function textOf(value: unknown, label: string): string {
	const text = asText(value);
	if (text !== undefined) return withoutObjects(text, `'${label}'`);
	throw notText(label, value);
}

function entryOf(value: unknown, at: number, label: string): string {
	const text = asText(value);
	const what = `Entry ${at + 1} of '${label}'`;
	if (text !== undefined) return withoutObjects(text, what).trim();
	throw inputError(
		`${what} is not a text`,
		`It is a list or an object: ${shown(value)}. Choose one of its fields, such as {{ $json.list.map((entry) => ` +
			'entry.name) }}.',
	);
}

/** A list in JSON, as AI models and spreadsheets write it, or an empty one. A cue such as [happy] or [1] is not one. */
export function listInJson(text: string): unknown[] | undefined {
	if (!/^\s*\[\s*(?:["\]{]|-?\d[^,]*,)/.test(text)) return undefined;
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** Takes a list from an expression as it is, and splits text at each separator. Empty if nothing is given. */
export function listOf(value: unknown, separator: string | RegExp, label: string): string[] {
	const list = Array.isArray(value) ? value : undefined;
	const text = list ? '' : textOf(value, label).trim();
	const entries = list ?? listInJson(text);
	if (entries) return entries.map((entry, at) => entryOf(entry, at, label));
	return text === '' ? [] : text.split(separator).map((entry) => entry.trim());
}

/** The names of a list, in one line or several, without empty ones. */
export const namesOf = (value: unknown, label: string): string[] =>
	listOf(value, betweenNames, label).filter((name) => !isEmpty(name));

const yes = ['true', 'yes', 'on', '1'];
const no = ['false', 'no', 'off', '0'];

/**
 * Reads a parameter as a switch, also from the words and numbers that spreadsheets and forms use. Undefined if nothing
 * is given.
 */
export function flagOf(value: unknown, label: string): boolean | undefined {
	if (isBlank(value)) return undefined;
	const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
	if (yes.includes(word)) return true;
	if (no.includes(word)) return false;
	throw inputError(`'${label}' cannot be '${shown(value)}'`, 'It is a switch: its expression must give true or false.');
}

const plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** A comma that can only be a decimal comma: before three digits it could also separate thousands. */
const decimalComma = /^[+-]?(?:0+,\d+|\d+,(?:\d{1,2}|\d{4,}))$/;

function numberIn(text: string): number | undefined {
	const plain = text.trim().replace('−', '-');
	const point = decimalComma.test(plain) ? plain.replace(',', '.') : plain;
	return plainNumber.test(point) ? Number(point) : undefined;
}

/** Reads a parameter as a number, also from text with a point or a decimal comma. Undefined if nothing is given. */
export function numberOf(value: unknown, label: string): number | undefined {
	if (isBlank(value)) return undefined;
	const number = typeof value === 'string' ? numberIn(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw inputError(
		`'${label}' cannot be '${shown(value)}'`,
		'Enter a number in digits, such as 2 or 1.5, without a unit.',
	);
}
