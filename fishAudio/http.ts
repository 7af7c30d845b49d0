import { FishAudioError, isFishAudioError, statusError, type Subject } from './errors';
import { isRecord } from './json';

/** One value, or several under the same name (`tag=a&tag=b`). */
export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** A request as `send` takes it: a fresh one for every attempt. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path below the base URL, starting with a slash. */
	path: string;
	query?: Query;
	headers?: Record<string, string>;
	/** A form is sent as multipart, bytes as they are, an object as JSON. */
	body?: FormData | Uint8Array | object;
	/** Milliseconds from the start of the attempt to the last byte of its answer. */
	timeout: number;
}

/** An answer of any status. Reading `body` fails with a FishAudioError when the connection breaks. */
export interface HttpAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
	/**
	 * The body led through `step`, as a stream of the sender's own kind. Used instead of `body`, not beside it. Where `step` fails
	 * after the last byte of the body, the stream may just end: whether all went well is to be asked of `step`.
	 */
	through(step: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
	/** Gives the connection up, whoever was to read it. */
	close(): void;
	/** What an error means that came out of reading `through`: the failure of the connection, where it was that. */
	explain(error: unknown): unknown;
}

/** Sends a request, once, and hands over the answer whatever its status; fails with a FishAudioError when there is none. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** The most a JSON answer may weigh, in bytes: a page of 100 voices is well under 1 MB. */
const largestJson = 32 * 1024 * 1024;

/** As much of an error's body as is worth reading, in bytes. */
const largestErrorBody = 64 * 1024;

/** As much of the API's words as a person reads, in characters. */
const longestApiMessage = 500;

/** Milliseconds that a Retry-After header asks for: seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
	if (!header?.trim()) return undefined;
	const seconds = Number(header);
	const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Length the answer promises, in bytes, where it does and no encoding hides the real one. */
export function promisedLength(answer: HttpAnswer): number | undefined {
	const header = answer.headers['content-length'];
	if (header === undefined || answer.headers['content-encoding']) return undefined;
	const length = Number(header);
	return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}

interface Collected {
	bytes: Uint8Array;
	whole: boolean;
}

async function collect(body: AsyncIterable<Uint8Array>, most: number): Promise<Collected> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most) return { bytes: Buffer.concat(chunks).subarray(0, most), whole: false };
	}
	return { bytes: Buffer.concat(chunks), whole: true };
}

/** Fails with `badAnswer` on a web page, such as a login in between: nothing was carried out then, whatever the status. */
function refusePage(answer: HttpAnswer): void {
	if (!/^text\/html/i.test(answer.headers['content-type'] ?? '')) return;
	answer.close();
	throw new FishAudioError('badAnswer', 'The Base URL leads to a web page and not to the API', {
		advice: "Check the Base URL in the 'Fish Audio API' credential, and that no proxy or login page stands in between.",
		status: answer.status,
	});
}

/** The error of an answer that is over `most` bytes, which none of the API's is. */
export const tooLarge = (most: number, status: number): FishAudioError =>
	new FishAudioError('badAnswer', 'The answer of Fish Audio is too large to be right', {
		advice: `It is over ${most >= 1024 * 1024 ? `${most / 1024 / 1024} MB` : `${most / 1024} KB`}. Check the Base URL in the 'Fish Audio API' credential.`,
		status,
	});

/**
 * Reads an answer of which only the status matters to its end, so that its connection is free again.
 * Fails with `badAnswer` where it is surely not that of the API.
 */
export async function drain(answer: HttpAnswer): Promise<void> {
	refusePage(answer);
	const body = await collect(answer.body, largestErrorBody).catch(() => undefined);
	if (body && !body.whole) throw tooLarge(largestErrorBody, answer.status);
}

/** A text's JSON value; undefined when it is not JSON. */
export function parseJson(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

/** Reads a JSON answer. Fails with `badAnswer` when it is too large or a web page, `incomplete` when it is not JSON. */
export async function readJson(answer: HttpAnswer): Promise<unknown> {
	refusePage(answer);
	const { bytes, whole } = await collect(answer.body, largestJson);
	if (!whole) throw tooLarge(largestJson, answer.status);
	const parsed = parseJson(Buffer.from(bytes).toString('utf8'));
	if (parsed === undefined) throw notJson(answer);
	return parsed.value;
}

/** The error of an answer that should be JSON and is not: it may have been cut off, so it may be asked for once more. */
export const notJson = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('incomplete', 'The answer of Fish Audio could not be understood', {
		advice: "It is not whole JSON. Try again; if it stays so, check the Base URL in the 'Fish Audio API' credential.",
		status,
	});

/** The error of JSON that lacks what is needed. The next answer would lack it, too, and may be billed: it is never asked for again. */
export const otherForm = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('badAnswer', 'The answer of Fish Audio could not be understood', {
		advice:
			"It lacks what Fish Audio's documentation promises. Check the Base URL in the 'Fish Audio API' credential, and whether there is a newer version of this node.",
		status,
	});

/** A value as words; one that is nested too deeply to be written has none. */
function wordsOf(said: unknown): string {
	if (typeof said === 'string') return said;
	try {
		return JSON.stringify(said) ?? '';
	} catch {
		return '';
	}
}

/** Words of an error body: `message` of the documented JSON, or the plain text that 400 and 401 may bring. */
function apiMessageOf(text: string, redact: (text: string) => string): string | undefined {
	const parsed = parseJson(text);
	const said = isRecord(parsed?.value) ? (parsed.value.message ?? parsed.value.detail) : text;
	// Redacted once it is plain text, for JSON has many ways to write a key; and before a part is cut off.
	const words = redact(wordsOf(said)).replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
	return words.startsWith('<') || words === '' ? undefined : words.slice(0, longestApiMessage);
}

/** The server's clock when it answered, in milliseconds since 1970, where it tells; it counts whole seconds. */
export function serverTimeOf(answer: HttpAnswer): number | undefined {
	const date = Date.parse(answer.headers.date ?? '');
	return Number.isNaN(date) ? undefined : date;
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
	const apiMessage = body && apiMessageOf(Buffer.from(body.bytes).toString('utf8'), world.redact);
	const retryAfter = retryAfterOf(answer.headers['retry-after'], serverTimeOf(answer) ?? world.now());
	const facts = {
		...(apiMessage !== undefined && { apiMessage }),
		...(retryAfter !== undefined && { retryAfter }),
	};
	return statusError(answer.status, facts, about);
}
