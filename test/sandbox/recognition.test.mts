import { encode } from '@msgpack/msgpack';
import { FishAudioClient } from 'fish-audio';
import { readdir } from 'node:fs/promises';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi, formOf, speakJson, wavOf, type FormPart } from './api.mts';
import { aacOf, repacked } from './containers.mts';
import { answerProblems } from './contract.mts';
import { audioIn, speakTimed } from './events.mts';
import { factsOf } from './sound.mts';

const PATH = '/v1/asr';
const TEXT = "Hello Anna, your order hasn't shipped. It costs 3.5 dollars.";
const PRO = 'transcribe-1-pro';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	const usual = { longestTranscribe1Seconds: 60, silenceIsEmpty: false, soundEvent: null, oldModelsEnded: false };
	await sandbox.settings({ credit: 1, latencyMs: 0, concurrency: 5, ...usual });
});

const send = (parts: FormPart[], model?: string) =>
	callApi(sandbox, 'POST', PATH, { body: formOf(parts), headers: model === undefined ? {} : { model } });
const recognise = (audio: Buffer, ...more: FormPart[]) => send([['audio', audio, 'speech'], ...more]);
const pro = (audio: Buffer, ...more: FormPart[]) => send([['audio', audio, 'speech'], ...more], PRO);
const packed = (body: unknown, model = PRO) =>
	callApi(sandbox, 'POST', PATH, {
		headers: { 'content-type': 'application/msgpack', model },
		body: new Uint8Array(encode(body)),
	});
const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);
const spoken = async (text: string, more: object = {}) =>
	(await speakJson(sandbox, { text, format: 'wav', ...more })).bytes;

/** A WAV with 8 bits at 4 kHz, so that an hour is small. Only its last PCM value is not silent. */
function longWav(seconds: number, last = 0xff): Buffer {
	const wav = Buffer.alloc(44 + seconds * 4000, 0x80);
	wavOf(100, 0).copy(wav);
	wav.writeUInt32LE(wav.length - 8, 4);
	for (const [at, value] of [
		[24, 4000],
		[28, 4000],
		[40, wav.length - 44],
	] as const)
		wav.writeUInt32LE(value, at);
	wav.writeUInt16LE(1, 32);
	wav.writeUInt16LE(8, 34);
	wav[wav.length - 1] = last;
	return wav;
}

const timed: FormPart = ['ignore_timestamps', 'false'];

describe('the model', () => {
	test.each([undefined, '', 'transcribe-1', 'Transcribe-1-Pro', 'transcribe-1-pr0', 's2.1-pro'])(
		'header %j is served as transcribe-1',
		async (model) => {
			const { json } = await send([['audio', await spoken(TEXT), 'a'], timed], model);
			expect(json).toMatchObject({ text: TEXT, language_code: 'en', language: 'English' });
			expect(Object.keys(json).sort()).toEqual(['duration', 'language', 'language_code', 'segments', 'text']);
		},
	);

	test.each([undefined, 'transcribe-1', 'transcribe-1-pr0'])(
		'after the end of transcribe-1, pro serves header %j, so its text has speaker tags and sounds',
		async (model) => {
			await sandbox.settings({ oldModelsEnded: true, soundEvent: 'laughter' });
			const { json } = await send([['audio', await spoken(TEXT), 'a']], model);
			expect(json.text).toMatch(/^<\|speaker:0\|> \[laughter\] Hello/);
			expect((await send([['audio', longWav(61), 'a']], model)).status).toBe(200);
		},
	);

	test('a form field `model` is ignored', async () => {
		expect((await recognise(await spoken(TEXT), ['model', PRO])).json.text).toBe(TEXT);
	});

	test.each(['mp3', 'wav', 'opus'])('%s spoken by the sandbox is recognized by both models', async (format) => {
		const { bytes } = await speakJson(sandbox, { text: TEXT, format });
		for (const answer of [await recognise(bytes), await pro(bytes)]) {
			expect(answer.status).toBe(200);
			expect(answerProblems(PATH, 'post', 200, answer.json)).toBeNull();
			expect(answer.json.text.endsWith(TEXT)).toBe(true);
			expect(answer.json.segments).toEqual([]);
			expect(answer.json.duration).toBeCloseTo((await factsOf(bytes)).seconds, 3);
		}
	});
});

