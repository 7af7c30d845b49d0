import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi } from './api.mts';
import { answerProblems } from './contract.mts';
import { audioIn, speakTimed, TIMED } from './events.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ credit: 1, latencyMs: 0, concurrency: 5 }));

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

test.each([
	['no text', {}, /missing field `text`/],
	['a long chunk', { text: 'a', chunk_length: 301 }, /chunk_length/],
	['another format', { text: 'a', format: 'flac' }, /unknown variant `flac`/],
	['mp3 at 16 kHz', { text: 'a', sample_rate: 16000 }, /sample_rate/],
	['too fast', { text: 'a', prosody: { speed: 2.1 } }, /speed/],
	['an unknown voice', { text: 'a', reference_id: '0'.repeat(32) }, /Reference not found/],
	['a speaker without a voice', { text: '<|speaker:1|>a' }, /speaker:1/],
	['an unknown field', { text: 'a', timestamps: true }, /unknown field `timestamps`/],
	[
		'a reference that is not audio',
		{ text: 'a', references: [{ audio: new Uint8Array(9), text: 'a' }] },
		/Reference Audio is not valid/,
	],
])('refused as by /v1/tts: %s', async (_why, body, says) => {
	const answer = await speakTimed(sandbox, body);
	expect(answer.bytes.toString()).toMatch(says);
	expect([answer.status, await credit()]).toEqual([400, 1]);
});

test('an empty text is accepted', async () => {
	const { status, events } = await speakTimed(sandbox, { text: '' });
	expect(status).toBe(200);
	expect(events.every(({ alignment }) => alignment === null)).toBe(true);
});

test('a dialogue is for S2, and each speaker needs a voice', async () => {
	const { ids } = await sandbox.seedVoices({ count: 2 });
	const body = { text: '<|speaker:0|>Hi. <|speaker:1|>Hello.', reference_id: ids, format: 'wav' };
	expect((await speakTimed(sandbox, body, 's1')).status).toBe(400);
	for (const model of ['s2-pro', 's2.1-pro', 's2.1-pro-free']) {
		const { status, events } = await speakTimed(sandbox, body, model);
		expect(status).toBe(200);
		expect(audioIn(events).equals(await sandbox.ttsBytes(body))).toBe(true);
	}
	const third = await speakTimed(sandbox, { ...body, text: `${body.text} <|speaker:2|>Me?` });
	expect([third.status, third.json.message]).toEqual([400, expect.stringMatching(/speaker:2/)]);
});

test('timed speech costs as much as speech', async () => {
	await speakTimed(sandbox, { text: 'é'.repeat(1000) });
	expect(await credit()).toBeCloseTo(1 - 2000 * 0.000015, 6);
	await speakTimed(sandbox, { text: 'a'.repeat(1000) }, 's2.1-pro-free');
	expect(await credit()).toBeCloseTo(1 - 2000 * 0.000015, 6);
	await sandbox.settings({ credit: 0 });
	const broke = await speakTimed(sandbox, { text: 'Hi.' });
	expect(broke.status).toBe(402);
	expect(answerProblems(TIMED, 'post', 402, broke.json)).toBeNull();
});

test('timed speech counts as a concurrent request', async () => {
	await sandbox.settings({ latencyMs: 300, concurrency: 2 });
	const answers = await Promise.all(['a', 'b', 'c'].map((text) => speakTimed(sandbox, { text })));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
});

test('a book can be spoken completely', async () => {
	const text = 'This is one sentence of very many. '.repeat(1000);
	const { events } = await speakTimed(sandbox, { text, format: 'mp3' }, 's2.1-pro-free');
	expect(events.at(-1)!.chunk_seq).toBeGreaterThan(100);
});
