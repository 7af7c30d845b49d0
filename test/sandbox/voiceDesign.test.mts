import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, createVoice, goodVoice } from './api.mts';
import { answerProblems } from './contract.mts';
import { factsOf, pitchOf, samplesOf } from './sound.mts';
import { watch } from './wire.mts';

const PATH = '/v1/voice-design';
const PROMPT = 'A calm old man who tells stories by the fire.';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.settings({ speech: 'tone', credit: 1, latencyMs: 0, concurrency: 5 });
});

const design = (body: unknown, headers: Record<string, string> = {}) =>
	callApi(sandbox, 'POST', PATH, {
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);
const wavOf = (candidate: { audio_base64: string }) => Buffer.from(candidate.audio_base64, 'base64');
/** Half the sample rate: the pitch window of fixed size then finds low pitches better. */
const halved = (samples: Float32Array) => samples.filter((_, i) => i % 2 === 0);
const pitchesOf = (candidates: { audio_base64: string }[]) =>
	candidates.map((candidate) => pitchOf(halved(samplesOf(wavOf(candidate).subarray(44))), 22_050));

test.each(['espeak', 'tone'])('the candidates are WAV and sound different, by %s', async (speech) => {
	await sandbox.settings({ speech });
	const { status, json } = await design({
		instruction: PROMPT,
		n: 4,
		language: 'de',
		reference_text: 'Guten Abend, liebe Leute.',
	});
	expect(status).toBe(200);
	expect(answerProblems(PATH, 'post', 200, json)).toBeNull();
	for (const [index, candidate] of json.candidates.entries()) {
		expect(candidate).toMatchObject({
			index,
			text: 'Guten Abend, liebe Leute.',
			instruct: PROMPT,
			language: 'de',
			sample_rate: 44_100,
		});
		const facts = await factsOf(wavOf(candidate));
		expect(facts).toMatchObject({ rate: 44_100, codec: 'pcm-s16' });
		expect(Math.abs(facts.seconds * 1000 - candidate.duration_ms)).toBeLessThan(1);
	}
	for (const field of ['id', 'signature', 'audio_token_sha256'])
		expect(new Set(json.candidates.map((candidate: Record<string, string>) => candidate[field])).size).toBe(4);
	for (const { features } of json.candidates)
		expect(features).toMatchObject({
			gender: expect.stringMatching(/male/) as string,
			description: PROMPT,
			speed_factor: 1,
		});
	expect(new Set(json.candidates.map(({ id }: { id: string }) => id)).size).toBe(4);
	const pitches = pitchesOf(json.candidates).sort((a, b) => a - b);
	for (let i = 1; i < 4; i += 1) expect(pitches[i]! - pitches[i - 1]!).toBeGreaterThan(15);
});

test('two candidates by default, and another prompt or seed gives others', async () => {
	const first = (await design({ instruction: PROMPT })).json.candidates;
	expect(first).toHaveLength(2);
	expect(
		(await design({ instruction: PROMPT, seed: null, language: null, reference_text: null })).json.candidates,
	).toEqual(first);
	for (const other of [{ instruction: 'A loud young woman.' }, { instruction: PROMPT, seed: 7 }]) {
		const { candidates } = (await design(other)).json;
		expect(candidates[0].id).not.toBe(first[0].id);
		expect(Math.abs(pitchesOf(candidates)[0]! - pitchesOf(first)[0]!)).toBeGreaterThan(1);
	}
});

test('a voice made from a candidate sounds like it', async () => {
	await sandbox.settings({ speech: 'espeak' });
	const [candidate] = (await design({ instruction: PROMPT, n: 1 })).json.candidates;
	expect(candidate.duration_ms).toBeGreaterThan(4000);
	const parts = goodVoice.filter(([name]) => name !== 'voices');
	const { json: voice } = await createVoice(sandbox, [...parts, ['voices', wavOf(candidate), 'candidate.wav']]);
	const spoken = await sandbox.ttsBytes({
		text: candidate.text,
		format: 'pcm',
		sample_rate: 44100,
		reference_id: voice._id,
	});
	expect(Math.abs(pitchOf(halved(samplesOf(spoken)), 22_050) - pitchesOf([candidate])[0]!)).toBeLessThan(20);
});

test.each([
	['no instruction', {}, /instruction/],
	['an empty instruction', { instruction: '' }, /instruction/],
	['a blank instruction', { instruction: ' \n' }, /instruction/],
	['a long instruction', { instruction: 'a'.repeat(2001) }, /instruction/],
	['a long text', { instruction: PROMPT, reference_text: 'a'.repeat(151) }, /reference_text/],
	['no candidates', { instruction: PROMPT, n: 0 }, /n must/],
	['five candidates', { instruction: PROMPT, n: 5 }, /n must/],
	['half a candidate', { instruction: PROMPT, n: 1.5 }, /^Failed to parse json request body: .*integer/],
	['no speed', { instruction: PROMPT, speed: 0 }, /speed/],
	['too fast', { instruction: PROMPT, speed: 3.1 }, /speed/],
	['no steps', { instruction: PROMPT, num_step: 0 }, /num_step/],
	['too many steps', { instruction: PROMPT, num_step: 129 }, /num_step/],
	['a negative guidance', { instruction: PROMPT, guidance_scale: -1 }, /guidance_scale/],
	['an invalid seed', { instruction: PROMPT, seed: 1.5 }, /^Failed to parse .*integer/],
	['an unknown field', { instruction: PROMPT, prompt: 'a' }, /^Failed to parse .*unknown field `prompt`/],
])('refused: %s', async (_why, body, says) => {
	const answer = await design(body);
	// Values out of range are answered in JSON, values of another type in plain text.
	expect(answer.json?.message ?? answer.bytes.toString()).toMatch(says);
	expect([answer.status, await credit()]).toEqual([400, 1]);
});

test('values at the limits are accepted', async () => {
	const largest = {
		instruction: 'ä'.repeat(2000),
		reference_text: 'ä'.repeat(150),
		n: 4,
		speed: 3,
		num_step: 128,
		guidance_scale: 0,
	};
	expect((await design(largest)).status).toBe(200);
	expect((await design({ instruction: 'a', n: 1, speed: 0.001 })).status).toBe(200);
});

test.each(['', 's2.1-pro', 'voice-design-1', undefined])('the model header is not needed: %j', async (model) => {
	expect((await design({ instruction: PROMPT, n: 1 }, model === undefined ? {} : { model })).status).toBe(200);
});

test('the body must be JSON', async () => {
	const packed = await callApi(sandbox, 'POST', PATH, {
		headers: { 'content-type': 'application/msgpack' },
		body: '\x80',
	});
	expect([packed.status, packed.headers.get('content-type')]).toEqual([415, 'text/plain; charset=utf-8']);
	expect(
		(await callApi(sandbox, 'POST', PATH, { headers: { 'content-type': 'application/json' }, body: '{' })).status,
	).toBe(400);
});

test('a design costs 0.01 USD, whatever the number of candidates', async () => {
	await design({ instruction: PROMPT, n: 4 });
	expect(await credit()).toBeCloseTo(0.99, 6);
	await sandbox.settings({ credit: 0.009 });
	const broke = await design({ instruction: PROMPT, n: 1 });
	expect(broke.status).toBe(402);
	expect(answerProblems(PATH, 'post', 402, broke.json)).toBeNull();
});

test('credit is checked before parameters', async () => {
	await sandbox.settings({ credit: 0 });
	expect((await design({ colour: 'blue' })).status).toBe(402);
});

test('candidates are not saved as voices', async () => {
	await design({ instruction: PROMPT, n: 1 });
	expect((await sandbox.stats()).voices).toBe((await callApi(sandbox, 'GET', '/model?self=true')).json.total);
});

test('faults match the prompt, and the limit counts the request', async () => {
	await sandbox.fault({ match: { text: 'by the fire' }, fault: { kind: 'reset', phase: 'body', afterBytes: 500 } });
	await sandbox.fault({ match: { path: PATH }, fault: { kind: 'cut', afterBytes: 500 } });
	const sending = {
		path: PATH,
		headers: { 'content-type': 'application/json', model: 'voice-design-1' },
		body: JSON.stringify({ instruction: PROMPT }),
	};
	expect(await watch(sandbox, sending)).toMatchObject({ status: 200, complete: false });
	expect((await watch(sandbox, sending)).body.length).toBe(500);
	await until(async () => (await sandbox.stats()).inFlight === 0);
	await sandbox.settings({ concurrency: 2, latencyMs: 300 });
	const answers = await Promise.all([1, 2, 3].map((n) => design({ instruction: PROMPT, n })));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
});
