import { encode } from '@msgpack/msgpack';
import { FishAudioClient } from 'fish-audio';
import { readdir } from 'node:fs/promises';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, formOf, speakJson, until, wavOf, type FormPart } from './api.mts';
import { answerProblems } from './contract.mts';
import { audioIn, speakTimed } from './events.mts';
import { factsOf } from './sound.mts';

const PATH = '/v1/asr';
const TEXT = 'Hello Anna, your order has shipped. It will arrive on Monday.';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.settings({ credit: 1, latencyMs: 0, concurrency: 5 });
});

const send = (parts: FormPart[]) => callApi(sandbox, 'POST', PATH, { body: formOf(parts) });
const recognise = (audio: Buffer, ...more: FormPart[]) => send([['audio', audio, 'speech'], ...more]);
const packed = (body: unknown) =>
	callApi(sandbox, 'POST', PATH, { headers: { 'content-type': 'application/msgpack' }, body: new Uint8Array(encode(body)) });
const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

test.each(['mp3', 'wav', 'opus'])('%s that it spoke is recognised', async (format) => {
	const { bytes } = await speakJson(sandbox, { text: `[happy] ${TEXT}`, format });
	const { status, json } = await recognise(bytes);
	expect(status).toBe(200);
	expect(answerProblems(PATH, 'post', 200, json)).toBeNull();
	expect(json).toEqual({ text: TEXT, duration: expect.any(Number) as number, segments: [], language_code: 'en', language: 'English' });
	expect(json.duration).toBeCloseTo((await factsOf(bytes)).seconds, 3);
});

test('so is what came with timestamps, by the control plane, or as a candidate', async () => {
	const timed = audioIn((await speakTimed(sandbox, { text: TEXT })).events);
	const control = await sandbox.ttsBytes({ text: `${TEXT} Bye.`, format: 'wav' });
	const headers = { 'content-type': 'application/json', model: 'voice-design-1' };
	const body = JSON.stringify({ instruction: 'A voice.', n: 1, reference_text: `${TEXT} Soon.` });
	const [candidate] = (await callApi(sandbox, 'POST', '/v1/voice-design', { headers, body })).json.candidates;
	const texts = await Promise.all([timed, control, Buffer.from(candidate.audio_base64, 'base64')].map(async (audio) => (await recognise(audio)).json.text));
	expect(texts).toEqual([TEXT, `${TEXT} Bye.`, `${TEXT} Soon.`]);
});

test('a WAV whose header was repaired is still known', async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT, format: 'wav' });
	const streamed = (await recognise(bytes)).json;
	bytes.writeUInt32LE(bytes.length - 8, 4);
	bytes.writeUInt32LE(bytes.length - 44, 40);
	expect((await recognise(bytes)).json).toEqual(streamed);
	expect(streamed.text).toBe(TEXT);
});

test('with timestamps, sentences have their times', async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT, format: 'wav' });
	for (const answer of [await recognise(bytes, ['ignore_timestamps', 'false']), await packed({ audio: new Uint8Array(bytes), ignore_timestamps: false })]) {
		expect(answerProblems(PATH, 'post', 200, answer.json)).toBeNull();
		const { segments, duration } = answer.json;
		expect(segments.map(({ text }: { text: string }) => text)).toEqual(TEXT.split(/(?<=\.) /));
		expect([segments[0].start, segments[1].end]).toEqual([0, duration]);
		expect(segments[1].start - segments[0].end).toBeCloseTo(0.15, 3);
	}
});

test('other audio is not known, but its length is', async () => {
	const { json } = await recognise(wavOf(120, 2.5), ['language', 'en'], ['ignore_timestamps', 'false']);
	const text = 'The sandbox does not know this recording.';
	expect(json).toEqual({ text, duration: 2.5, segments: [{ text, start: 0, end: 2.5 }] });
	expect(answerProblems(PATH, 'post', 200, json)).toBeNull();
	const cut = (await speakJson(sandbox, { text: TEXT })).bytes.subarray(0, -500);
	expect((await recognise(cut)).json.text).toBe(text);
});

