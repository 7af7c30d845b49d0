import { once } from 'node:events';
import {
	deliver,
	errorHeaders,
	json,
	nothing,
	text,
	bodyBytesOf,
	type Answer,
	type Delivery,
} from '../http/answer.mts';
import type { Exchange } from '../http/exchange.mts';
import { badJson, blank, notAudio, shortPage } from './damaged.mts';
import type { Fault } from './fault.mts';
import { withOtherEvents } from './timed.mts';

const DEFAULT_CUT = 1000;

/** Faults that act before the body is read. */
export function strikesAtHeaders(fault: Fault): boolean {
	return (
		(fault.kind === 'reset' && (fault.phase ?? 'before') === 'before') ||
		(fault.kind === 'status' && fault.drain === false)
	);
}

/** Faults that keep the request from being carried out. */
export function strikesBefore(fault: Fault): boolean {
	switch (fault.kind) {
		case 'status':
		case 'hang':
			return (fault.phase ?? 'before') === 'before';
		case 'reset':
			return fault.phase === undefined || fault.phase === 'before' || fault.phase === 'upload';
		case 'html':
		case 'redirect':
		case 'hugeJson':
			return true;
		default:
			return false;
	}
}

type Status = Fault & { kind: 'status' };

function bodyOf({ status, message, reason, code, requestId }: Status): Record<string, unknown> {
	const found = requestId === undefined ? {} : { code, request_id: requestId };
	return { message, status, ...(reason === undefined ? {} : { reason }), ...found };
}

function statusAnswer(fault: Status): Answer {
	const { status, message, code, requestId, plainText, headers } = fault;
	const said = message ?? `The sandbox was asked to answer ${status}`;
	const answer = plainText ? text(status, said) : json(status, bodyOf({ ...fault, message: said }));
	const found = requestId === undefined ? {} : { 'x-request-id': requestId };
	return {
		...answer,
		headers: { ...answer.headers, ...(status >= 400 ? errorHeaders(status, code) : {}), ...found, ...headers },
	};
}

async function* hugeJson(bytes: number): AsyncGenerator<Uint8Array> {
	const filler = Buffer.alloc(65_536, 'a');
	yield Buffer.from('{"total":0,"items":[],"padding":"');
	for (let left = bytes; left > 0; left -= filler.length) yield filler.subarray(0, Math.min(left, filler.length));
	yield Buffer.from('"}');
}

/** Repeats the answer's own bytes without end, so that all of it looks like audio. */
async function* endless(answer: Answer): AsyncGenerator<Uint8Array> {
	const once = await bodyBytesOf(answer);
	const block =
		once.length === 0
			? Buffer.alloc(65_536, 0x55)
			: Buffer.concat(Array<Buffer>(Math.ceil(65_536 / once.length)).fill(once));
	for (;;) yield block;
}

/** Instead of carrying the request out. */
export async function actBefore(fault: Fault, exchange: Exchange): Promise<void> {
	switch (fault.kind) {
		case 'status':
			return deliver(exchange, statusAnswer(fault));
		case 'redirect':
			return deliver(exchange, { ...nothing(fault.status ?? 302), headers: { location: fault.location } });
		case 'html':
			return deliver(
				exchange,
				text(200, '<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>', 'text/html; charset=utf-8'),
			);
		case 'hugeJson':
			return deliver(exchange, { ...json(200, null), body: hugeJson(fault.bytes) });
		case 'hang':
			await once(exchange.response, 'close');
			return;
		default:
			exchange.reset();
	}
}

/** The answer as the fault changes it. */
async function changed(fault: Fault, answer: Answer): Promise<Answer> {
	switch (fault.kind) {
		case 'status':
			return statusAnswer(fault);
		case 'badJson':
			return badJson(answer);
		case 'empty':
			return { ...answer, status: 200, body: Buffer.alloc(0) };
		case 'notAudio':
			return notAudio(answer);
		case 'blank':
			return blank(answer);
		case 'shortPage':
			return shortPage(answer, fault.missing ?? 1);
		case 'endless':
			return { ...answer, body: endless(answer) };
		case 'shortLength':
			return { ...answer, body: await bodyBytesOf(answer) };
		default:
			return withOtherEvents(fault, answer);
	}
}

/** How the answer is sent under the fault. */
function deliveryOf(fault: Fault, answer: Answer): Delivery {
	switch (fault.kind) {
		case 'reset':
			return { bytes: fault.phase === 'headers' ? 0 : (fault.afterBytes ?? DEFAULT_CUT), ending: 'hangUp' };
		case 'hang':
			return { bytes: fault.phase === 'headers' ? 0 : (fault.afterBytes ?? DEFAULT_CUT), ending: 'hang' };
		case 'cut':
			return { bytes: fault.afterBytes ?? DEFAULT_CUT, ending: 'end' };
		case 'shortLength':
			return {
				bytes: fault.afterBytes ?? DEFAULT_CUT,
				ending: 'hangUp',
				contentLength: (answer.body as Buffer).length,
			};
		case 'slow':
			return {
				...(fault.delayMs === undefined ? {} : { delayMs: fault.delayMs }),
				...(fault.bytesPerSecond === undefined ? {} : { bytesPerSecond: fault.bytesPerSecond }),
			};
		default:
			return {};
	}
}

/** Acts after the request was carried out; `answer` is what the client would have received. */
export async function actAfter(fault: Fault, exchange: Exchange, answer: Answer): Promise<void> {
	if (fault.kind === 'reset' && fault.phase === 'after') {
		exchange.reset();
		return;
	}
	const sent = await changed(fault, answer);
	await deliver(exchange, sent, deliveryOf(fault, sent));
}
