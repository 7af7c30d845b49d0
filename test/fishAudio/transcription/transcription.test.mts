import fc from 'fast-check';

import type { FileType } from '../../../audio/fileType.ts';
import {
	checkRecording,
	checkTranscription,
	type TranscriptionChoice,
} from '../../../fishAudio/transcription/checkTranscription.ts';
import type { Transcript } from '../../../fishAudio/transcription/transcript.ts';
import { broken, failure, json, plain, status, type Answer } from '../../support/scripted/answers.mts';
import { file } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';

const heard = (text: string, over: Record<string, unknown> = {}): Answer =>
	json({ text, duration: 2.5, segments: [], ...over });
const memo = () => file('RIFF a recording', 'memo.wav');
const nothing = { entries: [], isComplete: true };

/** The sent fields other than the recording, and the model in the header. */
async function sentFor(choice: TranscriptionChoice): Promise<Record<string, string>> {
	const r = rig([heard('Hi.')]);
	await r.client.transcription.transcribe(memo(), choice);
	const [request] = r.requests;
	return {
		header: request!.headers.model!,
		...Object.fromEntries(request!.parts.slice(1).map(({ name, value }) => [name, value])),
	};
}

const readingOf = async (body: unknown, choice?: TranscriptionChoice): Promise<Transcript> =>
	await rig([json(body)]).client.transcription.transcribe(memo(), choice);

/** The vendor's example of two speakers (contract, /v1/asr). */
const conversation = {
	text: '<|speaker:0|> Thanks for joining. <|speaker:1|> [laughter] Happy to be here.',
	duration: 4.2,
	segments: [
		{ text: 'Thanks', start: 0.16, end: 0.48 },
		{ text: 'for', start: 0.48, end: 0.64 },
	],
	language: 'English',
	language_code: 'en',
	request_id: '3f6c2a1e',
	speaker_turns: [
		{ speaker: 'speaker:0', text: 'Thanks for joining.', start: 0.16, end: 1.12 },
		{ speaker: 'speaker:1', text: '[laughter] Happy to be here.', start: 2.24, end: 3.2 },
	],
};