describe("pro's answer", () => {
	const DIALOGUE = "<|speaker:0|>[laughing] It's Anna. Who is there? <|speaker:1|>Me. <|speaker:0|>Good!";
	const dialogue = () => spoken(DIALOGUE, { reference_id: speakers });
	let speakers: string[];
	beforeAll(async () => {
		speakers = (await sandbox.seedVoices({ count: 2 })).ids;
	});

	test('has a speaker tag before each turn, surrounded by spaces, and sounds', async () => {
		const { json } = await pro(await dialogue());
		expect(json.text).toBe("<|speaker:0|> [laughter] It's Anna. Who is there? <|speaker:1|> Me. <|speaker:0|> Good!");
		expect(json.speaker_turns).toBeUndefined();
	});

	test('has a speaker tag for a single speaker, too', async () => {
		expect((await pro(await spoken('Hello.'))).json.text).toBe('<|speaker:0|> Hello.');
	});

	test('has timed turns without speaker tags if times are requested', async () => {
		const { json } = await pro(await dialogue(), timed);
		expect(answerProblems(PATH, 'post', 200, json)).toBeNull();
		expect(json.speaker_turns.map(({ speaker, text }: { speaker: string; text: string }) => [speaker, text])).toEqual([
			['speaker:0', "[laughter] It's Anna. Who is there?"],
			['speaker:1', 'Me.'],
			['speaker:0', 'Good!'],
		]);
		const times = json.speaker_turns.flatMap(({ start, end }: { start: number; end: number }) => [start, end]);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect([times[0], times.at(-1)]).toEqual([0, json.duration]);
	});

	test('has speakers numbered in the order in which they begin', async () => {
		const audio = await spoken('<|speaker:1|>One. <|speaker:0|>Two.', { reference_id: speakers });
		expect((await pro(audio)).json.text).toBe('<|speaker:0|> One. <|speaker:1|> Two.');
	});

	test('has no sounds with tag_audio_events=false', async () => {
		const { json } = await pro(await dialogue(), timed, ['tag_audio_events', 'False']);
		expect([json.text, json.speaker_turns[0].text]).toEqual([
			"<|speaker:0|> It's Anna. Who is there? <|speaker:1|> Me. <|speaker:0|> Good!",
			"It's Anna. Who is there?",
		]);
	});

	test('has no turns with diarize=false, but keeps the speaker tags', async () => {
		for (const answer of [
			await pro(await dialogue(), timed, ['diarize', 'False']),
			await packed({ audio: new Uint8Array(await dialogue()), ignore_timestamps: false, diarize: false }),
		]) {
			expect(answer.json.speaker_turns).toBeUndefined();
			expect(answer.json.text).toMatch(/^<\|speaker:0\|> .* <\|speaker:1\|> /);
		}
	});

	test('has an extra sound if the sandbox is set so', async () => {
		await sandbox.settings({ soundEvent: 'applause' });
		const audio = await spoken('Hello.');
		expect((await pro(audio)).json.text).toBe('<|speaker:0|> [applause] Hello.');
		expect((await recognise(audio)).json.text).toBe('Hello.');
	});

	test('has a request ID, also as a header', async () => {
		const { json, headers } = await pro(await spoken('Hello.'));
		expect(json.request_id).toMatch(/^[0-9a-f-]{36}$/);
		expect(headers.get('x-request-id')).toBe(json.request_id);
	});

	test('has no spaces in Chinese, neither after the speaker tag nor between sentences', async () => {
		const { json } = await pro(await spoken('早上好。很好，谢谢。'), timed);
		expect(json).toMatchObject({ text: '<|speaker:0|>早上好。很好，谢谢。', language_code: 'zh' });
		expect(json.segments.map(({ text }: { text: string }) => text)).toEqual([...'早上好很好谢谢']);
	});
});

