import { readdir } from 'node:fs/promises';
import { startSandbox, type FaultRule, type RunningSandbox, type SeenRequest } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, createVoice, goodVoice, speakJson, wavOf } from './api.mts';
import { factsOf } from './sound.mts';
import { watch, type Sending } from './wire.mts';

let sandbox: RunningSandbox;
let undamaged: Buffer;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0, speech: 'tone' });
	undamaged = (await watch(sandbox)).body;
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.clearRequests();
	await sandbox.settings({ credit: 1 });
});

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

/** Sends one request under a fault. `entry` is its log entry after it has ended. */
async function under(fault: FaultRule['fault'], sending: Sending = {}) {
	await sandbox.fault({ fault });
	const seen = await watch(sandbox, sending);
	const entry = await until(async () =>
		(await sandbox.requests()).find((request: SeenRequest) => request.endedAt !== undefined),
	);
	return { seen, entry, charged: (await credit()) < 1 };
}

describe('status', () => {
	test('before: the request is not carried out', async () => {
		const { seen, charged, entry } = await under({
			kind: 'status',
			status: 503,
			message: 'busy',
			reason: 'load',
			headers: { 'retry-after': '7' },
		});
		expect(seen.status).toBe(503);
		expect(seen.headers['retry-after']).toBe('7');
		expect(JSON.parse(seen.body.toString())).toEqual({ status: 503, message: 'busy', reason: 'load' });
		expect(charged).toBe(false);
		expect(entry).toMatchObject({ fault: 'status', status: 503, body: { format: 'wav' } });
	});

	test('after: the request is carried out, but the answer is an error', async () => {
		const { seen, charged } = await under({ kind: 'status', status: 500, phase: 'after' });
		expect([seen.status, charged]).toEqual([500, true]);
	});

	test.each(['invalid_api_key', 'insufficient_balance'])(
		'a 500 can carry the code of a permanent fault: %s',
		async (code) => {
			const { seen, charged } = await under({ kind: 'status', status: 500, code });
			expect([seen.status, seen.headers['x-fish-error-code'], charged]).toEqual([500, code, false]);
		},
	);

	test.each([
		[500, 'internal_error'],
		[503, 'upstream_unavailable'],
		[503, 'excessive_repetition'],
		[503, 'diarization_failed'],
	])(
		'%i %s in the form of transcribe-1-pro: code and request ID in the body, the ID in a header, too',
		async (status, code) => {
			const { seen } = await under({ kind: 'status', status, code, requestId: 'r-1' });
			expect(JSON.parse(seen.body.toString())).toMatchObject({ status, code, request_id: 'r-1' });
			expect([seen.headers['x-request-id'], seen.headers['x-fish-error-code']]).toEqual(['r-1', code]);
		},
	);

	test('plainText: the answer is plain text', async () => {
		const { seen } = await under({ kind: 'status', status: 401, plainText: true, message: 'no' });
		expect([seen.headers['content-type'], seen.body.toString()]).toEqual(['text/plain; charset=utf-8', 'no']);
	});

	test('drain false: the answer comes at once, without reading the body', async () => {
		const { seen, entry } = await under({ kind: 'status', status: 503, drain: false });
		expect([seen.status, entry.bytesIn]).toEqual([503, 0]);
	});
});

describe('reset', () => {
	test.each(['before', 'upload', 'after'])('%s: there is no answer', async (phase) => {
		const { seen, charged, entry } = await under({ kind: 'reset', phase });
		expect(seen).toMatchObject({ error: 'ECONNRESET', complete: false });
		expect(seen.status).toBeUndefined();
		expect(charged).toBe(phase === 'after');
		expect(entry.fault).toBe('reset');
		expect(entry.aborted).toBeUndefined();
		expect(entry.bytesIn === 0).toBe(phase === 'before');
	});

	test('upload: the connection ends after part of the request body', async () => {
		const body = Buffer.alloc(30_000_000, 'a');
		const { seen, entry } = await under({ kind: 'reset', phase: 'upload', afterBytes: 100_000 }, { body });
		expect(seen.error).toMatch(/ECONNRESET|EPIPE/);
		expect(entry.bytesIn).toBeGreaterThanOrEqual(100_000);
		expect(entry.bytesIn).toBeLessThan(body.length);
	});

	test('headers: the connection ends after the headers', async () => {
		const { seen, charged } = await under({ kind: 'reset', phase: 'headers' });
		expect(seen).toMatchObject({ status: 200, complete: false });
		expect(seen.body.length).toBe(0);
		expect(charged).toBe(true);
	});

	test('body: the connection ends after part of the answer, which the client notices', async () => {
		const { seen } = await under({ kind: 'reset', phase: 'body', afterBytes: 1234 });
		expect(seen).toMatchObject({ status: 200, complete: false, error: 'ECONNRESET' });
		expect(seen.body.equals(undamaged.subarray(0, 1234))).toBe(true);
	});
});

