import { FishAudioError, isFishAudioError, type FailureFacts } from '../errors';
import { failureKind } from './faultCodes';
import { collect, largestErrorBody } from './readAnswer';
import { parseJson, isRecord } from './json';
import { retryAfterOf, serverTimeOf } from './headers';
import type { HttpAnswer } from './http';
import { statusError } from './statusError';
import type { Subject } from './statusWordings';

/** As much of the API's words as a person reads, in characters. */
const longestApiMessage = 500;

/** As much of a name or a number of the API's as is one, in characters. */
const longestName = 100;

/** Where in a request a mistake is; the first entry tells only that it is in the body. */
const placeOf = (location: unknown): string =>
	(Array.isArray(location) ? location : [])
		.filter((part, at) => at > 0 || !['body', 'query', 'path', 'header'].includes(String(part)))
		.join('.');

/** A mistake of the lists that the API answers 422 with: where it is, and what. */
function mistakeOf(mistake: unknown): string | undefined {
	if (!isRecord(mistake) || typeof mistake.msg !== 'string') return undefined;
	const place = placeOf(mistake.loc);
	return place ? `${place}: ${mistake.msg}` : mistake.msg;
}

/** A value as words; one that is nested too deeply to be written has none. */
function wordsOf(said: unknown): string {
	if (typeof said === 'string') return said;
	const mistakes = Array.isArray(said) ? said.map(mistakeOf) : [];
	if (mistakes.length > 0 && !mistakes.includes(undefined)) return [...new Set(mistakes)].join('; ');
	try {
		return JSON.stringify(said) ?? '';
	} catch {
		return '';
	}
}

const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

/** Words of an error's body: `message` or `detail` of an object, a list of mistakes, or plain text. */
function apiMessageOf(text: string, body: unknown, redact: (text: string) => string): string | undefined {
	const said = isRecord(body) ? (body.message ?? body.detail) : Array.isArray(body) ? body : text;
	// Redacted once it is plain text, for JSON has many ways to write a key; and before a part is cut off.
	const words = onOneLine(redact(wordsOf(said)));
	return words.startsWith('<') || words === '' ? undefined : words.slice(0, longestApiMessage);
}

/** The first of these that is a name or a number of the API's, such as a code, and not words. */
const nameAmong = (...given: unknown[]): string | undefined =>
	given.find((one): one is string => typeof one === 'string' && one.length <= longestName && /^[\w.:/+=-]+$/.test(one));

/** What Fish Audio's support finds a request by, where the answer tells it. */
export const traceIdOf = ({ headers }: HttpAnswer, requestId?: unknown): string | undefined =>
	nameAmong(headers['x-fish-trace-id'], headers['x-request-id'], requestId);

/** An answer's headers and body as facts of a failure. */
function factsOf(
	answer: HttpAnswer,
	text: string,
	world: { now(): number; redact(text: string): string },
): FailureFacts {
	const body = parseJson(text)?.value;
	const fields = isRecord(body) ? body : {};
	const apiMessage = apiMessageOf(text, body, world.redact);
	const retryAfter = retryAfterOf(answer.headers['retry-after'], serverTimeOf(answer) ?? world.now());
	const code = nameAmong(answer.headers['x-fish-error-code'], fields.code)?.toLowerCase();
	const traceId = traceIdOf(answer, fields.request_id);
	return {
		...(apiMessage !== undefined && { apiMessage }),
		...(retryAfter !== undefined && { retryAfter }),
		...(code !== undefined && { code: world.redact(code) }),
		...(traceId !== undefined && { traceId: world.redact(traceId) }),
	};
}

/** Turns an answer that is not a success into its error, with the API's own words where it has any. */
export async function failureOf(
	answer: HttpAnswer,
	world: { now(): number; redact(text: string): string },
	about: Subject = 'other',
): Promise<FishAudioError> {
	// Without its words the status tells enough; but an execution that was stopped is no longer told of it.
	const body = await collect(answer.body, largestErrorBody).catch((error: unknown) =>
		isFishAudioError(error) && error.kind === 'cancelled' ? Promise.reject(error) : undefined,
	);
	const text = Buffer.from(body?.bytes ?? []).toString('utf8');
	return statusError(answer.status, factsOf(answer, text, world), about);
}

/** A status of a failure among these. */
const statusAmong = (...given: unknown[]): number | undefined =>
	given.find((one): one is number => typeof one === 'number' && Number.isInteger(one) && one >= 300 && one < 600);

/**
 * The error that is told inside of an answer which began as a success, as JSON or plain words. Such an answer was
 * taken, so that
 * 429 is no refusal there, and it may have been billed whatever is told. What tells neither a status nor a known code
 * is never asked for again.
 */
export function failureInAnswer(
	answer: HttpAnswer,
	text: string,
	world: { now(): number; redact(text: string): string },
): FishAudioError {
	const body = parseJson(text)?.value;
	const inner = isRecord(body) && isRecord(body.error) ? body.error : body;
	const told = isRecord(inner) ? { ...inner, message: inner.message ?? inner.detail ?? inner.error } : inner;
	const facts = { ...factsOf(answer, told === undefined ? text : JSON.stringify(told), world), mayBeBilled: 1 };
	const status = isRecord(told) ? statusAmong(told.status, told.statusCode, told.code) : undefined;
	if (status !== undefined || failureKind(200, facts.code) !== failureKind(200))
		return statusError(status === 429 ? 503 : (status ?? 400), facts, 'speech');
	const words = facts.apiMessage ? `: ${facts.apiMessage}` : '';
	return new FishAudioError('badAnswer', `Fish Audio broke off the speech${words}`, {
		...facts,
		advice: 'Nothing of it was passed on. Change what Fish Audio names, or try again later.',
		status: answer.status,
	});
}
