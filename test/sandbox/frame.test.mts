import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, speakJson } from './api.mts';
import { answerProblems } from './contract.mts';
import { TIMED } from './events.mts';
import { watch } from './wire.mts';

/** Common behaviour of all endpoints: keys, headers, errors, credit. */
let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearRequests();
	await sandbox.settings({ credit: 1, creditDelayMs: 0, concurrency: 5, latencyMs: 0 });
});

const posts = ['/model', '/v1/tts', TIMED, '/v1/voice-design', '/v1/asr'].map((path) => ['POST', path] as const);
const gets = ['/model', `/model/${'0'.repeat(32)}`, '/wallet/self/api-credit', '/wallet/self/package'].map(
	(path) => ['GET', path] as const,
);
const credit = async () => (await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit as string;

test.each([...posts, ...gets])(
	'%s %s needs the key; the error is JSON, or plain text under /model',
	async (method, path) => {
		for (const authorization of [undefined, 'Bearer wrong', 'sandbox-key', 'Basic sandbox-key']) {
			const response = await fetch(`${sandbox.url}${path}`, {
				method,
				headers: authorization === undefined ? {} : { authorization },
			});
			const body = path.startsWith('/model')
				? 'No permission -- see authorization schemes'
				: '{"message":"Invalid Token","status":401}';
			expect([response.status, await response.text()]).toEqual([401, body]);
			expect(response.headers.get('x-fish-error-code')).toBe('invalid_api_key');
		}
	},
);

test.each([
	['a list', 'GET', '/model', 200],
	['an unknown path', 'GET', '/nowhere', 404],
	['another method', 'PUT', '/model', 405],
	['a requested fault', 'GET', '/model', 503],
])(
	'%s: the answer has headers with its trace ID, the limit and the requests in flight',
	async (_what, method, path, status) => {
		if (status === 503) await sandbox.fault({ fault: { kind: 'status', status } });
		const seen = await callApi(sandbox, method, path);
		expect(seen.status).toBe(status);
		expect(seen.headers.get('ratelimit-limit-concurrency')).toBe('5');
		expect(seen.headers.get('ratelimit-current-concurrency')).toBe('1');
		expect(seen.headers.get('x-fish-trace-id')).toBe((await sandbox.requests()).at(-1)!.traceId);
		expect([seen.headers.has('x-fishaudio-datacenter'), seen.headers.has('cf-ray')]).toEqual([true, true]);
		expect(seen.headers.has('x-fish-error-code')).toBe(status >= 400);
		expect(seen.headers.has('x-fish-error-source')).toBe(status >= 400);
	},
);

test('an error is { message, status }, with its code in a header', async () => {
	const { status, json, headers } = await speakJson(sandbox, { text: 'Hi.', reference_id: 'nobody' });
	expect([status, json]).toEqual([400, { message: 'Reference not found', status: 400 }]);
	expect(headers.get('x-fish-error-code')).toBe('invalid_request');
	expect(answerProblems('/v1/tts', 'post', 400, json)).toBeNull();
});

test.each([
	[0, '0', '5'],
	[99, '99.000000', '5'],
	[100, '100.000000', '15'],
	[999, '999.000000', '15'],
	[1000, '1000.000000', '50'],
])('a total top-up of %i USD (%s) allows %s requests in flight', async (toppedUp, shown, limit) => {
	await sandbox.settings({ toppedUp });
	const { json, headers } = await callApi(sandbox, 'GET', '/wallet/self/api-credit');
	expect([json.cumulative_top_up, headers.get('ratelimit-limit-concurrency')]).toEqual([shown, limit]);
});

test('above the limit: 429 at once, without Retry-After, even before the body has arrived', async () => {
	await sandbox.settings({ concurrency: 1, latencyMs: 2_000 });
	let finished = false;
	const slow = speakJson(sandbox, { text: 'Hi.' }).finally(() => (finished = true));
	await until(async () => (await sandbox.stats()).inFlight === 1);
	const refused = await speakJson(sandbox, { text: 'Hi.' });
	expect(finished).toBe(false);
	expect([refused.status, refused.json]).toEqual([
		429,
		{ message: 'exceeded your current concurrency limit', status: 429 },
	]);
	expect(refused.headers.has('retry-after')).toBe(false);
	const half = await watch(sandbox, {
		headers: { 'content-length': '1000000' },
		body: 'x'.repeat(1000),
		leaveAfterBytes: 1,
	});
	expect(half.status).toBe(429);
	expect((await slow).status).toBe(200);
});

test.each(['application/json', 'application/msgpack'])('above 50 MiB of %s: 413 in plain text', async (type) => {
	const send = (bytes: number) =>
		callApi(sandbox, 'POST', '/v1/tts', { headers: { 'content-type': type }, body: Buffer.alloc(bytes, ' ') });
	const [largest, larger] = [await send(50 * 1024 * 1024), await send(50 * 1024 * 1024 + 1)];
	expect(largest.status).toBe(400);
	expect([larger.status, larger.bytes.toString(), larger.headers.get('content-type')]).toEqual([
		413,
		'Payload too large',
		'text/plain; charset=utf-8',
	]);
});

describe('without credit', () => {
	beforeEach(() => sandbox.settings({ credit: 0 }));

	test.each([
		['a good request', '/v1/tts', '{"text":"Hi."}'],
		['a wrong parameter', '/v1/tts', '{"text":"Hi.","chunk_length":1}'],
		['an unknown voice', '/v1/tts', '{"text":"Hi.","reference_id":"nobody"}'],
		['a body that is not JSON', '/v1/tts', '{"text'],
		['word times', TIMED, '{"text":"Hi.","format":"flac"}'],
	])('%s gets 402, since credit is checked first', async (_what, path, body) => {
		const answer = await callApi(sandbox, 'POST', path, { headers: { 'content-type': 'application/json' }, body });
		expect([answer.status, answer.headers.get('x-fish-error-code')]).toEqual([402, 'insufficient_balance']);
		expect(answer.json.message).toMatch(/^Insufficient API credit\. .*https:\/\/fish\.audio\/app\/developers/);
		expect(answerProblems('/v1/tts', 'post', 402, answer.json)).toBeNull();
	});

	test('the free model speaks and reports mistakes', async () => {
		expect((await speakJson(sandbox, { text: 'Hi.' }, 's2.1-pro-free')).status).toBe(200);
		expect((await speakJson(sandbox, { text: 'Hi.', chunk_length: 1 }, 's2.1-pro-free')).status).toBe(400);
		const { json } = await callApi(sandbox, 'GET', '/wallet/self/api-credit');
		expect(answerProblems('/wallet/{user_id}/api-credit', 'get', 200, json)).toBeNull();
		expect(json.credit).toBe('0.000000');
	});
});

test('a charge appears in the credit late, but counts at once', async () => {
	await sandbox.settings({ credit: 0.00003, creditDelayMs: 300 });
	const asked = Date.now();
	expect((await speakJson(sandbox, { text: 'Hi' })).status).toBe(200);
	const shown = await credit();
	if (Date.now() - asked < 300) expect(shown).toBe('0.000030');
	expect((await speakJson(sandbox, { text: 'Hi' })).status).toBe(402);
	await until(async () => (await credit()) === '0.000000');
	expect(Date.now() - asked).toBeGreaterThanOrEqual(299);
});