test('cut: the audio is shortened, unnoticed by HTTP', async () => {
	const { seen } = await under({ kind: 'cut', afterBytes: 1234 });
	expect(seen).toMatchObject({ status: 200, complete: true });
	expect(seen.error).toBeUndefined();
	expect(seen.body.equals(undamaged.subarray(0, 1234))).toBe(true);
});

test('shortLength: fewer bytes come than promised', async () => {
	const { seen } = await under({ kind: 'shortLength', afterBytes: 1234 });
	expect(seen).toMatchObject({ status: 200, complete: false });
	expect([Number(seen.headers['content-length']), seen.body.length]).toEqual([undamaged.length, 1234]);
});

describe('hang', () => {
	test.each([
		['before', undefined, 0],
		['headers', 200, 0],
		['body', 200, 1234],
	] as const)('%s: nothing more comes until the client leaves', async (phase, status, bytes) => {
		const { seen, entry, charged } = await under({ kind: 'hang', phase, afterBytes: 1234 }, { leaveAfterMs: 150 });
		expect([seen.status, seen.body.length, seen.complete]).toEqual([status, bytes, false]);
		expect(entry).toMatchObject({ aborted: true, fault: 'hang' });
		expect(entry.endedAt! - entry.startedAt).toBeGreaterThan(100);
		expect(charged).toBe(phase !== 'before');
		expect((await sandbox.stats()).inFlight).toBe(0);
	});

	test('before: a request with a large body is accepted and never answered', async () => {
		const { seen, entry, charged } = await under(
			{ kind: 'hang' },
			{ body: Buffer.alloc(20_000_000, 'a'), leaveAfterMs: 500 },
		);
		expect([seen.status, seen.body.length, charged]).toEqual([undefined, 0, false]);
		expect(entry).toMatchObject({ aborted: true, bytesIn: 20_000_000 });
	});
});

describe('blank', () => {
	const speech = (more: object) => ({
		body: JSON.stringify({ text: 'Hello Anna, this is a line of some length.', ...more }),
	});

	test('MP3 is one silent frame of 417 bytes, and is billed', async () => {
		const { seen, charged } = await under({ kind: 'blank' }, speech({}));
		expect([seen.status, seen.headers['content-type'], seen.headers['content-length'], seen.complete, charged]).toEqual(
			[200, 'audio/mpeg', undefined, true, true],
		);
		expect([seen.body.length, seen.body.toString('hex', 0, 4)]).toEqual([417, 'fffb90c4']);
	});

	test.each([
		['mp3', { sample_rate: 32_000, mp3_bitrate: 64 }, 32_000],
		['mp3', { mp3_bitrate: 192 }, 44_100],
		['wav', { sample_rate: 8000 }, 8000],
		['opus', {}, 48_000],
	])('%s %j is a short sound that can be decoded', async (format, more, rate) => {
		const { seen } = await under({ kind: 'blank' }, speech({ format, ...more }));
		// The reader does not recognize a single frame.
		const facts = await factsOf(format === 'mp3' ? Buffer.concat([seen.body, seen.body]) : seen.body);
		expect(facts.rate).toBe(rate);
		expect(facts.seconds).toBeGreaterThan(0.01);
		expect(facts.seconds).toBeLessThan(0.2);
		if (format === 'wav') expect(seen.body.readUInt32LE(4)).toBe(0xffffff24);
	});

	test('PCM is zeros', async () => {
		const { seen } = await under({ kind: 'blank' }, speech({ format: 'pcm' }));
		expect(seen.body.equals(Buffer.alloc(2304))).toBe(true);
	});

	test('other answers are unchanged', async () => {
		const { seen } = await under({ kind: 'blank' }, { method: 'GET', path: '/wallet/self/api-credit' });
		expect(JSON.parse(seen.body.toString()).credit).toBeDefined();
	});
});

