import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

import { testNodes } from '../../support/testNodes.mts';
import { startHttp, startRaw, type BareServer } from './server.mts';

/** A node that sends a request as ours do, and passes on the error that n8n's helper throws. */
export function nodeThatSends(request: IHttpRequestOptions, onFailure: (error: unknown) => void): INodeType {
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
			.catch(onFailure);
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

/** Answers with some bytes of HTTP, and then closes the connection, resets it, or stays silent. */
const answersWith = (bytes: string, then: 'end' | 'reset' | 'silence') => async (): Promise<BareServer> =>
	await startRaw((socket) => {
		const end = { end: () => void socket.end(), reset: () => void socket.resetAndDestroy(), silence: () => undefined }[
			then
		];
		if (bytes === '') end();
		else socket.write(bytes, () => void setTimeout(end, 20));
	});

/** A server that has stopped. */
const stopped = async (): Promise<BareServer> => {
	const server = await startRaw(() => undefined);
	await server.stop();
	return { ...server, stop: async () => undefined };
};

const at = (url: string) => async (): Promise<BareServer> => ({ ...(await stopped()), url });

const withoutTls = async (): Promise<BareServer> => {
	const server = await startHttp((_, response) => void response.end('{}'));
	return { ...server, url: server.url.replace('http:', 'https:') };
};

/** Ways in which requests fail, and what the client makes of them: its `kind`, and the code it shows. */
export const failedRequests: Array<{ name: string; start: () => Promise<BareServer>; kind: string; code?: string }> = [
	{
		name: 'a connection that is reset before the answer',
		start: answersWith('', 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed before the answer',
		start: answersWith('', 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is reset in the headers',
		start: answersWith(ok, 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed in the headers',
		start: answersWith(ok, 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is reset in the body',
		start: answersWith(`${ok}Content-Length: 9\r\n\r\nabc`, 'reset'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a connection that is closed in the body',
		start: answersWith(`${ok}Content-Length: 9\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
		code: 'ECONNRESET',
	},
	{
		name: 'a chunk that is cut off',
		start: answersWith(`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{
		name: 'a chunk without a valid length',
		start: answersWith(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc`, 'silence'),
		kind: 'disconnected',
	},
	{
		name: 'two different content lengths',
		start: answersWith(`${ok}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{
		name: 'headers without an end',
		start: answersWith(`${ok}X: ${'a'.repeat(100_000)}`, 'silence'),
		kind: 'disconnected',
		code: 'HPE_HEADER_OVERFLOW',
	},
	{
		name: 'another protocol',
		start: answersWith('SSH-2.0-OpenSSH\r\n', 'end'),
		kind: 'disconnected',
		code: 'HPE_INVALID_CONSTANT',
	},
	{
		name: 'a body that is not compressed as its header says',
		start: answersWith(`${ok}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`, 'end'),
		kind: 'disconnected',
	},
	{ name: 'a port that nobody listens on', start: stopped, kind: 'unreachable', code: 'ECONNREFUSED' },
	{ name: 'a host name that does not exist', start: at('http://no-such-name.invalid'), kind: 'unreachable' },
	{ name: 'a server without TLS', start: withoutTls, kind: 'refused' },
	{ name: 'a port that is too large', start: at('http://127.0.0.1:99999'), kind: 'refused' },
	{ name: 'silence', start: answersWith('', 'silence'), kind: 'timeout' },
	{ name: 'headers, and then silence', start: answersWith(ok, 'silence'), kind: 'timeout' },
];
