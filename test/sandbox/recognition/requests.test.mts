import { readdir } from 'node:fs/promises';
import { until } from '../../support/until.mts';
import { callApi, speakJson, wavOf, type FormPart } from '../api.mts';
import { answerProblems } from '../contract.mts';
import { longWav, path, proModel, setRecognition, sentence } from './recognition.mts';

const recognition = setRecognition();
const { send, recognise, pro, packed, credit } = recognition;

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
		const answer = await send(parts, proModel);
		expect(answer.json).toEqual({
			status: 400,
			message: expect.stringMatching(says) as string,
			code,
			request_id: expect.any(String) as string,
		});
		expect(answer.headers.get('x-request-id')).toBe(answer.json.request_id);
		expect(answer.headers.get('x-fish-error-code')).toBe(code);
		expect(answerProblems(path, 'post', 400, answer.json)).toBeNull();
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
		const headers = { 'content-type': 'application/json', model: proModel };
		const other = await callApi(recognition.sandbox, 'POST', path, { headers, body: '{}' });
		expect(other.json).toMatchObject({ status: 415, code: 'unsupported_media_type' });
	});
});

test('the price is 0.36 USD an hour, for every begun second, with the silence at the end', async () => {
	await recognise(wavOf(100, 2.5));
	expect(await credit()).toBeCloseTo(1 - 3 * 0.0001, 6);
	await pro(longWav(3600));
	expect(await credit()).toBeCloseTo(1 - 3603 * 0.0001, 6);
	await recognition.sandbox.settings({ credit: 0 });
	const broke = await recognise(wavOf(100));
	// Credit is checked before parameters.
	expect((await recognise(Buffer.from('no audio'), ['language', 'English'])).status).toBe(402);
	expect(broke.status).toBe(402);
	expect(answerProblems(path, 'post', 402, broke.json)).toBeNull();
});

test('faults match the spoken text, the limit counts the request, and nothing is left on disk', async () => {
	const { bytes } = await speakJson(recognition.sandbox, { text: sentence });
	await recognition.sandbox.fault({ match: { path, text: 'dollars' }, fault: { kind: 'status', status: 503 } });
	expect([(await recognise(wavOf(100))).status, (await recognise(bytes)).status]).toEqual([200, 503]);
	await recognition.sandbox.fault({ match: { path }, fault: { kind: 'reset', phase: 'upload', afterBytes: 100 } });
	await expect(recognise(longWav(3000))).rejects.toThrow();
	await until(async () => (await recognition.sandbox.stats()).inFlight === 0);
	await recognition.sandbox.settings({ concurrency: 2, latencyMs: 400 });
	const answers = await Promise.all([1, 2, 3].map(() => recognise(bytes)));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
	await until(async () => (await readdir(`${recognition.sandbox.dataDir}/incoming`)).length === 0);
});