describe('what is sent', () => {
	it('is only the recording as a file, to the current model, for plain text', async () => {
		const r = rig([heard(' Hello. ', { language: 'English', language_code: 'en' })]);
		expect(await r.client.transcription.transcribe(memo())).toEqual({
			text: 'Hello.',
			seconds: 2.5,
			language: 'English',
			languageCode: 'en',
			words: nothing,
			turns: nothing,
		});
		expect(r.asked()).toEqual(['POST /v1/asr']);
		expect(r.requests[0]!.headers).toEqual({ model: 'transcribe-1-pro' });
		expect(r.requests[0]!.parts).toEqual([
			{ name: 'audio', value: 'RIFF a recording', fileName: 'memo.wav', mimeType: 'audio/wav' },
			{ name: 'ignore_timestamps', value: 'true' },
			{ name: 'tag_audio_events', value: 'false' },
			{ name: 'diarize', value: 'false' },
		]);
	});

	it.each<[TranscriptionChoice, Record<string, string>]>([
		[{ timestamps: true }, { ignore_timestamps: 'false', tag_audio_events: 'false', diarize: 'false' }],
		[{ soundEvents: true }, { ignore_timestamps: 'true', tag_audio_events: 'true', diarize: 'false' }],
		[{ language: 'de' }, { language: 'de', ignore_timestamps: 'true', tag_audio_events: 'false', diarize: 'false' }],
		// Turns come only with times, and a number of speakers is not allowed with diarize=false (docs 2026-09).
		[{ speakers: true }, { ignore_timestamps: 'false', tag_audio_events: 'false' }],
		[
			{ speakers: true, speakerCount: 3 },
			{ ignore_timestamps: 'false', tag_audio_events: 'false', num_speakers: '3' },
		],
	])('of %j is what its model accepts', async (choice, fields) => {
		expect(await sentFor(choice)).toEqual({ header: 'transcribe-1-pro', ...fields });
	});

	it('is the same for transcribe-1, since the model that will answer under its name must give plain text', async () => {
		expect(await sentFor({ model: 'transcribe-1', timestamps: true, language: 'fr' })).toEqual({
			header: 'transcribe-1',
			language: 'fr',
			ignore_timestamps: 'false',
			tag_audio_events: 'false',
			diarize: 'false',
		});
	});

	it.each([
		['en', 'en'],
		['EN', 'en'],
		[' en-US ', 'en'],
		['pt_BR', 'pt'],
		['zh-Hant-TW', 'zh'],
	])('of the language %j is %j', async (language, letters) => {
		expect((await sentFor({ language })).language).toBe(letters);
	});

	it.each<[TranscriptionChoice, string]>([
		[{ language: 'German' }, "'Language' cannot be 'German'"],
		[{ language: 'deu' }, "'Language' cannot be 'deu'"],
		[{ language: '' }, "'Language' cannot be ''"],
		[{ speakers: true, speakerCount: 0 }, "'Number of Speakers' cannot be 0"],
		[{ speakers: true, speakerCount: 1.5 }, "'Number of Speakers' cannot be 1.5"],
		[{ speakers: true, speakerCount: NaN }, "'Number of Speakers' cannot be NaN"],
		[{ speakerCount: 2 }, "'Number of Speakers' is set without 'Identify Speakers'"],
		[{ model: 'transcribe-1', speakers: true }, "The model 'transcribe-1' does not support 'Identify Speakers'"],
		[{ model: 'transcribe-1', soundEvents: true }, "The model 'transcribe-1' does not support 'Sound Events'"],
	])('is nothing for %j', async (choice, message) => {
		const r = rig([heard('Hi.')]);
		const error = await failureOf(r.client.transcription.transcribe(memo(), choice));
		expect([error.kind, error.message]).toEqual(['input', message]);
		expect(error.facts.advice).toBeTruthy();
		expect(r.requests).toEqual([]);
		expect(() => checkTranscription(choice)).toThrow(message);
	});

	it.each<[FileType | undefined, number]>([
		['wav', 50],
		['flac', 50],
		[undefined, 50],
		['mp3', 25],
		['ogg', 25],
	])('of %s is below %i MiB for transcribe-1, and of any size for its successor', async (type, limit) => {
		const small = { size: limit * 1024 * 1024 - 1024, type };
		const large = { size: limit * 1024 * 1024 + 1, type };
		expect(() => checkRecording(small as never, 'transcribe-1')).not.toThrow();
		expect(() => checkRecording({ ...large, size: 60 * 1024 * 1024 } as never, 'transcribe-1-pro')).not.toThrow();
		expect(() => checkRecording(large as never, 'transcribe-1')).toThrow(
			`The recording is ${limit}.1 MiB, and the model 'transcribe-1' takes at most ${limit} MiB`,
		);
		const r = rig([heard('Hi.')]);
		const sent = r.client.transcription.transcribe({ ...memo(), ...large } as never, { model: 'transcribe-1' });
		expect((await failureOf(sent)).kind).toBe('input');
		expect(r.requests).toEqual([]);
	});

	it.each([
		[64_000, 240_000 + 1_000 + 16_000],
		// 55 MiB, an hour of MP3: its upload may take 15 minutes, and its transcript 15 more.
		[55 * 1024 * 1024, 240_000 + 901_120 + 900_000],
	])('has more time the larger it is: %i bytes, %i ms', async (size, timeout) => {
		const r = rig([heard('Hi.')]);
		const recording = {
			...memo(),
			size,
			async *open() {
				yield Buffer.alloc(size);
			},
		};
		await r.client.transcription.transcribe(recording);
		expect(r.requests[0]!.timeout).toBe(timeout);
	});
});

