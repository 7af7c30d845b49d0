import { isRecord } from './json';

/** How many characters of the API's words are shown. */
const longestMessage = 500;

/** Where in a request a mistake is, without a first entry that only says 'body' or 'query'. */
const placeOf = (location: unknown): string =>
	(Array.isArray(location) ? location : [])
		.filter((part, index) => index > 0 || !['body', 'query', 'path', 'header'].includes(String(part)))
		.join('.');

/** A mistake in the list of a 422 answer: where it is, and what. */
function mistakeOf(mistake: unknown): string | undefined {
	if (!isRecord(mistake) || typeof mistake.msg !== 'string') return undefined;
	const place = placeOf(mistake.loc);
	return place ? `${place}: ${mistake.msg}` : mistake.msg;
}

/** A value as text; empty if it is nested too deeply to be written as JSON. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	const mistakes = Array.isArray(value) ? value.map(mistakeOf) : [];
	if (mistakes.length > 0 && !mistakes.includes(undefined)) return [...new Set(mistakes)].join('; ');
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

function messageIn(body: unknown, text: string): unknown {
	if (isRecord(body)) return body.message ?? body.detail;
	return Array.isArray(body) ? body : text;
}

const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

/**
 * The API's own words in the body of an error: `message` or `detail`, a list of mistakes, or plain text. `text` is the
 * body, `body` its JSON value. Undefined if there are none, and for HTML.
 */
export function apiMessageOf(text: string, body: unknown, redact: (text: string) => string): string | undefined {
	// Redacted as plain text, since JSON has many ways to write a key, and before it is cut.
	const message = onOneLine(redact(textOf(messageIn(body, text))));
	return message.startsWith('<') || message === '' ? undefined : message.slice(0, longestMessage);
}