describe('wrongRate', () => {
	const speech = (more: object) => ({ body: JSON.stringify({ text: 'Hello Anna.', ...more }) });

	test.each([
		['wav', 8000, undefined, 44_100],
		['wav', 44_100, undefined, 8000],
		['wav', 8000, 22_050, 22_050],
		['mp3', 44_100, undefined, 32_000],
		['mp3', 32_000, undefined, 44_100],
		['opus', 48_000, undefined, 48_000],
	])('%s at %i Hz with the rate %s comes at %i Hz, and is billed', async (format, sample_rate, rate, comes) => {
		const { seen, charged } = await under(
			{ kind: 'wrongRate', ...(rate ? { rate } : {}) },
			speech({ format, sample_rate }),
		);
		expect([(await factsOf(seen.body)).rate, seen.status, charged]).toEqual([comes, 200, true]);
	});

	test('PCM shows it only by its length', async () => {
		const asked = { format: 'pcm', sample_rate: 8000, text: 'Hello Anna.' };
		const { seen } = await under({ kind: 'wrongRate', rate: 16_000 }, speech(asked));
		expect(seen.body.length).toBe(2 * (await sandbox.ttsBytes(asked)).length);
	});
});

test.each([
	[{}, 2],
	[{ missing: 3 }, 0],
	[{ missing: 9 }, 0],
])('shortPage %j: a list lacks its last items and claims to continue', async (more, left) => {
	await sandbox.seedVoices({ count: 3 });
	const { seen } = await under({ kind: 'shortPage', ...more }, { method: 'GET', path: '/model?self=true&page_size=3' });
	const page = JSON.parse(seen.body.toString());
	expect([page.items.length, page.has_more]).toEqual([left, true]);
});

describe('slow', () => {
	test('delays the answer', async () => {
		const started = performance.now();
		const { seen } = await under({ kind: 'slow', delayMs: 150 });
		expect(performance.now() - started).toBeGreaterThanOrEqual(149);
		expect(seen.body.equals(undamaged)).toBe(true);
	});

	test('sends the body slowly', async () => {
		const started = performance.now();
		const { seen } = await under({ kind: 'slow', bytesPerSecond: undamaged.length * 4 });
		expect(performance.now() - started).toBeGreaterThan(200);
		expect(seen.body.equals(undamaged)).toBe(true);
	});
});

test('badJson: the answer is half of the real one', async () => {
	const { seen } = await under({ kind: 'badJson' }, { method: 'GET', path: '/model' });
	expect([seen.status, seen.headers['content-type']]).toEqual([200, 'application/json']);
	expect(seen.body.toString()).toMatch(/^\{"total":/);
	expect(() => JSON.parse(seen.body.toString())).toThrow();
});

test('badJson on a creation: the voice is created all the same', async () => {
	await sandbox.fault({ fault: { kind: 'badJson' } });
	const response = await fetch(`${sandbox.url}/model`, {
		method: 'POST',
		headers: { authorization: `Bearer ${sandbox.key}` },
		body: voiceForm('Damaged'),
	});
	expect(response.status).toBe(201);
	await expect(response.json()).rejects.toThrow();
	expect((await callApi(sandbox, 'GET', '/model?self=true&title=Damaged')).json.total).toBe(1);
});

function voiceForm(title: string): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries({ type: 'tts', train_mode: 'fast', visibility: 'private', title }))
		form.append(name, value);
	form.append('voices', new Blob([new Uint8Array(wavOf(100))]), 'a.wav');
	return form;
}

test('html: the answer is a web page', async () => {
	const { seen, charged } = await under({ kind: 'html' });
	expect([seen.status, seen.headers['content-type'], charged]).toEqual([200, 'text/html; charset=utf-8', false]);
	expect(seen.body.toString()).toMatch(/<!doctype html>/);
});

test('empty: the answer has no body', async () => {
	const { seen, charged } = await under({ kind: 'empty' });
	expect(seen).toMatchObject({ status: 200, complete: true });
	expect([seen.body.length, charged]).toEqual([0, true]);
});

test('notAudio: the answer is not audio', async () => {
	const { seen, charged } = await under({ kind: 'notAudio' });
	expect([seen.status, seen.headers['content-type'], charged]).toEqual([200, 'audio/mpeg', true]);
	expect(seen.body.toString()).toMatch(/^Error/);
});

