import fc from 'fast-check';

import { isFishAudioError } from '../../../fishAudio/errors.ts';
import type { DesignRequest } from '../../../fishAudio/design/designRequest.ts';
import { broken, failure, json, plain, status, type Answer } from '../../support/scripted/answers.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';
import { wav } from '../../support/sounds.mts';

const sound = wav({ seconds: 1, rate: 24_000 });
const asked: DesignRequest = { prompt: 'A calm old man.' };

const candidate = (
	audio: Uint8Array | string = sound,
	over: Record<string, unknown> = {},
): Record<string, unknown> => ({
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
	it('is only the prompt if nothing else is set, with the model in a header', async () => {
		const r = rig([answerOf(candidate())]);
		await r.client.voiceDesign.design(asked);
		expect(r.asked()).toEqual(['POST /v1/voice-design']);
		expect(r.requests[0]).toMatchObject({ headers: { model: 'voice-design-1' }, json: { instruction: asked.prompt } });
		expect(r.requests[0]!.bytes?.toString()).toBe('{"instruction":"A calm old man."}');
	});

	it("is all that is set, in the API's names", async () => {
		const r = rig([answerOf(candidate())]);
		await r.client.voiceDesign.design({
			...asked,
			candidates: 4,
			referenceText: 'Hi',
			language: 'en',
			speed: 0.01,
			seed: -1,
			guidanceScale: 0,
			steps: 1,
		});
		expect(r.requests[0]!.json).toEqual({
			instruction: asked.prompt,
			n: 4,
			reference_text: 'Hi',
			language: 'en',
			speed: 0.01,
			seed: -1,
			guidance_scale: 0,
			num_step: 1,
		});
	});

	it.each<Partial<DesignRequest>>([
		{ prompt: ' ' },
		{ candidates: 5 },
		{ speed: 0 },
		{ speed: NaN },
		{ seed: 2 ** 53 },
		{ steps: 0 },
		{ guidanceScale: Infinity },
	])('is not sent with %j', async (over) => {
		const r = rig([answerOf(candidate())]);
		expect((await failureOf(r.client.voiceDesign.design({ ...asked, ...over }))).kind).toBe('input');
		expect(r.requests).toEqual([]);
	});
});

