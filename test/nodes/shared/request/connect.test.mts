import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { wav } from '../../../support/sounds.mts';
import { startEngine, type EngineOptions, type NodeRun } from '../../../support/engine.mts';
import { shortenWaits } from '../../../support/shortWaits.mts';
import { setStage } from '../../../support/stage.mts';

const stage = setStage();
shortenWaits();
const items = [{ json: { text: 'One' } }, { json: { text: 'Two' } }];

/** Speaks with a credential of the test's own. */
async function speakWith(
	credential: Partial<EngineOptions['credential']>,
	onError?: 'continueRegularOutput',
	options = { maxTries: 1 },
): Promise<NodeRun> {
	const engine = await startEngine({
		credential: { apiKey: stage.sandbox.key, baseUrl: stage.sandbox.url, ...credential },
	});
	const run = await engine.runNode('speak', { text: '={{ $json.text }}', options }, items, onError ? { onError } : {});
	await engine.stop();
	return run;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const { port } = server.address() as AddressInfo;
	await new Promise((done) => server.close(done));
	return port;
}

const bothFail = (run: NodeRun, message: string): void => {
	expect(run.items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
		[`${message} [item 0]`, { item: 0 }],
		[`${message} [item 1]`, { item: 1 }],
	]);
};

describe('the base URL', () => {
	test.each([
		'ftp://api.fish.audio',
		'api.fish.audio',
		'',
		'javascript:alert(1)',
		'https://user:pass@api.fish.audio',
		'https://api.fish.audio/?a=1',
	])('%j is refused on every item before anything is sent', async (baseUrl) => {
		const message = "The 'Base URL' of the credential is not the address of an API";
		const { error } = await speakWith({ baseUrl });
		// It is about the run, so it names no item.
		expect(error).toMatchObject({ message, description: expect.stringContaining('https://api.fish.audio') });
		const { items } = await speakWith({ baseUrl }, 'continueRegularOutput');
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[message, { item: 0 }],
			[message, { item: 1 }],
		]);
	});

	test('may end with a slash', async () => {
		expect((await speakWith({ baseUrl: `${stage.sandbox.url}/` })).error).toBeUndefined();
	});
});

test('a limit that is not a valid number is reported', async () => {
	const { error } = await speakWith({ concurrentRequests: 0 });
	expect(error?.message).toBe("'Concurrent Requests' cannot be '0'");
});

describe('a wrong key', () => {
	test('is reported with advice, and shown nowhere', async () => {
		const apiKey = 'sk-very-secret-0815';
		const run = await speakWith({ apiKey });
		expect(run.error).toMatchObject({ message: 'Fish Audio did not accept the API key [item 0]', httpCode: '401' });
		expect(run.error!.description).toContain("'Fish Audio API' credential");
		expect(JSON.stringify(run.run)).not.toContain(apiKey);
		bothFail(await speakWith({ apiKey }, 'continueRegularOutput'), 'Fish Audio did not accept the API key');
	});

	test('is reported in the same way if the answer is plain text', async () => {
		await stage.sandbox.fault({
			fault: { kind: 'status', status: 401, plainText: true, message: 'Unauthorized' },
			times: -1,
		});
		const { error } = await speakWith({});
		expect(error?.message).toBe('Fish Audio did not accept the API key [item 0]');
		expect(error?.description).toContain('“Unauthorized”');
	});

	test('is not shown when the server repeats it', async () => {
		await stage.sandbox.fault({
			fault: { kind: 'status', status: 401, plainText: true, message: `Invalid token Bearer ${stage.sandbox.key}` },
		});
		const { error, run } = await speakWith({});
		expect(error?.description).toContain('“Invalid token Bearer ***”');
		expect(JSON.stringify(run)).not.toContain(stage.sandbox.key);
	});

	test('is not sent a second time by n8n', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 401 }, times: -1 });
		await stage.engine.runNode('speak', { text: 'Hello' });
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});
});

test('a server that is down is reported on every item', async () => {
	const baseUrl = `http://127.0.0.1:${await freePort()}`;
	bothFail(await speakWith({ baseUrl }, 'continueRegularOutput'), 'Fish Audio cannot be reached');
});

test('a connection that is lost each time is reported', async () => {
	await stage.sandbox.fault({ fault: { kind: 'reset', phase: 'before' }, times: -1 });
	const { error } = await stage.engine.runNode('speak', { text: 'Hello', options: { maxTries: 2 } });
	expect(error).toMatchObject({
		message: 'The connection to Fish Audio was lost [item 0]',
		description: expect.stringContaining('ECONNRESET'),
	});
	expect(await stage.sandbox.requests()).toHaveLength(2);
});

test('a server without TLS is reported at once', async () => {
	const { error } = await speakWith({ baseUrl: stage.sandbox.url.replace('http:', 'https:') }, undefined, {
		maxTries: 5,
	});
	expect(error?.message).toBe('A secure connection to Fish Audio could not be made [item 0]');
	expect(error?.description).toContain('https://');
});

