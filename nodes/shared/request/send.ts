import { sleep, type IHttpRequestOptions } from 'n8n-workflow';

import type { HttpRequest, Send } from '../../../fishAudio/requests/http';
import { cancelled, type Signals } from './connectionFailure';
import type { Context } from './context';
import { credentialName } from './credential';
import { exchange } from './exchange';

const peer = { name: 'Fish Audio', address: "the Base URL in the 'Fish Audio API' credential" };

/** Whether a body is read from n8n's store while it is sent. */
const isSentLater = (body: HttpRequest['body']): boolean => body instanceof FormData || body instanceof File;

/** Bytes are passed as a Buffer: of any other view n8n's HTTP library sends the whole underlying memory. */
function bodyOf(body: HttpRequest['body']): IHttpRequestOptions['body'] {
	if (body === undefined || isSentLater(body)) return body as IHttpRequestOptions['body'];
	if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
	return Buffer.from(JSON.stringify(body));
}

function optionsOf(request: HttpRequest, baseUrl: string, stop: AbortSignal): IHttpRequestOptions {
	const isJson = request.body !== undefined && !isSentLater(request.body) && !(request.body instanceof Uint8Array);
	const query = Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined);
	return {
		method: request.method,
		url: baseUrl + request.path,
		headers: { ...(isJson && { 'content-type': 'application/json' }), ...request.headers },
		qs: Object.fromEntries(query),
		arrayFormat: 'repeat',
		...(request.body !== undefined && { body: bodyOf(request.body) }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would send the key to another host, and holds the whole body in memory.
		disableFollowRedirect: true,
		timeout: request.timeout,
		abortSignal: stop,
	};
}

/**
 * Starts each request one turn of the event loop after the previous one. Started together, none would be sent until all
 * are prepared. Their answers would then also arrive together, and the next requests start together.
 */
function createStagger(): () => Promise<void> {
	let free = Promise.resolve();
	return async () => {
		const turn = free;
		free = turn.then(async () => await sleep(0));
		await turn;
	};
}

/** Builds the function that sends a request with the credential's key. */
export function createSend(
	context: Context,
	baseUrl: string,
	{ cancel, redact }: Pick<Signals, 'cancel'> & { redact: (text: string) => string },
): Send {
	const stagger = createStagger();
	return async (request) => {
		await stagger();
		if (cancel?.aborted) throw cancelled();
		const ask = async (stop: AbortSignal) => {
			// n8n uses the signal of its context instead of the option's. This one also aborts at the deadline.
			const caller = Object.create(context, { getExecutionCancelSignal: { value: () => stop } }) as Context;
			return await context.helpers.httpRequestWithAuthentication.call(
				caller,
				credentialName,
				optionsOf(request, baseUrl, stop),
			);
		};
		return await exchange(ask, cancel, { timeout: request.timeout, redact, peer });
	};
}