test('redirect: the answer is a redirect', async () => {
	const { seen, charged } = await under({ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere', status: 307 });
	expect([seen.status, seen.headers['location'], charged]).toEqual([307, 'http://127.0.0.1:9/elsewhere', false]);
});

test('endless: the answer continues until the client leaves', async () => {
	const { seen, entry } = await under({ kind: 'endless' }, { leaveAfterBytes: 3_000_000 });
	expect(seen.complete).toBe(false);
	expect(seen.body.subarray(0, undamaged.length).equals(undamaged)).toBe(true);
	expect(entry.aborted).toBe(true);
});

test('endless: an answer without a body stays empty and ends', async () => {
	const { ids } = await sandbox.seedVoices({ count: 1 });
	await sandbox.fault({ fault: { kind: 'endless' } });
	expect((await callApi(sandbox, 'DELETE', `/model/${ids[0]}`)).status).toBe(204);
	expect((await callApi(sandbox, 'GET', `/model/${ids[0]}`)).status).toBe(404);
});

test('hugeJson: the answer is JSON of the requested size', async () => {
	const { seen } = await under({ kind: 'hugeJson', bytes: 3_000_000 }, { method: 'GET', path: '/model' });
	expect(seen.body.length).toBeGreaterThan(3_000_000);
	expect(JSON.parse(seen.body.toString())).toMatchObject({ total: 0, items: [] });
});

describe('rules', () => {
	const busy = { kind: 'status', status: 503 };
	const status = async (path = '/model', method = 'GET') => (await callApi(sandbox, method, path)).status;
	const say = async (text: string) => (await speakJson(sandbox, { text })).status;

	test('act once by default', async () => {
		await sandbox.fault({ fault: busy });
		expect([await status(), await status()]).toEqual([503, 200]);
		await sandbox.fault({ fault: busy, times: 2 });
		expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
		await sandbox.fault({ fault: busy, times: -1 });
		expect([await status(), await status(), await status()]).toEqual([503, 503, 503]);
	});

	test('match by method, path, text and count; the first match acts', async () => {
		await sandbox.fault({
			match: { method: 'POST', path: '^/v1/', text: 'Bob' },
			fault: { kind: 'status', status: 500 },
			times: -1,
		});
		await sandbox.fault({ match: { method: 'POST', nth: 2 }, fault: busy });
		expect([await say('Anna'), await say('Bob'), await say('Carl'), await say('Dora'), await status()]).toEqual([
			200, 500, 503, 200, 200,
		]);
		expect(await sandbox.faults()).toMatchObject([{ hits: 1 }, { seen: 2, hits: 1 }]);
	});

	test('match by the query', async () => {
		await sandbox.fault({ match: { path: '^/model$', query: 'page_number=2(&|$)' }, fault: busy });
		expect([
			await status('/model?page_number=1'),
			await status('/model?page_number=2'),
			await status('/model?page_number=2'),
		]).toEqual([200, 503, 200]);
	});

	test('match by the title in a form', async () => {
		await sandbox.fault({ match: { text: 'Unlucky' }, fault: { kind: 'status', status: 500, phase: 'after' } });
		expect((await createVoice(sandbox)).status).toBe(201);
		expect(
			(await createVoice(sandbox, [...goodVoice.filter(([name]) => name !== 'title'), ['title', 'Unlucky one']]))
				.status,
		).toBe(500);
		expect((await callApi(sandbox, 'GET', '/model?self=true&title=Unlucky')).json.total).toBe(1);
	});

	test.each([
		[{ fault: { kind: 'explode' } }, /kind/],
		[{ fault: { kind: 'status' } }, /status/],
		[{ fault: { kind: 'cut', after: 3 } }, /after/],
		[{ match: { path: '(' }, fault: busy }, /path/],
		[{ match: { query: '(' }, fault: busy }, /query/],
		[{ match: { verb: 'GET' }, fault: busy }, /verb/],
	])('%j is refused', async (rule, says) => {
		await expect(sandbox.fault(rule as FaultRule)).rejects.toThrow(says);
	});
});

test('faults leave nothing behind on disk', async () => {
	for (const phase of ['before', 'upload', 'after']) {
		await sandbox.fault({ fault: { kind: 'reset', phase } });
		await createVoice(sandbox).catch(() => undefined);
	}
	await until(async () => (await readdir(`${sandbox.dataDir}/incoming`)).length === 0);
});