test("the vendor's own client is understood", async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT });
	const client = new FishAudioClient({ apiKey: sandbox.key, baseUrl: sandbox.url });
	const audio = new File([new Uint8Array(bytes)], 'speech.mp3', { type: 'audio/mpeg' });
	expect((await client.speechToText.convert({ audio, language: 'en' } as never)).text).toBe(TEXT);
});

/** 8 bits at 4 kHz: an hour fits. */
function quietWav(seconds: number): Buffer {
	const wav = Buffer.alloc(44 + seconds * 4000, 0x80);
	wavOf(100, 0).copy(wav);
	wav.writeUInt32LE(wav.length - 8, 4);
	for (const [at, value] of [[24, 4000], [28, 4000], [40, wav.length - 44]] as const) wav.writeUInt32LE(value, at);
	wav.writeUInt16LE(1, 32);
	wav.writeUInt16LE(8, 34);
	return wav;
}

const good: FormPart = ['audio', wavOf(100), 'a.wav'];

test.each<[string, FormPart[], RegExp]>([
	['no audio', [['language', 'en']], /audio/],
	['audio as text', [['audio', 'RIFF']], /file/],
	['two recordings', [good, good], /more than once/],
	['an empty file', [['audio', Buffer.alloc(0), 'a.wav']], /empty/],
	['no sound file', [['audio', Buffer.from('this is not audio at all'), 'a.wav']], /not wav/],
	['a damaged one', [['audio', Buffer.from('OggS\0\x02 and then nothing'), 'a.opus']], /not wav/],
	['less than a second', [['audio', wavOf(100, 0.99), 'a.wav']], /1 second/],
	['more than an hour', [['audio', quietWav(3601), 'a.wav']], /60 minutes/],
	['more than 20 MB', [['audio', Buffer.concat([wavOf(100), Buffer.alloc(20_000_000)]), 'a.wav']], /20000000/],
	['a flag that is none', [good, ['ignore_timestamps', 'maybe']], /ignore_timestamps/],
	['an unknown field', [good, ['model', 's1']], /model/],
])('refused: %s', async (_why, parts, says) => {
	const answer = await send(parts);
	expect(answer.json).toMatchObject({ status: 400, message: expect.stringMatching(says) as string });
	expect([answer.status, await credit()]).toEqual([400, 1]);
});

test('refused as MessagePack, and in other types', async () => {
	for (const body of [{}, { audio: 'UklGRg==' }, { audio: new Uint8Array(0) }, { audio: new Uint8Array(wavOf(100)), language: 5 }]) expect((await packed(body)).status).toBe(400);
	const headers = { 'content-type': 'application/json' };
	expect((await callApi(sandbox, 'POST', PATH, { headers, body: '{}' })).status).toBe(415);
});

test('it is charged by the begun second', async () => {
	await recognise(wavOf(100, 2.5));
	expect(await credit()).toBeCloseTo(1 - 3 * 0.0001, 6);
	await recognise(quietWav(3600));
	expect(await credit()).toBeCloseTo(1 - 3603 * 0.0001, 6);
	await sandbox.settings({ credit: 0 });
	const broke = await recognise(wavOf(100));
	expect(broke.status).toBe(402);
	expect(answerProblems(PATH, 'post', 402, broke.json)).toBeNull();
});

test('faults find what is said, the limit counts it, and nothing is left on disk', async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT });
	await sandbox.fault({ match: { path: PATH, text: 'Monday' }, fault: { kind: 'status', status: 503 } });
	expect([(await recognise(wavOf(100))).status, (await recognise(bytes)).status]).toEqual([200, 503]);
	await sandbox.fault({ match: { path: PATH }, fault: { kind: 'reset', phase: 'upload', afterBytes: 100 } });
	await expect(recognise(quietWav(3000))).rejects.toThrow();
	await until(async () => (await sandbox.stats()).inFlight === 0);
	await sandbox.settings({ concurrency: 2, latencyMs: 400 });
	const answers = await Promise.all([1, 2, 3].map(() => recognise(bytes)));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
	await until(async () => (await readdir(`${sandbox.dataDir}/incoming`)).length === 0);
});
