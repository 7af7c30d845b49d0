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
	['no text', {}, /text/],
	['a blank text', { text: ' ' }, /text/],
	['a long chunk', { text: 'a', chunk_length: 301 }, /chunk_length/],
	['a long minimum', { text: 'a', min_chunk_length: 101 }, /min_chunk_length/],
	['another format', { text: 'a', format: 'flac' }, /format/],
	['mp3 at 16 kHz', { text: 'a', sample_rate: 16000 }, /sample_rate/],
	['too fast', { text: 'a', prosody: { speed: 2.1 } }, /speed/],
	['an unknown voice', { text: 'a', reference_id: '0'.repeat(32) }, /no voice/],
	['a list of no voices', { text: 'a', reference_id: [] }, /reference_id/],
	['a speaker without a voice', { text: '<|speaker:1|>a' }, /speaker:1/],
	['an unknown field', { text: 'a', timestamps: true }, /timestamps/],
	['a reference that is no audio', { text: 'a', references: [{ audio: new Uint8Array(9), text: 'a' }] }, /references/],
])('refused: %s', async (_why, body, says) => {
	const answer = await speakTimed(sandbox, body);
	expect(answer.json).toMatchObject({ status: 400, message: expect.stringMatching(says) as string });
	expect([answer.status, await credit()]).toEqual([400, 1]);
});

test('references in JSON, and bodies that cannot be read', async () => {
	const send = (type: string, body: string) => callApi(sandbox, 'POST', TIMED, { headers: { 'content-type': type }, body });
	const inline = await send('application/json', JSON.stringify({ text: 'a', references: [{ audio: 'UklGRg==', text: 'a' }] }));
	expect([inline.status, inline.json.reason]).toEqual([400, 'msgpack_required']);
	expect((await send('application/json', '{"text": ')).status).toBe(400);
	expect((await send('text/plain', 'hello')).status).toBe(415);
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

test('it is charged as speech is', async () => {
	await speakTimed(sandbox, { text: 'é'.repeat(1000) });
	expect(await credit()).toBeCloseTo(1 - 2000 * 0.000015, 6);
	await speakTimed(sandbox, { text: 'a'.repeat(1000) }, 's2.1-pro-free');
	expect(await credit()).toBeCloseTo(1 - 2000 * 0.000015, 6);
	await sandbox.settings({ credit: 0 });
	const broke = await speakTimed(sandbox, { text: 'Hi.' });
	expect(broke.status).toBe(402);
	expect(answerProblems(TIMED, 'post', 402, broke.json)).toBeNull();
});

test('it counts among the requests at the same time', async () => {
	await sandbox.settings({ latencyMs: 300, concurrency: 2 });
	const answers = await Promise.all(['a', 'b', 'c'].map((text) => speakTimed(sandbox, { text })));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
});

test('a book streams from its first chunk on, and comes to an end', async () => {
	const text = 'This is one sentence of very many. '.repeat(1000);
	const headers = { authorization: `Bearer ${sandbox.key}`, 'content-type': 'application/json' };
	const response = await fetch(`${sandbox.url}${TIMED}`, { method: 'POST', headers, body: JSON.stringify({ text, format: 'mp3' }) });
	const reader = response.body!.getReader();
	const started = Date.now();
	expect((await reader.read()).value?.length).toBeGreaterThan(0);
	expect(Date.now() - started).toBeLessThan(1000);
	await reader.cancel();
	const { events } = await speakTimed(sandbox, { text, format: 'mp3' }, 's2.1-pro-free');
	expect(events.at(-1)!.chunk_seq).toBeGreaterThan(100);
});
