import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

import { testNodes } from '../../support/testNodes.mts';
import { startHttp, startRaw, type BareServer } from './server.mts';

/** A node that sends a request as ours do, and tells what n8n's helper fails with. */
export function asking(request: IHttpRequestOptions, failed: (error: unknown) => void): INodeType {
	async function execute(this: IExecuteFunctions) {
		const options: IHttpRequestOptions = {
			...request,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		await this.helpers.httpRequestWithAuthentication
			.call(this, 'fishAudioApi', options)
			.then(async ({ body }: { body: AsyncIterable<Uint8Array> }) => {
				for await (const _ of body);
			})
			.catch(failed);
		return [[]];
	}
	return {
		description: {
			...testNodes['test.items']!.description,
			credentials: [{ name: 'fishAudioApi', required: true }],
		},
		execute,
	};
}

const ok = 'HTTP/1.1 200 OK\r\n';

/** Answers with some bytes of HTTP, and then closes the connection, breaks it, or says no more. */
const says = (bytes: string, then: 'end' | 'reset' | 'silence') => async (): Promise<BareServer> =>
	await startRaw((socket) => {
		const go = { end: () => void socket.end(), reset: () => void socket.resetAndDestroy(), silence: () => undefined }[
			then
		];
		if (bytes === '') go();
		else socket.write(bytes, () => void setTimeout(go, 20));
	});

/** A server that was there. */
const gone = async (): Promise<BareServer> => {
	const server = await startRaw(() => undefined);
	await server.stop();
	return { ...server, stop: async () => undefined };
};

const at = (url: string) => async (): Promise<BareServer> => ({ ...(await gone()), url });

const withoutTls = async (): Promise<BareServer> => {
	const server = await startHttp((_, response) => void response.end('{}'));
	return { ...server, url: server.url.replace('http:', 'https:') };
};

/** How requests fail, with what it means: `kind` is the client's. */
export const failedRequests: Array<{ name: string; start: () => Promise<BareServer>; kind: string; code?: string }> = [
	{
		name: 'a connection that is broken before the answer',
		start: says('', 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed before the answer',
		start: says('', 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is broken in the headers',
		start: says(ok, 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed in the headers',
		start: says(ok, 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is broken in the body',
		start: says(`${ok}Content-Length: 9\r\n\r\nabc`, 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed in the body',
		start: says(`${ok}Content-Length: 9\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a chunk that is cut',
		start: says(`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{
		name: 'a chunk that is none',
		start: says(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc`, 'silence'),
		kind: 'disconnected',
	},
	{
		name: 'a length told twice',
		start: says(`${ok}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{
		name: 'headers without an end',
		start: says(`${ok}X: ${'a'.repeat(100_000)}`, 'silence'),
		kind: 'disconnected',
		code: 'HPE_HEADER_OVERFLOW',
	},
	{
		name: 'another protocol',
		start: says('SSH-2.0-OpenSSH\r\n', 'end'),
		kind: 'disconnected',
		code: 'HPE_INVALID_CONSTANT',
	},
	{
		name: 'a body that is not packed as it says',
		start: says(`${ok}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{ name: 'nobody at the port', start: gone, kind: 'unreachable', code: 'ECONNREFUSED' },
	{ name: 'a name that is not there', start: at('http://no-such-name.invalid'), kind: 'unreachable' },
	{ name: 'a server without TLS', start: withoutTls, kind: 'refused' },
	{ name: 'a port that is none', start: at('http://127.0.0.1:99999'), kind: 'refused' },
	{ name: 'silence', start: says('', 'silence'), kind: 'timeout' },
	{ name: 'headers, and then silence', start: says(ok, 'silence'), kind: 'timeout' },
];