describe('the transcript', () => {
	it('has the words and who says what, without speaker tags', async () => {
		expect(await readingOf(conversation, { timestamps: true, speakers: true })).toEqual({
			text: 'Thanks for joining. [laughter] Happy to be here.',
			seconds: 4.2,
			language: 'English',
			languageCode: 'en',
			words: { entries: conversation.segments, isComplete: true },
			turns: {
				entries: [
					{ speaker: 'speaker 1', text: 'Thanks for joining.', start: 0.16, end: 1.12 },
					{ speaker: 'speaker 2', text: '[laughter] Happy to be here.', start: 2.24, end: 3.2 },
				],
				isComplete: true,
			},
		});
	});

	it.each([
		['<|speaker:0|> Hello.', 'Hello.'],
		['<|speaker:0|>早上好。 <|speaker:1|>早上好，你好吗？ <|speaker:0|>很好。', '早上好。 早上好，你好吗？ 很好。'],
		[' <|speaker:0|>  One  two. <|speaker:12|><|speaker:0|> Three. ', 'One two. Three.'],
		['<|speaker:0|>', ''],
		[' \n', ''],
		['First line.\nSecond line.', 'First line.\nSecond line.'],
		['a <| b |> c, <|speaker:x|>', 'a <| b |> c, <|speaker:x|>'],
	])('of %j is the text %j', async (text, plainText) => {
		expect((await readingOf({ text, duration: 1, segments: [] })).text).toBe(plainText);
	});

	it('is read in linear time; quadratic work on a long one would not end in time', async () => {
		const text = `<|speaker:${'1'.repeat(1_000_000)}${' '.repeat(1_000_000)}<|speaker:`;
		expect((await readingOf({ text, duration: 1 })).text).toHaveLength(1_000_000 + 21);
	});

	const word = { text: 'Hi', start: 0, end: 1 };
	const turn = { ...word, speaker: 'speaker:0' };

	it.each<[string, Record<string, unknown>, Partial<Transcript>]>([
		['no length', { duration: null }, { seconds: undefined }],
		['a length that is none', { duration: '2.5' }, { seconds: undefined }],
		['no language', { language: null, language_code: 5 }, { language: undefined, languageCode: undefined }],
		['no list of words', { segments: null }, { words: { entries: [], isComplete: false } }],
		['words without that field', { segments: undefined }, { words: nothing }],
		['an object of words', { segments: {} }, { words: { entries: [], isComplete: false } }],
		[
			'a word without times',
			{ segments: [word, { text: 'there' }, null] },
			{ words: { entries: [word], isComplete: false } },
		],
		['no list of turns', { speaker_turns: null }, { turns: { entries: [], isComplete: false } }],
		[
			'a turn without a speaker',
			{ speaker_turns: [turn, word] },
			{ turns: { entries: [{ ...turn, speaker: 'speaker 1' }], isComplete: false } },
		],
		[
			'a speaker of another name',
			{ speaker_turns: [{ ...turn, speaker: 'Anna' }] },
			{ turns: { entries: [{ ...turn, speaker: 'Anna' }], isComplete: true } },
		],
		[
			'more than is known',
			{ confidence: 0.9, segments: [{ ...word, confidence: 1 }] },
			{ words: { entries: [word], isComplete: true } },
		],
	])('with %s is read as far as possible, and requested once', async (_, over, expected) => {
		const r = rig([heard('Hi', over)]);
		expect(await r.client.transcription.transcribe(memo(), { timestamps: true, speakers: true })).toMatchObject({
			text: 'Hi',
			...expected,
		});
		expect(r.requests).toHaveLength(1);
	});

	it('is read wherever there is a text, whatever else the answer contains', async () => {
		const entry = fc.oneof(
			fc.jsonValue({ maxDepth: 1 }),
			fc.record({ text: fc.string(), start: fc.float(), end: fc.float(), speaker: fc.string() }),
		);
		const list = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.array(entry));
		const beside = fc.record(
			{ duration: fc.jsonValue(), segments: list, speaker_turns: list, language: fc.jsonValue() },
			{ requiredKeys: [] },
		);
		await fc.assert(
			fc.asyncProperty(fc.string(), beside, async (text, over) => {
				const reading = await readingOf(
					{ ...over, text: `<|speaker:0|>${text}` },
					{ timestamps: true, speakers: true },
				);
				expect(reading.text).not.toContain('<|speaker:0|>');
				for (const { text: said, start, end } of [...reading.words.entries, ...reading.turns.entries]) {
					expect([typeof said, Number.isFinite(start), Number.isFinite(end)]).toEqual(['string', true, true]);
				}
			}),
		);
	});

	it.each<[string, Answer, string, number]>([
		['no text', json({ duration: 1, segments: [] }), 'badAnswer', 1],
		['a text that is none', heard('', { text: null }), 'badAnswer', 1],
		['no object', json('Hi'), 'badAnswer', 1],
		['a web page', plain('<html>', 200, { 'content-type': 'text/html' }), 'badAnswer', 1],
		['no credit', status(402), 'outOfCredit', 1],
	])('fails with %s', async (_, answer, kind, tries) => {
		const r = rig([answer]);
		expect((await failureOf(r.client.transcription.transcribe(memo()))).kind).toBe(kind);
		expect(r.requests).toHaveLength(tries);
	});

	it('that is not complete JSON is requested again', async () => {
		const r = rig([plain('{"text":"H'), heard('Hi.')]);
		expect((await r.client.transcription.transcribe(memo())).text).toBe('Hi.');
		expect(r.requests).toHaveLength(2);
	});

	it.each<[string, Answer | Error]>([
		['a lost connection', failure('disconnected')],
		['an answer that breaks off', broken(heard('Hi.'), 0)],
		['a server that fails', status(503)],
	])('is requested again after %s, with the recording from its beginning', async (_, first) => {
		const recording = memo();
		const r = rig([first, heard('Hi.')]);
		expect((await r.client.transcription.transcribe(recording)).text).toBe('Hi.');
		expect(recording.opened).toBe(2);
		expect(r.requests.every(({ parts }) => parts[0]!.value === 'RIFF a recording')).toBe(true);
	});
});

