import { callApi, speakJson, wavOf } from '../api.mts';
import { aacOf, repacked } from '../containers.mts';
import { audioIn, speakTimed } from '../events.mts';
import { longWav, setRecognition, sentence, withTimes } from './recognition.mts';

const recognition = setRecognition();
const { recognise, pro, spoken, credit } = recognition;

describe('formats, recognized by their bytes', () => {
	let opus: Buffer;
	beforeAll(async () => {
		opus = (await speakJson(recognition.sandbox, { text: sentence, format: 'opus' })).bytes;
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
		await recognition.sandbox.settings({ longestTranscribe1Seconds: 100 });
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
		const mp3 = (await speakJson(recognition.sandbox, { text: sentence })).bytes;
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
	await recognition.sandbox.settings({ silenceIsEmpty: true });
	expect((await pro(longWav(5, 0x80), withTimes)).json).toMatchObject({
		text: '',
		segments: [],
		speaker_turns: [],
		duration: 5,
	});
	expect((await recognise(longWav(5, 0x80))).status).toBe(503);
});

test('timed speech, audio of the control plane and candidates are recognized, too', async () => {
	const timedAudio = audioIn((await speakTimed(recognition.sandbox, { text: sentence })).events);
	const control = await recognition.sandbox.ttsBytes({ text: `${sentence} Bye.`, format: 'wav' });
	const headers = { 'content-type': 'application/json', model: 'voice-design-1' };
	const body = JSON.stringify({ instruction: 'A voice.', n: 1, reference_text: `${sentence} Soon.` });
	const [candidate] = (await callApi(recognition.sandbox, 'POST', '/v1/voice-design', { headers, body })).json
		.candidates;
	const texts = await Promise.all(
		[timedAudio, control, Buffer.from(candidate.audio_base64, 'base64')].map(
			async (audio) => (await recognise(audio)).json.text,
		),
	);
	expect(texts).toEqual([sentence, `${sentence} Bye.`, `${sentence} Soon.`]);
});

test('a WAV with a repaired header is still recognized', async () => {
	const bytes = await spoken(sentence);
	const streamed = (await recognise(bytes)).json;
	bytes.writeUInt32LE(bytes.length - 8, 4);
	bytes.writeUInt32LE(bytes.length - 44, 40);
	expect((await recognise(bytes)).json).toEqual(streamed);
	expect(streamed.text).toBe(sentence);
});

test('other audio has its length, a fixed text and no language', async () => {
	const { json } = await recognise(wavOf(120, 2.5), ['language', 'en']);
	const text = 'The sandbox does not know this recording.';
	expect(json).toEqual({ text, duration: 2.5, segments: [] });
	expect((await pro(wavOf(120, 2.5))).json.text).toBe(`<|speaker:0|> ${text}`);
	const cut = (await speakJson(recognition.sandbox, { text: sentence })).bytes.subarray(0, -500);
	expect((await recognise(cut)).json.text).toBe(text);
});
