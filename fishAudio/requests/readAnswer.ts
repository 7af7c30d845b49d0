import { answerTooLarge, notJson, webPage } from './answerErrors';
import type { HttpAnswer } from './http';
import { parseJson } from './json';

/** Limit of a JSON answer, in bytes. A page of 100 voices has well under 1 MB. */
const largestJson = 32 * 1024 * 1024;

/** Bytes of an error's body that are read at most. */
export const largestErrorBody = 64 * 1024;

interface Collected {
	bytes: Uint8Array;
	/** Whether that is all of the body. */
	isComplete: boolean;
}

/** Reads a body up to `limit` bytes. Fails as the body fails. */
export async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Collected> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > limit) return { bytes: Buffer.concat(chunks).subarray(0, limit), isComplete: false };
	}
	return { bytes: Buffer.concat(chunks), isComplete: true };
}

function refusePage(answer: HttpAnswer): void {
	if (!/^text\/html/i.test(answer.headers['content-type'] ?? '')) return;
	answer.close();
	throw webPage(answer);
}

/**
 * Reads an answer to its end so that its connection is free again, and ignores the body: only the status matters. Fails
 * with `badAnswer` where the answer surely is not the API's: a web page, or more than 64 KB.
 */
export async function drain(answer: HttpAnswer): Promise<void> {
	refusePage(answer);
	const body = await collect(answer.body, largestErrorBody).catch(() => undefined);
	if (body && !body.isComplete) throw answerTooLarge(largestErrorBody, answer);
}

/** Reads a JSON answer. Fails with `badAnswer` when it is too large or a web page, `incomplete` when it is not JSON. */
export async function readJson(answer: HttpAnswer): Promise<unknown> {
	refusePage(answer);
	const { bytes, isComplete } = await collect(answer.body, largestJson);
	if (!isComplete) throw answerTooLarge(largestJson, answer);
	const parsed = parseJson(Buffer.from(bytes).toString('utf8'));
	if (parsed === undefined) throw notJson(answer);
	return parsed.value;
}
