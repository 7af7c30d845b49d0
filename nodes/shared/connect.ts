import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { createClient, type FishAudio } from '../../fishAudio/client';
import { FishAudioError, inputError } from '../../fishAudio/errors';
import type { HttpAnswer, HttpRequest, Send } from '../../fishAudio/http';

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
export interface Connection {
	fishAudio: FishAudio;
	/** Requests in flight at a time, at most. */
	concurrency: number;
}

const credentialName = 'fishAudioApi';

/** The part of a Node stream that is used; shipped code may not import the type. */
interface NodeStream extends AsyncIterable<Uint8Array> {
	/** What it was destroyed with. */
	readonly errored: Error | null;
	destroy(): unknown;
	compose(step: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>): NodeStream;
	on(event: 'error', listener: () => void): unknown;
}

const cancelled = (): FishAudioError =>
	new FishAudioError('cancelled', 'The execution was stopped', {
		advice: 'Requests that Fish Audio had already carried out may have been billed.',
	});

/** Failures before a connection stood: the server has seen nothing of the request. */
const unreachableCodes = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'EADDRNOTAVAIL',
];

/** Failures of a TLS handshake: the request was not sent, and would not be the next time. */
const insecure = /^(EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_)/;

const fieldOf = (value: unknown, field: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

/** The system's code of a failed request, wherever n8n and its HTTP library have wrapped it. */
function codeOf(error: unknown): string | undefined {
	const wrapped = [error, fieldOf(error, 'cause'), fieldOf(fieldOf(error, 'cause'), 'cause')];
	const codes = wrapped.map((one) => fieldOf(one, 'code'));
	return codes.find((code): code is string => typeof code === 'string' && /^[A-Z]/.test(code));
}

interface Signals {
	cancel: AbortSignal | undefined;
	deadline: AbortSignal;
}

/** A failed request in the client's terms. Nothing of n8n's own error is kept: it holds the request, and so the key. */
function connectionFailure(
	error: unknown,
	{ cancel, deadline }: Signals,
	{ request, redact }: { request: HttpRequest; redact: (text: string) => string },
): FishAudioError {
	if (error instanceof FishAudioError) return error;
	if (cancel?.aborted) return cancelled();
	const code = codeOf(error);
	if (deadline.aborted || code === 'ETIMEDOUT' || code === 'ECONNABORTED') {
		const seconds = Math.round(request.timeout / 1000);
		return new FishAudioError('timeout', `Fish Audio did not finish its answer within ${seconds} seconds`, {
			advice: 'Try again later, or raise the timeout where the node has one.',
		});
	}
	if (code === undefined) {
		const reason = redact(error instanceof Error ? error.message : String(error));
		return new FishAudioError('refused', `n8n did not send the request to Fish Audio: ${reason}`, {
			advice: "Check the Base URL in the 'Fish Audio API' credential, and what this n8n is allowed to connect to.",
		});
	}
	if (unreachableCodes.includes(code)) {
		return new FishAudioError('unreachable', 'Fish Audio cannot be reached', {
			advice: `Check the Base URL in the 'Fish Audio API' credential, and that this n8n may connect to it (${code}).`,
		});
	}
	if (insecure.test(code)) {
		return new FishAudioError('refused', 'A secure connection to Fish Audio could not be made', {
			advice: `Check in the 'Fish Audio API' credential whether the Base URL begins with https:// where it should, and that this n8n trusts the certificate of the server (${code}).`,
		});
	}
	// The code stays out of the message: n8n puts a general text of its own in place of one that holds it.
	return new FishAudioError('disconnected', 'The connection to Fish Audio broke', {
		advice: `Try again. If it stays so, look for a proxy or firewall between n8n and Fish Audio (${code}).`,
	});
}

function answerOf(
	response: { statusCode: number; headers: Record<string, unknown>; body: NodeStream },
	failure: (error: unknown) => FishAudioError,
): HttpAnswer {
	const stream = response.body;
	async function* translated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* source;
		} catch (error) {
			throw failure(error);
		}
	}
	const headers = Object.entries(response.headers).map(([name, value]) => [
		name.toLowerCase(),
		value === undefined ? undefined : String(value),
	]);
	return {
		status: response.statusCode,
		headers: Object.fromEntries(headers),
		body: translated(stream),
		through: (step) => {
			const composed = stream.compose((source) => step(translated(source)));
			// It may fail before its reader has begun to listen, which would end the whole of n8n.
			composed.on('error', () => undefined);
			return composed;
		},
		close: () => void stream.destroy(),
		explain: (error) => {
			const isOurs = stream.errored !== null && (error === stream.errored || fieldOf(error, 'cause') === stream.errored);
			return isOurs ? failure(error) : error;
		},
	};
}