describe('a failure', () => {
	const coded = (code: number, name: string): Answer =>
		json({ status: code, message: 'some words', code: name, request_id: 'r1' }, code);

	it.each([
		[400, 'invalid_audio', 'refused', 'Fish Audio cannot read the recording'],
		[400, 'audio_too_long', 'refused', 'The recording is too long for Fish Audio'],
		[400, 'audio_too_short', 'refused', 'The recording is too short for Fish Audio'],
		[413, 'request_too_large', 'refused', 'The recording is too large for Fish Audio'],
		[415, 'unsupported_media_type', 'refused', 'Fish Audio does not take recordings in this format'],
		[503, 'upstream_timeout', 'server', 'Fish Audio took too long over the recording'],
		[503, 'excessive_repetition', 'server', 'The transcript repeated itself over and over, so Fish Audio gave up'],
		[503, 'diarization_failed', 'server', 'Fish Audio could not tell who speaks in the recording'],
	])('%i %s has its own message and advice', async (httpStatus, code, kind, message) => {
		const error = await failureOf(rig([coded(httpStatus, code)]).client.transcription.transcribe(memo()));
		expect(error).toMatchObject({ kind, message, facts: { status: httpStatus, code, apiMessage: 'some words' } });
		expect(error.facts.advice).toMatch(/^[A-Z].*\.$/);
	});

	it('advises to switch the speakers off if they could not be separated', async () => {
		const error = await failureOf(
			rig([coded(503, 'diarization_failed')]).client.transcription.transcribe(memo(), { speakers: true }),
		);
		expect(error.facts.advice).toMatch(/'Identify Speakers'/);
	});

	it.each<[string, Answer, string]>([
		['413 without JSON', plain('Payload too large', 413), 'The recording is too large for Fish Audio'],
		['415 without JSON', plain('no', 415), 'Fish Audio does not take recordings in this format'],
		['a code that is not known', coded(400, 'invalid_parameter'), 'Fish Audio refused the request: some words'],
		['a status that is not known', status(418), 'Fish Audio refused the request: status 418'],
		['a key inside a 503', coded(503, 'invalid_api_key'), 'Fish Audio did not accept the API key'],
		['503 that says when to come back', status(503, { 'retry-after': '1' }), 'Fish Audio failed to answer the request'],
		['constructor for a code', coded(400, 'constructor'), 'Fish Audio refused the request: some words'],
		[
			'503 of a service that is not there',
			coded(503, 'upstream_unavailable'),
			'Fish Audio failed to answer the request',
		],
	])('%s has the usual message', async (_, answer, message) => {
		expect((await failureOf(rig([answer]).client.transcription.transcribe(memo()))).message).toBe(message);
	});

	it.each([
		['transcribe-1', /nobody speaks in it, or it is too long for the model 'transcribe-1'$/, /'Transcribe 1 Pro'/],
		['transcribe-1-pro', /^Fish Audio gave up on the recording$/, /where nobody does/],
	] as const)('503 of %s is reported as silence or length, whatever its text', async (model, message, advice) => {
		const words = 'Failed to transcribe audio: upstream ASR service timed out.';
		const header = { 'x-fish-error-code': 'service_unavailable' };
		for (const answer of [
			json({ status: 503, message: words }, 503),
			json({ status: 503, message: words }, 503, header),
			plain('Service Unavailable', 503),
		]) {
			const error = await failureOf(rig([answer]).client.transcription.transcribe(memo(), { model }));
			expect(error.kind).toBe('server');
			expect(error.message).toMatch(message);
			expect(error.facts.advice).toMatch(advice);
		}
	});
});

describe('money', () => {
	it.each<[string, Answer | Error, number, number]>([
		// Failures are free (measured, October 2026): an answered error is not billed.
		['an answered error', json({ status: 503, message: 'no', code: 'upstream_timeout' }, 503), 2, 0],
		['a gateway that lost sight of the server', status(504), 2, 2],
		['a refusal', status(400), 1, 0],
		['an answer of another form', json({}), 1, 1],
		['an answer that breaks off', broken(heard('Hi.'), 0), 2, 2],
		['a server that does not answer', failure('timeout'), 2, 2],
	])(
		'%s: requested as often as makes sense, and reported with the requests that may be billed',
		async (_, answer, tries, billed) => {
			const r = rig([answer]);
			const { facts } = await failureOf(r.client.transcription.transcribe(memo()));
			expect([r.requests.length, facts.mayBeBilled ?? 0]).toEqual([tries, billed]);
		},
	);
});

