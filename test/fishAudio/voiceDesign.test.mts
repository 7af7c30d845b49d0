import type { DesignRequest } from '../../fishAudio/voiceDesign.ts';
import { broken, failure, failureOf, json, plain, rig, status, type Answer } from '../support/scriptedSend.mts';
import { wav } from './fixtures.mts';

const sound = wav({ seconds: 1, rate: 24_000 });
const asked: DesignRequest = { prompt: 'A calm old man.' };

const candidate = (audio: Uint8Array | string = sound, over: Record<string, unknown> = {}): Record<string, unknown> => ({
	id: 'c1',
	index: 0,
	audio_base64: typeof audio === 'string' ? audio : Buffer.from(audio).toString('base64'),
	sample_rate: 24_000,
	duration_ms: 1000,
	text: 'Hello.',
	instruct: asked.prompt,
	language: 'en',
	...over,
});

const answerOf = (...candidates: unknown[]): Answer => json({ candidates });

describe('what is sent', () => {
	it('is the prompt alone where nothing else is set, with the model in a header', async () => {
		const r = rig([answerOf(candidate())]);
		await r.client.voiceDesign.design(asked);
		expect(r.asked()).toEqual(['POST /v1/voice-design']);
		expect(r.requests[0]).toMatchObject({ headers: { model: 'voice-design-1' }, json: { instruction: asked.prompt } });
		expect(r.requests[0]!.bytes?.toString()).toBe('{"instruction":"A calm old man."}');
	});

	it("is all that is set, in the API's names", async () => {
		const r = rig([answerOf(candidate())]);
		await r.client.voiceDesign.design({ ...asked, candidates: 4, referenceText: 'Hi', language: 'en', speed: 0.01, seed: -1, guidanceScale: 0, steps: 1 });
		expect(r.requests[0]!.json).toEqual({
			instruction: asked.prompt, n: 4, reference_text: 'Hi', language: 'en', speed: 0.01, seed: -1, guidance_scale: 0, num_step: 1,
		});
	});

	it.each<Partial<DesignRequest>>([{ prompt: ' ' }, { candidates: 5 }, { speed: 0 }, { speed: NaN }, { seed: 2 ** 53 }, { steps: 0 }, { guidanceScale: Infinity }])(
		'is nothing of %j',
		async (over) => {
			const r = rig([answerOf(candidate())]);
			expect((await failureOf(r.client.voiceDesign.design({ ...asked, ...over }))).kind).toBe('input');
			expect(r.requests).toEqual([]);
		},
	);
});

describe('what comes back', () => {
	it('is each candidate with its recording, its length by its header', async () => {
		const half = wav({ seconds: 0.5, rate: 8_000 });
		const r = rig([answerOf(candidate(), candidate(half, { id: 'c2', index: 1, sample_rate: 8_000, duration_ms: 7, text: null, language: null }))]);
		expect(await r.client.voiceDesign.design(asked)).toEqual([
			{ id: 'c1', index: 0, audio: sound, seconds: 1, sampleRate: 24_000, text: 'Hello.', language: 'en' },
			{ id: 'c2', index: 1, audio: half, seconds: 0.5, sampleRate: 8_000, text: undefined, language: undefined },
		]);
	});

	it('may have the placeholder sizes of a streaming encoder', async () => {
		const streamed = wav({ seconds: 1, rate: 24_000, riffSize: 0xffff_ffff, dataSize: 0xffff_ffff });
		const r = rig([answerOf(candidate(streamed))]);
		expect((await r.client.voiceDesign.design(asked))[0]!.seconds).toBe(1);
	});

	it.each<[string, Answer, string, RegExp, number]>([
		['no candidate', answerOf(), 'badAnswer', /without any candidate/, 1],
		['MP3 in place of WAV', answerOf(candidate(Buffer.from('ID3\x04'.padEnd(200, '\0'), 'latin1'))), 'badAnswer', /something that is not WAV/, 1],
		['text in place of WAV', answerOf(candidate(Buffer.from('an error message'))), 'badAnswer', /something that is not WAV/, 1],
		['a WAV without sound', answerOf(candidate(sound.subarray(0, 44))), 'incomplete', /ended after 44 of/, 2],
		['a WAV whose sound is of no length', answerOf(candidate(wav({ seconds: 0 }))), 'silent', /holds no sound/, 2],
		['a WAV that is cut', answerOf(candidate(), candidate(sound.subarray(0, 1000))), 'incomplete', /ended after 1000 of 48044 bytes/, 2],
		['a WAV cut in its header', answerOf(candidate(sound.subarray(0, 30))), 'incomplete', /inside its header/, 2],
		['nothing at all', answerOf(candidate('')), 'incomplete', /is empty/, 2],
		['what is not base64', answerOf(candidate('UklGR')), 'badAnswer', /could not be understood/, 1],
		['no recording', answerOf(candidate(sound, { audio_base64: undefined })), 'badAnswer', /could not be understood/, 1],
		['no id', answerOf(candidate(sound, { id: undefined })), 'badAnswer', /could not be understood/, 1],
		['candidates that are none', answerOf(5), 'badAnswer', /could not be understood/, 1],
		['another answer', json({}), 'badAnswer', /could not be understood/, 1],
		['no JSON', plain('{"candidates":['), 'incomplete', /could not be understood/, 2],
		['a web page', plain('<html>', 200, { 'content-type': 'text/html' }), 'badAnswer', /web page/, 1],
		['no credit', status(402), 'outOfCredit', /no API credit/, 1],
		['a refusal', status(400), 'refused', /refused/, 1],
	])('fails on %s', async (_, answer, kind, message, tries) => {
		const r = rig([answer]);
		const error = await failureOf(r.client.voiceDesign.design(asked));
		expect([error.kind, r.requests.length]).toEqual([kind, tries]);
		expect(error.message).toMatch(message);
		expect(error.facts.advice).toBeTruthy();
	});

	it('is asked for again after a failure in passing', async () => {
		const right = answerOf(candidate());
		for (const passing of [broken(right, 0), status(503), answerOf(candidate(sound.subarray(0, 1000)))]) {
			const r = rig([failure('unreachable'), passing, right]);
			expect(await r.client.voiceDesign.design(asked)).toHaveLength(1);
			expect(r.requests).toHaveLength(3);
		}
	});
});