describe('segments', () => {
	test('are single words without punctuation, and only come on request', async () => {
		const audio = await spoken(TEXT);
		for (const answer of [
			await recognise(audio, timed),
			await pro(audio, timed),
			await packed({ audio: new Uint8Array(audio), ignore_timestamps: false }),
		]) {
			const { segments, duration } = answer.json;
			expect(segments.map(({ text }: { text: string }) => text)).toEqual(
				'Hello Anna your order hasnt shipped It costs 35 dollars'.split(' '),
			);
			expect([segments[0].start, segments.at(-1).end]).toEqual([0, duration]);
			for (const { start, end } of segments) expect(end).toBeGreaterThanOrEqual(start);
		}
		expect((await recognise(audio)).json.segments).toEqual([]);
	});

	test('are single characters in Japanese', async () => {
		const { json } = await recognise(await spoken('東京へ、ようこそ。'), timed);
		expect(json.segments.map(({ text }: { text: string }) => text)).toEqual([...'東京へようこそ']);
	});

	test.each(['True', '1', 'yes', '', 'false'])(
		'ignore_timestamps=%j in a form means false, like everything but `true`',
		async (word) => {
			expect((await recognise(await spoken('Hello.'), ['ignore_timestamps', word])).json.segments).toHaveLength(1);
		},
	);

	test('ignore_timestamps=true in a form means true', async () => {
		expect((await recognise(await spoken('Hello.'), ['ignore_timestamps', 'true'])).json.segments).toEqual([]);
	});
});

