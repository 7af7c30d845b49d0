import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, FieldsError, UnreadableRequest } from '../errors.mts';
import type { AudioFormat } from '../speech/formats.mts';
import type { TimedEvent } from '../speech/timedEvents.mts';
import type { Exchange } from './exchange.mts';

/** The answer to the client. A stream is sent chunked. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer | AsyncIterable<Uint8Array>;
	/** For speech: how it is encoded… */
	audio?: AudioFormat;
	/** …and the events in the body, if it has word times. */
	events?: AsyncIterable<TimedEvent[]>;
}

/** How an answer is sent if a fault changes it. By default it is sent complete and at once. */
export interface Delivery {
	/** Only this many bytes of the body are sent… */
	bytes?: number;
	/** …and then the answer ends as if complete, the connection breaks, or nothing more is sent. */
	ending?: 'end' | 'hangUp' | 'hang';
	/** The length promised in the header, instead of chunks. */
	contentLength?: number;
	delayMs?: number;
	bytesPerSecond?: number;
}

export function json(status: number, value: unknown): Answer {
	return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}

export function text(status: number, message: string, type = 'text/plain; charset=utf-8'): Answer {
	return { status, headers: { 'content-type': type }, body: Buffer.from(message) };
}

/** The contract describes no body for these answers, so they have none. */
export function nothing(status: number): Answer {
	return { status, headers: {}, body: Buffer.alloc(0) };
}

/** Two are known (`invalid_api_key`, `insufficient_balance`); the others are undocumented. */
const codes: Record<number, string> = {
	400: 'invalid_request',
	401: 'invalid_api_key',
	402: 'insufficient_balance',
	403: 'forbidden',
	404: 'not_found',
	413: 'payload_too_large',
	422: 'validation_error',
	429: 'too_many_requests',
};
const SOURCE = 'api';

/** The headers of errors. If the code is undefined, the status decides it. */
export function errorHeaders(
	status: number,
	code = codes[status] ?? (status >= 500 ? 'internal_error' : 'invalid_request'),
): Record<string, string> {
	return { 'x-fish-error-code': code, 'x-fish-error-source': SOURCE };
}

function marked(answer: Answer, code?: string, more: Record<string, string> = {}): Answer {
	return { ...answer, headers: { ...answer.headers, ...errorHeaders(answer.status, code), ...more } };
}

export function refusal(error: unknown): Answer {
	if (error instanceof UnreadableRequest) return marked(text(error.status, error.message));
	if (error instanceof FieldsError) return marked(json(error.status, error.faults));
	if (error instanceof ApiError) {
		const { status, message, code, extras } = error;
		return marked(json(status, { message, status, ...extras.body }), code, extras.headers);
	}
	console.error('The sandbox failed:', error);
	return marked(json(500, { message: 'The sandbox failed; its log says why', status: 500 }));
}

/** The answer's body as one buffer. */
export async function bodyBytesOf(answer: Answer): Promise<Buffer> {
	if (Buffer.isBuffer(answer.body)) return answer.body;
	const chunks: Uint8Array[] = [];
	for await (const chunk of answer.body) chunks.push(chunk);
	return Buffer.concat(chunks);
}

async function* pieces(body: Answer['body'], limit: number, size: number): AsyncGenerator<Uint8Array> {
	let left = limit;
	const source = Buffer.isBuffer(body) ? [body] : body;
	for await (const chunk of source) {
		for (let from = 0; from < chunk.length && left > 0; from += size) {
			const piece = chunk.subarray(from, Math.min(from + size, from + left));
			left -= piece.length;
			yield piece;
		}
		if (left <= 0) return;
	}
}

async function write(exchange: Exchange, chunk: Uint8Array): Promise<void> {
	const { response } = exchange;
	exchange.entry.bytesOut += chunk.length;
	if (response.write(chunk)) return;
	// A client that leaves never lets the buffer drain.
	const settled = new AbortController();
	const { signal } = settled;
	await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(() => undefined);
	settled.abort();
}

function sendHead({ response, entry }: Exchange, answer: Answer, delivery: Delivery): void {
	entry.status = answer.status;
	const length =
		delivery.contentLength ??
		(Buffer.isBuffer(answer.body) && delivery.bytes === undefined ? answer.body.length : undefined);
	const framing = length === undefined ? {} : { 'content-length': String(length) };
	response.writeHead(answer.status, { ...answer.headers, ...framing });
	response.flushHeaders();
}

async function sendBody(exchange: Exchange, answer: Answer, delivery: Delivery): Promise<void> {
	const { bytesPerSecond } = delivery;
	const size = bytesPerSecond === undefined ? 65_536 : Math.max(1, Math.ceil(bytesPerSecond / 20));
	for await (const piece of pieces(answer.body, delivery.bytes ?? Infinity, size)) {
		if (exchange.gone) return;
		await write(exchange, piece);
		if (bytesPerSecond !== undefined) await sleep((1000 * piece.length) / bytesPerSecond);
	}
}

/**
 * Node accepts any body for such an answer, sends none of it and never signals backpressure. An endless body would
 * block everything else.
 */
const hasBody = ({ status }: Answer): boolean => status !== 204 && status !== 304;

/** Sends an answer. Resolves once everything that will be sent is handed over. */
export async function deliver(exchange: Exchange, answer: Answer, delivery: Delivery = {}): Promise<void> {
	if (delivery.delayMs !== undefined) await sleep(delivery.delayMs);
	if (exchange.gone) return;
	sendHead(exchange, answer, delivery);
	// If nothing is sent, nothing is read: otherwise a stream would start for no one.
	if (delivery.bytes !== 0 && hasBody(answer)) await sendBody(exchange, answer, delivery);
	if (exchange.gone) return;
	if (delivery.ending === 'hang') await once(exchange.response, 'close');
	else if (delivery.ending === 'hangUp') exchange.hangUp();
	else exchange.response.end();
}
