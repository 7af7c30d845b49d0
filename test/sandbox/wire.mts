import { Agent, request } from 'node:http';
import type { RunningSandbox } from '../support/sandbox.mts';

/** An answer as received, however it ended. */
export interface Seen {
	/** Undefined if no status line came. */
	status?: number;
	headers: Record<string, unknown>;
	body: Buffer;
	/** Whether the answer ended properly by the rules of HTTP. */
	complete: boolean;
	error?: string;
}

export interface Sending {
	method?: string;
	path?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** The client leaves after this many ms, or bytes. */
	leaveAfterMs?: number;
	leaveAfterBytes?: number;
}

const speech = JSON.stringify({ text: 'Hello Anna, this is a line of some length.', format: 'wav' });

/** Sends a request over a separate connection. Default: a speech request. */
export function watch(sandbox: RunningSandbox, sending: Sending = {}): Promise<Seen> {
	const {
		method = 'POST',
		path = '/v1/tts',
		headers = { 'content-type': 'application/json' },
		body = method === 'POST' ? speech : '',
	} = sending;
	return new Promise((resolve) => {
		const seen: Seen = { headers: {}, body: Buffer.alloc(0), complete: false };
		const agent = new Agent();
		const end = (error?: NodeJS.ErrnoException) => {
			agent.destroy();
			resolve(error ? { ...seen, error: error.code ?? error.message } : seen);
		};
		const sent = request(`${sandbox.url}${path}`, {
			method,
			agent,
			headers: { authorization: `Bearer ${sandbox.key}`, ...headers },
		});
		if (sending.leaveAfterMs !== undefined) setTimeout(() => sent.destroy(), sending.leaveAfterMs);
		sent.on('error', end);
		sent.on('response', (response) => {
			seen.status = response.statusCode!;
			seen.headers = response.headers;
			response.on('data', (chunk: Buffer) => {
				seen.body = Buffer.concat([seen.body, chunk]);
				if (seen.body.length >= (sending.leaveAfterBytes ?? Infinity)) sent.destroy();
			});
			response.on('error', end);
			response.on('end', () => ((seen.complete = response.complete), end()));
			response.on('close', () => end());
		});
		sent.end(body);
	});
}