describe('the design', () => {
	const plain1 = {
		text: undefined,
		instruct: undefined,
		language: undefined,
		features: undefined,
		signature: undefined,
	};

	it('has each candidate with its recording and what the API says about it', async () => {
		const half = wav({ seconds: 0.5, rate: 8_000 });
		const features = { gender: 'male', age: 'old', tone: ['calm'] };
		const measured = { instruct: 'An old man', features, signature: 'sig-1', audio_token_sha256: '00ff' };
		const r = rig([
			answerOf(
				candidate(sound, measured),
				candidate(half, {
					id: 'c2',
					index: 1,
					text: null,
					instruct: null,
					language: null,
					features: null,
					signature: null,
				}),
			),
		]);
		expect(await r.client.voiceDesign.design(asked)).toEqual({
			candidates: [
				{
					id: 'c1',
					index: 0,
					audio: sound,
					seconds: 1,
					sampleRate: 24_000,
					text: 'Hello.',
					instruct: 'An old man',
					language: 'en',
					features,
					signature: 'sig-1',
				},
				{ id: 'c2', index: 1, audio: half, seconds: 0.5, sampleRate: 8_000, ...plain1 },
			],
			leftOut: 0,
		});
	});

	it('needs no more than a recording, whose header states length and sample rate', async () => {
		const audio_base64 = candidate().audio_base64;
		const r = rig([
			answerOf(
				{ audio_base64 },
				{ audio_base64, id: 5, index: '1', sample_rate: '8', duration_ms: -1, features: 'old', signature: [] },
			),
		]);
		expect(await r.client.voiceDesign.design(asked)).toEqual({
			candidates: [0, 1].map((index) => ({
				id: undefined,
				index,
				audio: sound,
				seconds: 1,
				sampleRate: 24_000,
				...plain1,
			})),
			leftOut: 0,
		});
		expect(r.requests).toHaveLength(1);
	});

	it.each<[string, unknown]>([
		['is cut', candidate(sound.subarray(0, 1000))],
		['is missing', candidate(sound, { audio_base64: null })],
		['is not a WAV', candidate(Buffer.from('an error message'))],
		['is nowhere', null],
	])('leaves out a candidate whose recording %s, since the others are billed', async (_, bad) => {
		const r = rig([answerOf(bad, candidate(sound, { index: 1 }))]);
		const { candidates, leftOut } = await r.client.voiceDesign.design(asked);
		expect([candidates.map(({ index }) => index), leftOut, r.requests.length]).toEqual([[1], 1, 1]);
	});

	it('is a design or a bad answer for any JSON, and is requested once', async () => {
		const short = wav({ seconds: 0.01 });
		const field = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(short.toString('base64')));
		const entry = fc.oneof(
			fc.jsonValue({ maxDepth: 2 }),
			fc.record({ audio_base64: field, index: field, features: field, text: field }, { requiredKeys: [] }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (candidates) => {
				const r = rig([json({ candidates })]);
				const outcome = await r.client.voiceDesign.design(asked).catch((error: unknown) => error);
				expect(r.requests).toHaveLength(1);
				if (isFishAudioError(outcome)) expect(outcome.kind).toBe('badAnswer');
				else
					expect(outcome).toMatchObject({
						candidates: expect.arrayContaining([expect.objectContaining({ audio: short })]),
					});
			}),
		);
	});

	it('may have the placeholder sizes of a streaming encoder', async () => {
		const streamed = wav({ seconds: 1, rate: 24_000, riffSize: 0xffff_ffff, dataSize: 0xffff_ffff });
		const r = rig([answerOf(candidate(streamed))]);
		expect((await r.client.voiceDesign.design(asked)).candidates[0]!.seconds).toBe(1);
	});

	it.each<[string, Answer, string, RegExp, number]>([
		['no candidate', answerOf(), 'badAnswer', /without any candidate/, 1],
		[
			'MP3 in place of WAV',
			answerOf(candidate(Buffer.from('ID3\x04'.padEnd(200, '\0'), 'latin1'))),
			'badAnswer',
			/something that is not WAV/,
			1,
		],
		[
			'text in place of WAV',
			answerOf(candidate(Buffer.from('an error message'))),
			'badAnswer',
			/something that is not WAV/,
			1,
		],
		['a WAV without sound', answerOf(candidate(sound.subarray(0, 44))), 'badAnswer', /ended after 44 of/, 1],
		[
			'a WAV whose sound is of no length',
			answerOf(candidate(wav({ seconds: 0 }))),
			'badAnswer',
			/without any sound/,
			1,
		],
		[
			'recordings that are all cut',
			answerOf(candidate(sound.subarray(0, 1000)), candidate(sound.subarray(0, 999))),
			'badAnswer',
			/ended after 1000 of 48044 bytes/,
			1,
		],
		['a WAV cut in its header', answerOf(candidate(sound.subarray(0, 30))), 'badAnswer', /inside its header/, 1],
		['nothing at all', answerOf(candidate('')), 'badAnswer', /is empty/, 1],
		['what is not base64', answerOf(candidate('UklGR')), 'badAnswer', /without a recording/, 1],
		['no recording', answerOf(candidate(sound, { audio_base64: undefined })), 'badAnswer', /without a recording/, 1],
		['no candidate but a text', answerOf('Hello'), 'badAnswer', /without a recording/, 1],
		['no list of candidates', json({ candidates: {} }), 'badAnswer', /could not be understood/, 1],
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

	it('counts the requests that may have been billed if none gave a design', async () => {
		const cut = await failureOf(rig([answerOf(candidate(sound.subarray(0, 1000)))]).client.voiceDesign.design(asked));
		expect(cut.facts.mayBeBilled).toBe(1);
		const late = await failureOf(rig([failure('timeout')]).client.voiceDesign.design(asked));
		expect(late.facts.mayBeBilled).toBe(2);
	});

	it.each<[string, Answer | Error]>([
		['a failed connection', failure('unreachable')],
		['an answer that breaks off', broken(answerOf(candidate()), 0)],
		['an answer that is not complete JSON', plain('{"candidates":[')],
		['a server that fails', status(503)],
	])('is requested again after %s', async (_, first) => {
		const r = rig([first, answerOf(candidate())]);
		expect((await r.client.voiceDesign.design(asked)).candidates).toHaveLength(1);
		expect(r.requests).toHaveLength(2);
	});
});