test('a redirect is reported and not followed, so the key goes nowhere else', async () => {
	const seen: string[] = [];
	const other = createServer((socket) => socket.on('data', (data) => seen.push(String(data)))).listen(0, '127.0.0.1');
	await new Promise((done) => other.once('listening', done));
	const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/tts`;
	for (const status of [301, 302, 307, 308]) {
		await stage.sandbox.fault({ fault: { kind: 'redirect', location, status } });
		const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
		expect(error?.message).toBe('The base URL sends requests to another address [item 0]');
	}
	other.close();
	expect(seen).toEqual([]);
});

test('a Retry-After of a day is reported, and not waited for', async () => {
	await stage.sandbox.fault({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '86400' } } });
	const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
	expect(error?.message).toBe('Fish Audio is receiving too many requests at once [item 0]');
	expect(error?.description).toContain('Fish Audio asks you to wait 24 hours.');
	expect(await stage.sandbox.requests()).toHaveLength(1);
});

describe('the details of an error', () => {
	test('include the number of requests that may have been billed, and the trace ID of the last', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 500 }, times: -1 });
		const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
		expect(error?.description).toMatch(
			/ Fish Audio may have billed 2 requests\. Trace ID for Fish Audio's support: [\w-]+\.$/,
		);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('also count an answer that was cut short', async () => {
		await stage.sandbox.fault({ fault: { kind: 'cut', afterBytes: 301 }, times: -1 });
		const { error } = await speakWith({});
		expect(error?.description).toMatch(
			/ Fish Audio may have billed 1 request\. Trace ID for Fish Audio's support: [\w-]+\. Item 0 is number 1 of 2: /,
		);
	});

	test('mention no bill where nothing was sent or billed', async () => {
		const { error: input } = await stage.engine.runNode('speak', { text: '={{ "" }}' });
		expect(input?.description).not.toMatch(/billed|Trace/);
		await stage.sandbox.fault({ fault: { kind: 'status', status: 402 } });
		const { error: refused } = await stage.engine.runNode('speak', { text: 'Hello' });
		expect(refused?.description).toMatch(/fish\.audio\/app\/developers.* Trace ID for Fish Audio's support: [\w-]+\.$/);
		expect(refused?.description).not.toContain('billed');
	});
});

test.each([
	['invalid_api_key', 'Fish Audio did not accept the API key', '500'],
	['insufficient_balance', 'The account has no API credit left', '500'],
])('%s inside a 500 is reported by its code, and not tried again', async (code, message, httpCode) => {
	await stage.sandbox.fault({
		fault: { kind: 'status', status: 500, headers: { 'x-fish-error-code': code } },
		times: -1,
	});
	const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
	expect(error).toMatchObject({ message: `${message} [item 0]`, httpCode });
	expect(await stage.sandbox.requests()).toHaveLength(1);
});

test('a request that the edge refuses as too large is explained', async () => {
	const server = createHttpServer((request, answer) => {
		request.resume();
		answer.writeHead(413, { 'content-type': 'text/html' }).end('<html><h1>413 Request Entity Too Large</h1></html>');
	}).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const { error } = await speakWith({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
	expect(error).toMatchObject({
		message: 'The request is too large for Fish Audio [item 0]',
		description: expect.not.stringContaining('<'),
	});
	await new Promise((done) => server.close(done));
});

test('a refusal contains the words of the API', async () => {
	await stage.sandbox.fault({ fault: { kind: 'status', status: 422, message: 'The text has strange characters' } });
	const { error } = await stage.engine.runNode('speak', { text: 'Hello' });
	expect(error?.message).toBe('Fish Audio refused the request: The text has strange characters [item 0]');
});

test('audio that proves to be cut short after its last byte fails the item, and does not crash n8n', async () => {
	const sound = Buffer.concat([
		wav({ seconds: 0, riffSize: 0xffffff24, dataSize: 0xffffff00 }),
		Buffer.alloc(300_001, 1),
	]);
	const event = {
		audio_base64: sound.toString('base64'),
		content: 'Hi',
		alignment: null,
		chunk_seq: 0,
		chunk_audio_offset_sec: 0,
	};
	const server = createHttpServer((_, answer) => {
		// No line ends the event: it is only known when the answer is over.
		answer.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${JSON.stringify(event)}`);
	}).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const engine = await startEngine({
		credential: { apiKey: 'key', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
	});
	const { error } = await engine.runNode('speak', {
		text: 'Hi',
		format: 'pcm',
		captions: 'srt',
		options: { maxTries: 1 },
	});
	expect(error?.message).toBe('The audio of Fish Audio ended in the middle of a sample [item 0]');
	await engine.stop();
	await new Promise((done) => server.close(done));
});