describe('formats, recognized by their bytes', () => {
	let opus: Buffer;
	beforeAll(async () => {
		opus = (await speakJson(sandbox, { text: TEXT, format: 'opus' })).bytes;
	});

	test.each(['mp4', 'mov'] as const)('both models accept audio in %s', async (container) => {
		const audio = await repacked(opus, container);
		expect([(await recognise(audio)).status, (await pro(audio)).status]).toEqual([200, 200]);
	});

	test('both models accept AAC', async () => {
		expect([(await recognise(aacOf(2))).status, (await pro(aacOf(2))).status]).toEqual([200, 200]);
	});

	test.each([
		['webm', false],
		['mkv', false],
		['mp4', true],
		['mov', true],
		['webm', true],
	] as const)('only pro accepts %s (video: %s)', async (container, video) => {
		const audio = await repacked(opus, container, video);
		expect([(await recognise(audio)).status, (await pro(audio)).status]).toEqual([400, 200]);
	});

	test.each<[string, Buffer]>([
		['an empty file', Buffer.alloc(0)],
		['a text', Buffer.from('this is not audio at all')],
		['a damaged file', Buffer.from('OggS\0\x02 and then nothing')],
		['AIFF', Buffer.from('FORM\0\0\0\x20AIFFCOMM')],
		['CAF', Buffer.from('caff\0\x01\0\0desc')],
		['WMA', Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex')],
		['AC-3', Buffer.from('0b77000014400000', 'hex')],
		['AMR', Buffer.from('#!AMR\n\x3c\0\0\0\0\0\0\0\0')],
		['raw PCM', Buffer.from(wavOf(100).subarray(44))],
	])('neither model accepts %s', async (_what, audio) => {
		const answer = await pro(audio);
		expect(answer.json).toMatchObject({ status: 400, code: 'invalid_audio' });
		expect((await recognise(audio)).json).toEqual({ status: 400, message: answer.json.message });
		expect(await credit()).toBe(1);
	});
});

describe('lengths', () => {
	test('pro accepts an hour; transcribe-1 answers more than a minute with 503', async () => {
		expect((await pro(longWav(3600))).json.duration).toBe(3600);
		const late = await recognise(longWav(61));
		expect(late.json).toEqual({ status: 503, message: 'Failed to transcribe audio: upstream ASR service timed out.' });
		await sandbox.settings({ longestTranscribe1Seconds: 100 });
		expect((await recognise(longWav(95))).status).toBe(200);
	});

	test('pro refuses more than an hour and less than 0.08 seconds', async () => {
		expect((await pro(longWav(3601))).json).toMatchObject({ status: 400, code: 'audio_too_long' });
		expect((await pro(wavOf(100, 0.07))).json).toMatchObject({ status: 400, code: 'audio_too_short' });
		expect((await pro(wavOf(100, 0.09))).status).toBe(200);
	});

	test('transcribe-1 accepts 50 MiB, but less than 25 MiB of MP3', async () => {
		const mib = 1024 * 1024;
		const padded = (audio: Buffer, bytes: number) => Buffer.concat([audio, Buffer.alloc(bytes - audio.length)]);
		expect((await recognise(padded(wavOf(100), 50 * mib))).status).toBe(200);
		const large = await recognise(padded(wavOf(100), 50 * mib + 1));
		expect([large.status, large.bytes.toString()]).toEqual([413, 'Payload too large']);
		const mp3 = (await speakJson(sandbox, { text: TEXT })).bytes;
		expect((await recognise(padded(mp3, 25 * mib))).status).toBe(413);
		expect((await pro(padded(mp3, 25 * mib))).status).toBe(200);
	});
});

test('silence is 503 for both models, and costs nothing', async () => {
	for (const silence of [longWav(5, 0x80), await spoken('[sigh]')]) {
		const answer = await pro(silence);
		expect(answer.json).toMatchObject({
			status: 503,
			message: 'Failed to transcribe audio: upstream ASR service timed out.',
			code: 'upstream_timeout',
		});
		expect((await recognise(silence)).status).toBe(503);
	}
	expect(await credit()).toBeGreaterThan(0.99);
});

test('pro gives an empty transcript for silence if the sandbox is set so, as the vendor documents', async () => {
	await sandbox.settings({ silenceIsEmpty: true });
	expect((await pro(longWav(5, 0x80), timed)).json).toMatchObject({
		text: '',
		segments: [],
		speaker_turns: [],
		duration: 5,
	});
	expect((await recognise(longWav(5, 0x80))).status).toBe(503);
});

test('timed speech, audio of the control plane and candidates are recognized, too', async () => {
	const timedAudio = audioIn((await speakTimed(sandbox, { text: TEXT })).events);
	const control = await sandbox.ttsBytes({ text: `${TEXT} Bye.`, format: 'wav' });
	const headers = { 'content-type': 'application/json', model: 'voice-design-1' };
	const body = JSON.stringify({ instruction: 'A voice.', n: 1, reference_text: `${TEXT} Soon.` });
	const [candidate] = (await callApi(sandbox, 'POST', '/v1/voice-design', { headers, body })).json.candidates;
	const texts = await Promise.all(
		[timedAudio, control, Buffer.from(candidate.audio_base64, 'base64')].map(
			async (audio) => (await recognise(audio)).json.text,
		),
	);
	expect(texts).toEqual([TEXT, `${TEXT} Bye.`, `${TEXT} Soon.`]);
});

test('a WAV with a repaired header is still recognized', async () => {
	const bytes = await spoken(TEXT);
	const streamed = (await recognise(bytes)).json;
	bytes.writeUInt32LE(bytes.length - 8, 4);
	bytes.writeUInt32LE(bytes.length - 44, 40);
	expect((await recognise(bytes)).json).toEqual(streamed);
	expect(streamed.text).toBe(TEXT);
});

test('other audio has its length, a fixed text and no language', async () => {
	const { json } = await recognise(wavOf(120, 2.5), ['language', 'en']);
	const text = 'The sandbox does not know this recording.';
	expect(json).toEqual({ text, duration: 2.5, segments: [] });
	expect((await pro(wavOf(120, 2.5))).json.text).toBe(`<|speaker:0|> ${text}`);
	const cut = (await speakJson(sandbox, { text: TEXT })).bytes.subarray(0, -500);
	expect((await recognise(cut)).json.text).toBe(text);
});

test("the vendor's own client is supported", async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT });
	const client = new FishAudioClient({ apiKey: sandbox.key, baseUrl: sandbox.url });
	const audio = new File([new Uint8Array(bytes)], 'speech.mp3', { type: 'audio/mpeg' });
	expect((await client.speechToText.convert({ audio, language: 'en' } as never)).text).toBe(TEXT);
});

const good: FormPart = ['audio', wavOf(100), 'a.wav'];

