import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { readApiKey, readBaseUrl, readConcurrency } from '../../../fishAudio/requests/access';
import { createCalls, type Calls } from '../../../fishAudio/requests/calls';
import type { HttpRequest, Send } from '../../../fishAudio/requests/http';
import { cancelled, type Signals } from './connectionFailure';
import { exchange } from './exchange';
import { wait } from './wait';

/** The n8n functions that a request can be made with. */
export type Context = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** Settings that a node may make for itself; otherwise the credential's and the client's hold. */
export interface ConnectOptions {
	concurrentRequests?: number | undefined;
	maxTries?: number | undefined;
	/** Milliseconds */
	timeout?: number | undefined;
}

/** A connection to the API, for one execution of a node. */
export interface Connection<Client> {
	fishAudio: Client;
	/** Requests in flight at a time, at most. */
	concurrency: number;
	/** Fails with `cancelled` once the execution is stopped. */
	checkStopped(): void;
}

const credentialName = 'fishAudioApi';

const peer = { name: 'Fish Audio', address: "the Base URL in the 'Fish Audio API' credential" };

/** What streams out of n8n's store while it is sent. */
const isSentLater = (body: HttpRequest['body']): boolean => body instanceof FormData || body instanceof File;

/** Bytes are handed over as a Buffer: n8n's HTTP library sends the whole memory behind any other view. */
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
		// A redirect would carry the key to another host, and costs the memory of the whole body.
		disableFollowRedirect: true,
		timeout: request.timeout,
		abortSignal: stop,
	};
}

/**
 * Lets requests begin a turn of the event loop apart. Begun together, none would reach its connection before all are
 * made ready; their answers would come together, too, and so on for good.
 */
function createStagger(): () => Promise<void> {
	let free = Promise.resolve();
	return async () => {
		const turn = free;
		free = turn.then(async () => await sleep(0));
		await turn;
	};
}

function createSend(
	context: Context,
	baseUrl: string,
	{ cancel, redact }: Pick<Signals, 'cancel'> & { redact: (text: string) => string },
): Send {
	const oneByOne = createStagger();
	return async (request) => {
		await oneByOne();
		if (cancel?.aborted) throw cancelled();
		const ask = async (stop: AbortSignal) => {
			// n8n puts the signal of its context in place of the option's: this one ends with the deadline, too.
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

/** Milliseconds since 1970. Unlike the clock of the wall, this one never jumps. */
export const now = (): number => performance.timeOrigin + performance.now();

/** A server may repeat the key it was given, in an error of all places. */
function redactionOf(secret: string): (text: string) => string {
	return (text) => text.replaceAll(secret, '***');
}

/** Signals that the execution is stopped. */
export const cancelSignalOf = (context: Context): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/**
 * Connects to the API with the node's credential. The only place that sends to it. The client is built of the parts
 * that the node needs, so that only those are bundled with it.
 */
export async function connect<Client>(
	context: Context,
	build: (calls: Calls) => Client,
	options: ConnectOptions = {},
): Promise<Connection<Client>> {
	const credential = await context.getCredentials(credentialName);
	const baseUrl = readBaseUrl(credential.baseUrl);
	const concurrency = readConcurrency(options.concurrentRequests ?? credential.concurrentRequests);
	const cancel = cancelSignalOf(context);
	const redact = redactionOf(readApiKey(credential.apiKey));
	const calls = createCalls(
		{
			send: createSend(context, baseUrl, { cancel, redact }),
			sleep: async (milliseconds) => await wait(milliseconds, cancel),
			now,
			random: Math.random,
			redact,
		},
		{
			concurrency,
			...(options.maxTries !== undefined && { maxTries: options.maxTries }),
			...(options.timeout !== undefined && { timeout: options.timeout }),
		},
	);
	const checkStopped = (): void => {
		if (cancel?.aborted) throw cancelled();
	};
	return { fishAudio: build(calls), concurrency, checkStopped };
}
