import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson, wavOf } from './api.mts';
import { speakTimed, wordsIn } from './events.mts';

let sandbox: RunningSandbox;
let voices: string[];
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
	voices = (await sandbox.seedVoices({ count: 17 })).ids;
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ credit: 1, speech: 'tone', oldModelsEnded: false }));

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

const speakPacked = (body: unknown, model: string) =>
	callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack', model },
		body: new Uint8Array(encode(body)),
	});

const said = async (text: string, model?: string) =>
	await sandbox.ttsBytes({ text, format: 'pcm', sample_rate: 16_000 }, model);

test.each([
	['s2.1-pro', 15],
	['s2-pro', 15],
	['s1', 15],
	['drama-3', 10],
	['drama-3-preview', 10],
	['s2.1-pro-free', 0],
	[undefined, 15],
	['', 15],
	['S2.1-Pro-Free', 15],
	['s3', 15],
	['constructor', 15],
])('%s is billed with %i USD per million UTF-8 bytes of text', async (model, usd) => {
	const { status } = await speakJson(sandbox, { text: 'é'.repeat(1000) }, model);
	expect(status).toBe(200);
	expect(await credit()).toBeCloseTo(1 - (2000 * usd) / 1_000_000, 6);
});

test('speech is billed by its text alone, whatever the references, format and speed', async () => {
	const references = [{ audio: new Uint8Array(wavOf(100, 5)), text: 'A long transcript of the reference.' }];
	await speakPacked({ text: 'a'.repeat(1000), references, format: 'wav', prosody: { speed: 0.5 } }, 's2.1-pro');
	expect(await credit()).toBeCloseTo(1 - 0.015, 6);
});

test.each(['drama-9', undefined])('the name %s is served as s2.1-pro', async (name) => {
	const text = '[happy] Hi <whisper>there</whisper> (happy).';
	expect((await said(text, name)).equals(await said(text, 's2.1-pro'))).toBe(true);
	expect((await said(text, 'drama-3')).equals(await said(text, 's2.1-pro'))).toBe(false);
});

test('after the end of s1, s2.1-pro serves and bills its requests without an error; its cues are words', async () => {
	await sandbox.settings({ oldModelsEnded: true });
	const text = '(happy) Hi [sigh] there.';
	expect((await said(text, 's1')).equals(await said(text, 's2.1-pro'))).toBe(true);
	const { status } = await speakJson(
		sandbox,
		{ text: '<|speaker:0|>Hi.'.padEnd(1000, '!'), reference_id: voices.slice(0, 1) },
		's1',
	);
	expect([status, await credit()]).toEqual([200, 0.985]);
});

test.each<[model: string, written: string, spoken: string, isDirection: boolean]>([
	['s2.1-pro', '[any wording at all] Hello there.', 'Hello there.', true],
	['s2-pro', 'Hello [pause] there.', 'Hello there.', true],
	['s2.1-pro', 'Hello[gasp]there [sigh].', 'Hello there.', true],
	['s2.1-pro', '(happy) Hello there.', 'Hello there.', false],
	['s2.1-pro', 'Hello <whisper>there</whisper>.', 'Hello there.', false],
	['s1', '(happy) Hello there.', 'Hello there.', true],
	['s1', 'Hello (long-break) there.', 'Hello there.', true],
	['s1', '[happy] Hello there.', 'Hello there.', false],
	['drama-3', '[tired, to herself] Hello there.', 'Hello there.', true],
	...['whisper', 'emphasis', 'soft', 'fast', 'slow', 'stress', 'forceful'].map(
		(tag) => ['drama-3', `Hello <${tag}>there</${tag}>.`, 'Hello there.', true] as [string, string, string, boolean],
	),
	...['french', 'spanish', 'german', 'japanese', 'chinese', 'korean', 'italian'].map(
		(tag) =>
			['drama-3-preview', `Hello <${tag}>there</${tag}>.`, 'Hello there.', true] as [string, string, string, boolean],
	),
	['drama-3', 'Hello <loud>there</loud>.', 'Hello there.', false],
])('%s speaks "%s" like "%s": %s', async (model, written, spoken, isDirection) => {
	expect((await said(written, model)).equals(await said(spoken, model))).toBe(isDirection);
});

test.each([
	['s2-pro', 16, 200],
	['s2.1-pro', 17, 200],
	['s2.1-pro-free', 2, 200],
	['drama-3', 16, 200],
	['drama-3', 17, 400],
	['drama-3-preview', 2, 200],
	['s1', 1, 400],
	['s1', 2, 400],
])('%s: a dialogue with %i voices gets %i', async (model, count, status) => {
	const text = Array.from({ length: count }, (_, speaker) => `<|speaker:${speaker}|>Hi.`).join(' ');
	const answer = await speakJson(sandbox, { text, reference_id: voices.slice(0, count) }, model);
	expect(answer.status).toBe(status);
	if (model === 's1') expect(answer.json.message).toMatch(/MsgPack.*MultiSpeakerReference/);
});

test('references of several speakers are an array of arrays, next to any voice IDs, and not for s1', async () => {
	const nested = {
		text: '<|speaker:1|>Hi.',
		reference_id: ['Anna!', ''],
		references: [100, 200].map((hertz) => [{ audio: new Uint8Array(wavOf(hertz)), text: '' }]),
	};
	expect((await speakPacked(nested, 's2.1-pro')).status).toBe(200);
	expect((await speakPacked(nested, 's1')).json.message).toMatch(/MultiSpeakerReference/);
});

test('Drama 3 has word times, too', async () => {
	const { events } = await speakTimed(sandbox, { text: '[tired] Good <whisper>night</whisper>, Anna.' }, 'drama-3');
	expect(wordsIn(events).map(({ text }) => text)).toEqual(['Good', 'night', 'Anna']);
});