describe('parameters', () => {
	test.each<[string, FormPart[], string, RegExp]>([
		['no audio', [['language', 'en']], 'invalid_request', /audio/],
		['audio as text', [['audio', 'RIFF']], 'invalid_request', /file/],
		['two recordings', [good, good], 'invalid_request', /more than once/],
		['an unknown field', [good, ['colour', 'blue']], 'invalid_request', /colour/],
		['a language with a region', [good, ['language', 'en-US']], 'invalid_parameter', /language/],
		['a language by name', [good, ['language', 'English']], 'invalid_parameter', /language/],
		['an invalid flag', [good, ['tag_audio_events', 'maybe']], 'invalid_parameter', /tag_audio_events/],
		[
			'a number of speakers with a range',
			[good, ['num_speakers', '2'], ['min_speakers', '1']],
			'invalid_parameter',
			/num_speakers/,
		],
		['a reversed range', [good, ['min_speakers', '3'], ['max_speakers', '2']], 'invalid_parameter', /min_speakers/],
		[
			'a number of speakers without turns',
			[good, ['num_speakers', '2'], ['diarize', 'false']],
			'invalid_parameter',
			/diarize/,
		],
	])('pro refuses with its code: %s', async (_why, parts, code, says) => {
		const answer = await send(parts, PRO);
		expect(answer.json).toEqual({
			status: 400,
			message: expect.stringMatching(says) as string,
			code,
			request_id: expect.any(String) as string,
		});
		expect(answer.headers.get('x-request-id')).toBe(answer.json.request_id);
		expect(answer.headers.get('x-fish-error-code')).toBe(code);
		expect(answerProblems(PATH, 'post', 400, answer.json)).toBeNull();
		expect([answer.status, await credit()]).toEqual([400, 1]);
	});

	test("transcribe-1 refuses without a code, and ignores pro's fields", async () => {
		expect((await recognise(wavOf(100), ['language', 'en-US'])).json).toEqual({
			status: 400,
			message: expect.stringMatching(/language/) as string,
		});
		expect(
			(await recognise(wavOf(100), ['num_speakers', '2'], ['min_speakers', '1'], ['tag_audio_events', 'maybe'])).status,
		).toBe(200);
	});

	test('valid numbers of speakers are accepted', async () => {
		expect((await pro(wavOf(100), ['num_speakers', '2'])).status).toBe(200);
		expect(
			(await packed({ audio: new Uint8Array(wavOf(100)), min_speakers: 1, max_speakers: 2, diarize: 'auto' })).status,
		).toBe(200);
	});

	test('MessagePack without bytes is 400, other types are 415', async () => {
		for (const body of [
			{},
			{ audio: 'UklGRg==' },
			{ audio: new Uint8Array(0) },
			{ audio: new Uint8Array(wavOf(100)), language: 5 },
		])
			expect((await packed(body)).status).toBe(400);
		const headers = { 'content-type': 'application/json', model: PRO };
		const other = await callApi(sandbox, 'POST', PATH, { headers, body: '{}' });
		expect(other.json).toMatchObject({ status: 415, code: 'unsupported_media_type' });
	});
});

test('the price is 0.36 USD an hour, for every begun second, with the silence at the end', async () => {
	await recognise(wavOf(100, 2.5));
	expect(await credit()).toBeCloseTo(1 - 3 * 0.0001, 6);
	await pro(longWav(3600));
	expect(await credit()).toBeCloseTo(1 - 3603 * 0.0001, 6);
	await sandbox.settings({ credit: 0 });
	const broke = await recognise(wavOf(100));
	// Credit is checked before parameters.
	expect((await recognise(Buffer.from('no audio'), ['language', 'English'])).status).toBe(402);
	expect(broke.status).toBe(402);
	expect(answerProblems(PATH, 'post', 402, broke.json)).toBeNull();
});

test('faults match the spoken text, the limit counts the request, and nothing is left on disk', async () => {
	const { bytes } = await speakJson(sandbox, { text: TEXT });
	await sandbox.fault({ match: { path: PATH, text: 'dollars' }, fault: { kind: 'status', status: 503 } });
	expect([(await recognise(wavOf(100))).status, (await recognise(bytes)).status]).toEqual([200, 503]);
	await sandbox.fault({ match: { path: PATH }, fault: { kind: 'reset', phase: 'upload', afterBytes: 100 } });
	await expect(recognise(longWav(3000))).rejects.toThrow();
	await until(async () => (await sandbox.stats()).inFlight === 0);
	await sandbox.settings({ concurrency: 2, latencyMs: 400 });
	const answers = await Promise.all([1, 2, 3].map(() => recognise(bytes)));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
	await until(async () => (await readdir(`${sandbox.dataDir}/incoming`)).length === 0);
});
