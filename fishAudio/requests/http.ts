import { FishAudioError } from '../errors';
import type { ByteSource } from './storeStream';

/** One value, or several under the same name (`tag=a&tag=b`). */
export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** A request as `send` takes it: a fresh one for every attempt. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path below the base URL, starting with a slash. */
	path: string;
	query?: Query;
	headers?: Record<string, string>;
	/** A form is sent as multipart, bytes and a file as they are, an object as JSON. */
	body?: FormData | Uint8Array | File | object;
	/** Milliseconds from the start of the attempt to the last byte of its answer. */
	timeout: number;
}

/**
 * An answer of any status. Read either `body` or a transformed stream of it, once. Reading fails with a FishAudioError
 * when the connection breaks. `close` gives the connection up.
 */
export interface HttpAnswer extends ByteSource {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
}

/**
 * Sends a request, once, and hands over the answer whatever its status; fails with a FishAudioError when there is none.
 */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** The most a JSON answer may weigh, in bytes: a page of 100 voices is well under 1 MB. */
const largestJson = 32 * 1024 * 1024;

/** As much of an error's body as is worth reading, in bytes. */
export const largestErrorBody = 64 * 1024;

/** The number that a header states in digits alone. */
export function wholeNumberOf(header: string | undefined): number | undefined {
	const number = header !== undefined && /^\s*\d+\s*$/.test(header) ? Number(header) : NaN;
	return Number.isSafeInteger(number) ? number : undefined;
}

/** Length the answer promises, in bytes, where it does and no encoding hides the real one. */
export function promisedLength(answer: HttpAnswer): number | undefined {
	return answer.headers['content-encoding'] ? undefined : wholeNumberOf(answer.headers['content-length']);
}

interface Collected {
	bytes: Uint8Array;
	whole: boolean;
}

/** Reads a body, but not beyond `most` bytes. Fails as the body fails. */
export async function collect(body: AsyncIterable<Uint8Array>, most: number): Promise<Collected> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most) return { bytes: Buffer.concat(chunks).subarray(0, most), whole: false };
	}
	return { bytes: Buffer.concat(chunks), whole: true };
}

/**
 * Fails with `badAnswer` on a web page, such as a login in between: nothing was carried out then, whatever the status.
 */
function refusePage(answer: HttpAnswer): void {
	if (!/^text\/html/i.test(answer.headers['content-type'] ?? '')) return;
	answer.close();
	throw new FishAudioError('badAnswer', 'The Base URL leads to a web page and not to the API', {
		advice: "Check the Base URL in the 'Fish Audio API' credential, and that no proxy or login page stands in between.",
		status: answer.status,
		mayBeBilled: 0,
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

/**
 * The error of an answer that should be JSON and is not: it may have been cut off, so it may be asked for once more.
 */
export const notJson = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('incomplete', 'The answer of Fish Audio could not be understood', {
		advice: "It is not whole JSON. Try again; if it stays so, check the Base URL in the 'Fish Audio API' credential.",
		status,
	});

/**
 * The error of JSON that lacks what is needed. The next answer would lack it, too, and may be billed: it is never asked
 * for again.
 */
export const otherForm = ({ status }: { status: number }): FishAudioError =>
	new FishAudioError('badAnswer', 'The answer of Fish Audio could not be understood', {
		advice:
			"It lacks what Fish Audio's documentation promises. Check the Base URL in the 'Fish Audio API' credential, and whether there is a newer version of this node.",
		status,
	});

/** The server's clock when it answered, in milliseconds since 1970, where it tells; it counts whole seconds. */
export function serverTimeOf(answer: HttpAnswer): number | undefined {
	const date = Date.parse(answer.headers.date ?? '');
	return Number.isNaN(date) ? undefined : date;
}
