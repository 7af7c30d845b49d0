import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, speakJson } from './api.mts';
import { answerProblems } from './contract.mts';
import { watch } from './wire.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.clearRequests();
	await until(async () => (await sandbox.stats()).inFlight === 0);
	await sandbox.resetStats();
	await sandbox.settings({ latencyMs: 0, concurrency: 5 });
});

test('a sixth concurrent request is refused', async () => {
	await sandbox.settings({ latencyMs: 800 });
	const answers = await Promise.all(Array.from({ length: 8 }, () => speakJson(sandbox, { text: 'Hi.' })));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
	const refused = answers.find(({ status }) => status === 429);
	expect(answerProblems('/v1/tts', 'post', 402, refused?.json)).toBeNull();
	const stats = await sandbox.stats();
	expect(stats).toMatchObject({ requests: 8, inFlight: 0, voices: 0 });
	// Refused requests count, too, so that a client that sends too many is noticed.
	expect(stats.maxInFlight).toBeGreaterThan(5);
});

test('five requests in flight are never refused', async () => {
	const one = async () => {
		for (let i = 0; i < 40; i += 1)
			expect((await speakJson(sandbox, { text: `Line ${i}`, format: 'pcm' })).status).toBe(200);
	};
	await Promise.all(Array.from({ length: 5 }, one));
	const { requests, maxInFlight } = await sandbox.stats();
	expect(requests).toBe(200);
	expect(maxInFlight).toBeLessThanOrEqual(5);
});

test('a request counts until its answer is fully sent', async () => {
	await sandbox.settings({ concurrency: 1 });
	await sandbox.fault({ fault: { kind: 'hang', phase: 'body', afterBytes: 100 } });
	const hanging = watch(sandbox, { leaveAfterMs: 300 });
	await until(async () => (await sandbox.stats()).inFlight === 1);
	expect((await callApi(sandbox, 'GET', '/model')).status).toBe(429);
	await hanging;
	await until(async () => (await callApi(sandbox, 'GET', '/model')).status === 200);
});

test('the log shows each request', async () => {
	await callApi(sandbox, 'GET', '/model?self=true&tag=a');
	await speakJson(sandbox, { text: 'Hi.', format: 'pcm' }, 's1');
	const [list, speech] = await until(async () => {
		const seen = await sandbox.requests();
		return seen.every((request) => request.endedAt) && seen;
	});
	expect(list).toMatchObject({ method: 'GET', path: '/model', query: 'self=true&tag=a', status: 200, bytesIn: 0 });
	expect(speech).toMatchObject({
		headers: { model: 's1', authorization: `Bearer ${sandbox.key}` },
		body: { text: 'Hi.', format: 'pcm' },
		status: 200,
	});
	expect(speech!.bytesIn).toBe(JSON.stringify({ text: 'Hi.', format: 'pcm' }).length);
	expect(speech!.bytesOut).toBe((await sandbox.ttsBytes({ text: 'Hi.', format: 'pcm' })).length);
	expect(speech!.startedAt).toBeLessThanOrEqual(speech!.bodyReceivedAt!);
	expect(await sandbox.requests(list!.n)).toEqual([speech]);
	await sandbox.clearRequests();
	expect(await sandbox.requests()).toEqual([]);
});

test('settings can be read and changed; unknown ones are refused', async () => {
	expect(await sandbox.settings({ trainingMs: 7, credit: '2.5' })).toMatchObject({
		trainingMs: 7,
		credit: '2.500000',
		concurrency: 5,
	});
	expect(await (await fetch(`${sandbox.url}/_sandbox/settings`)).json()).toMatchObject({
		trainingMs: 7,
		windowLimit: null,
	});
	await expect(sandbox.settings({ colour: 'blue' })).rejects.toThrow(/colour/);
	await expect(sandbox.settings({ concurrency: 0 })).rejects.toThrow(/concurrency/);
});

test('the control plane refuses web pages', async () => {
	expect((await fetch(`${sandbox.url}/_sandbox/settings`, { headers: { origin: 'https://example.com' } })).status).toBe(
		403,
	);
	expect((await fetch(`${sandbox.url}/_sandbox/nothing`)).status).toBe(404);
	expect(
		(await watch(sandbox, { method: 'GET', path: '/_sandbox/settings', headers: { host: 'example.com' } })).status,
	).toBe(403);
});

test('the speech "tone" is fast enough for hundreds of lines in one test', async () => {
	for (let i = 0; i < 500; i += 1) {
		const { status } = await speakJson(sandbox, { text: `Hello, your order number ${i} has shipped.`, format: 'pcm' });
		expect(status).toBe(200);
	}
});