describe('the samples of a voice', () => {
	const samples = (count: number) => Array.from({ length: count }, (_, number) => file(`sample ${number}`));
	const echo = { delay: 100 };
	const listening = (request: { parts: Array<{ value: string }> }): Answer => ({
		...heard(request.parts[0]!.value),
		...echo,
	});

	it('are transcribed several at a time within the limit, and stay in order', async () => {
		const r = rig((request) => ({ ...listening(request), delay: request.number === 1 ? 1_000 : 100 }), {
			concurrency: 3,
		});
		const texts = await r.client.transcription.transcribeSamples(samples(8));
		expect(texts).toEqual(samples(8).map((_, number) => `sample ${number}`));
		expect(r.mostInFlight()).toBe(3);
	});

	it('have no speaker tags and sounds, which are not spoken', async () => {
		const r = rig([heard('<|speaker:0|> Hello. <|speaker:1|> There.')]);
		expect(await r.client.transcription.transcribeSamples(samples(1))).toEqual(['Hello. There.']);
		expect(r.requests[0]!.headers).toEqual({ model: 'transcribe-1-pro' });
		expect(r.requests[0]!.parts).toContainEqual({ name: 'tag_audio_events', value: 'false' });
	});

	it('fail if nothing is said in one, and no further one is sent', async () => {
		const r = rig((request) => (request.number === 2 ? heard('<|speaker:0|> ') : listening(request)), {
			concurrency: 2,
		});
		const error = await failureOf(r.client.transcription.transcribeSamples(samples(9)));
		expect(error).toMatchObject({ kind: 'input', message: 'Fish Audio heard nothing said in sample 2' });
		await r.clock.sleep(60_000);
		expect(r.requests.length).toBeLessThan(5);
	});

	it.each<[Answer, string, string]>([
		[status(400), 'refused', 'Fish Audio refused the request: status 400'],
		[
			json({ status: 400, message: 'no', code: 'audio_too_short' }, 400),
			'refused',
			'The recording is too short for Fish Audio',
		],
		[
			json({ status: 503, message: 'no', code: 'excessive_repetition' }, 503),
			'server',
			'The transcript repeated itself over and over, so Fish Audio gave up',
		],
	])('fail with the number of the one that could not be transcribed', async (answer, kind, message) => {
		const r = rig((request) => (request.parts[0]!.value === 'sample 1' ? answer : listening(request)), {
			concurrency: 1,
		});
		const refused = await failureOf(r.client.transcription.transcribeSamples(samples(3)));
		expect(refused).toMatchObject({ kind, message: `Sample 2 was not transcribed: ${message}` });
	});

	it('fail without a number for other reasons', async () => {
		const broke = await failureOf(rig([status(402)]).client.transcription.transcribeSamples(samples(1)));
		expect(broke.message).toBe('The account has no API credit left');
	});

	it('count what the others may have cost if one fails, or nothing is said in it', async () => {
		const failed = await failureOf(
			rig([heard('One.'), heard('Two.'), status(402)], { concurrency: 1 }).client.transcription.transcribeSamples(
				samples(3),
			),
		);
		expect(failed).toMatchObject({ kind: 'outOfCredit', facts: { mayBeBilled: 2 } });
		const silent = await failureOf(
			rig([heard('One.'), heard('')], { concurrency: 1 }).client.transcription.transcribeSamples(samples(2)),
		);
		expect(silent).toMatchObject({ kind: 'input', facts: { mayBeBilled: 2 } });
		const unbilled = await failureOf(rig([status(402)]).client.transcription.transcribeSamples(samples(2)));
		expect(unbilled.facts.mayBeBilled).toBeUndefined();
	});
});

it('a word or a turn that ends before it begins has no length', async () => {
	const said = { text: 'Hi.', start: 5, end: 1 };
	const { words, turns } = await readingOf({
		text: 'Hi.',
		duration: 6,
		segments: [said],
		speaker_turns: [{ ...said, speaker: 'speaker:0' }],
	});
	expect([words.entries[0], turns.entries[0]]).toMatchObject([
		{ start: 5, end: 5 },
		{ start: 5, end: 5 },
	]);
});