/** Bytes are handed over as a Buffer: n8n's HTTP library sends the whole memory behind any other view. */
function bodyOf(body: HttpRequest['body']): IHttpRequestOptions['body'] {
	if (body === undefined || body instanceof FormData) return body as IHttpRequestOptions['body'];
	if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
	return Buffer.from(JSON.stringify(body));
}

function optionsOf(request: HttpRequest, baseUrl: string, stop: AbortSignal): IHttpRequestOptions {
	const isJson =
		request.body !== undefined && !(request.body instanceof FormData) && !(request.body instanceof Uint8Array);
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

function createSend(
	context: Context,
	baseUrl: string,
	{ cancel, redact }: Pick<Signals, 'cancel'> & { redact: (text: string) => string },
): Send {
	return async (request) => {
		if (cancel?.aborted) throw cancelled();
		const deadline = AbortSignal.timeout(request.timeout);
		const stop = cancel ? AbortSignal.any([cancel, deadline]) : deadline;
		const failure = (error: unknown): FishAudioError => connectionFailure(error, { cancel, deadline }, { request, redact });
		// n8n puts the signal of its context in place of the option's: this one ends with the deadline, too.
		const caller = Object.create(context, { getExecutionCancelSignal: { value: () => stop } }) as Context;
		const response = await context.helpers.httpRequestWithAuthentication
			.call(caller, credentialName, optionsOf(request, baseUrl, stop))
			.catch((error: unknown) => Promise.reject(failure(error)));
		return answerOf(response, failure);
	};
}

/** Waits; an execution that is stopped waits no longer. */
function createSleep(cancel: AbortSignal | undefined): (milliseconds: number) => Promise<void> {
	return async (milliseconds) => {
		if (!cancel) return await sleep(milliseconds);
		if (cancel.aborted) throw cancelled();
		// A signal of its own: many waits at once would be too many listeners for one.
		const stop = AbortSignal.any([cancel]);
		const stopped = new Promise<never>((_, reject) => {
			stop.addEventListener('abort', () => reject(cancelled()), { once: true });
		});
		// n8n 1 knows no signal and lets the rest of the wait run out unheard.
		const waited = sleep(milliseconds, stop).catch(() => Promise.reject(cancelled()));
		return await Promise.race([waited, stopped]);
	};
}

/** The base URL without a slash at its end. Fails with `input` on what cannot be one. */
export function checkBaseUrl(given: unknown): string {
	const text = String(given ?? '').trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
	if (!url || !isWeb || url.username || url.password || url.search || url.hash) {
		throw inputError(
			"The 'Base URL' of the credential is not the address of an API",
			"It has to start with http:// or https:// and may hold no user name, question mark or hash, such as https://api.fish.audio. Correct it in the 'Fish Audio API' credential.",
		);
	}
	return (url.origin + url.pathname).replace(/\/+$/, '');
}

function checkConcurrency(given: unknown): number {
	const concurrency = Number(given ?? 5);
	if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 1000) return concurrency;
	throw inputError(
		`'Concurrent Requests' cannot be '${String(given)}'`,
		'Enter a whole number from 1 to 1000: as many requests as your account may have in flight at a time.',
	);
}

/** A server may repeat the key it was given, in an error of all places. */
function redactionOf(key: string): (text: string) => string {
	const secret = key.trim();
	return (text) => (secret === '' ? text : text.replaceAll(secret, '***'));
}

const cancelSignalOf = (context: Context): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/** Connects to the API with the node's credential. The only place that sends. */
export async function connect(context: Context, options: ConnectOptions = {}): Promise<Connection> {
	const credential = await context.getCredentials(credentialName);
	const baseUrl = checkBaseUrl(credential.baseUrl);
	const concurrency = checkConcurrency(options.concurrentRequests ?? credential.concurrentRequests);
	const cancel = cancelSignalOf(context);
	const redact = redactionOf(String(credential.apiKey ?? ''));
	const fishAudio = createClient(
		{
			send: createSend(context, baseUrl, { cancel, redact }),
			sleep: createSleep(cancel),
			// Unlike the clock of the wall, this one never jumps.
			now: () => performance.timeOrigin + performance.now(),
			random: Math.random,
			redact,
		},
		{
			concurrency,
			...(options.maxTries !== undefined && { maxTries: options.maxTries }),
			...(options.timeout !== undefined && { timeout: options.timeout }),
		},
	);
	return { fishAudio, concurrency };
}
