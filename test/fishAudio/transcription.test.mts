import { mostRecordingBytes } from '../../fishAudio/transcription.ts';
import { broken, failure, failureOf, file, json, plain, rig, status, type Answer } from '../support/scriptedSend.mts';

const heard = (text: string, over: Record<string, unknown> = {}): Answer => json({ text, duration: 2.5, segments: [], ...over });
const memo = () => file('RIFF a recording', 'memo.wav');
const large = () => ({ ...memo(), size: mostRecordingBytes + 1 });

describe('a recording', () => {
	it('is sent as a file, without times unless they are wanted', async () => {
		const r = rig([heard(' Hello. ', { language: 'English', language_code: 'en' })]);
		expect(await r.client.transcription.transcribe(memo())).toEqual({ text: 'Hello.', seconds: 2.5, language: 'English', languageCode: 'en', segments: [] });
		expect(r.asked()).toEqual(['POST /v1/asr']);
		expect(r.requests[0]!.parts).toEqual([
			{ name: 'audio', value: 'RIFF a recording', fileName: 'memo.wav', mimeType: 'audio/wav' },
			{ name: 'ignore_timestamps', value: 'true' },
		]);
	});

	it('comes back with the times of its segments, and without a language where none was found', async () => {
		const r = rig([heard('Hi.', { segments: [{ text: ' Hi.', start: 0.5, end: 1 }], language: null })]);
		expect(await r.client.transcription.transcribe(memo(), { timestamps: true, language: 'de' })).toEqual({
			text: 'Hi.', seconds: 2.5, language: undefined, languageCode: undefined, segments: [{ text: 'Hi.', start: 0.5, end: 1 }],
		});
		expect(r.requests[0]!.parts.slice(1)).toEqual([{ name: 'language', value: 'de' }, { name: 'ignore_timestamps', value: 'false' }]);
	});

	it('is not sent where it is too large, or the language is none', async () => {
		const r = rig([heard('Hi.')]);
		const error = await failureOf(r.client.transcription.transcribe(large()));
		expect(error).toMatchObject({ kind: 'input', message: 'The recording weighs 20.1 MB, and at most 20 MB can be transcribed' });
		expect(error.facts.advice).toMatch(/MP3/);
		expect((await failureOf(r.client.transcription.transcribe(memo(), { language: 'German' }))).kind).toBe('input');
		expect(r.requests).toEqual([]);
	});

	it.each<[string, Answer, string, number]>([
		['no text', json({ duration: 1, segments: [] }), 'badAnswer', 1],
		['no length', heard('Hi', { duration: null }), 'badAnswer', 1],
		['segments that are none', heard('Hi', { segments: [{ text: 'Hi' }] }), 'badAnswer', 1],
		['no list of segments', heard('Hi', { segments: {} }), 'badAnswer', 1],
		['no object', json('Hi'), 'badAnswer', 1],
		['no JSON', plain('{"text":"H'), 'incomplete', 2],
		['a web page', plain('<html>', 200, { 'content-type': 'text/html' }), 'badAnswer', 1],
		['no credit', status(402), 'outOfCredit', 1],
	])('fails on an answer with %s', async (_, answer, kind, tries) => {
		const r = rig([answer]);
		expect((await failureOf(r.client.transcription.transcribe(memo()))).kind).toBe(kind);
		expect(r.requests).toHaveLength(tries);
	});

	it('is sent again, from its beginning, after a failure in passing', async () => {
		for (const passing of [failure('disconnected'), broken(heard('Hi.'), 0), status(503)]) {
			const recording = memo();
			const r = rig([passing, heard('Hi.')]);
			expect((await r.client.transcription.transcribe(recording)).text).toBe('Hi.');
			expect(recording.opened).toBe(2);
			expect(r.requests.every(({ parts }) => parts[0]!.value === 'RIFF a recording')).toBe(true);
		}
	});
});

describe('the samples of a voice', () => {
	const samples = (count: number) => Array.from({ length: count }, (_, number) => file(`sample ${number}`));
	const echo = { delay: 100 };
	const listening = (request: { parts: Array<{ value: string }> }): Answer => ({ ...heard(request.parts[0]!.value), ...echo });

	it('are transcribed several at a time, within the limit, and come in their order', async () => {
		const r = rig((request) => ({ ...listening(request), delay: request.number === 1 ? 1_000 : 100 }), { concurrency: 3 });
		const texts = await r.client.transcription.transcribeSamples(samples(8));
		expect(texts).toEqual(samples(8).map((_, number) => `sample ${number}`));
		expect(r.mostInFlight()).toBe(3);
	});

	it('fail where nothing is said in one, and no further one is begun', async () => {
		const r = rig((request) => (request.number === 2 ? heard(' ') : listening(request)), { concurrency: 2 });
		const error = await failureOf(r.client.transcription.transcribeSamples(samples(9)));
		expect(error).toMatchObject({ kind: 'input', message: 'Fish Audio heard nothing said in sample 2' });
		await r.clock.sleep(60_000);
		expect(r.requests.length).toBeLessThan(5);
	});

	it('fail with the number of the one that is refused, and as ever for other reasons', async () => {
		const refusing = rig((request) => (request.number === 2 ? status(400) : listening(request)), { concurrency: 1 });
		const refused = await failureOf(refusing.client.transcription.transcribeSamples(samples(3)));
		expect(refused).toMatchObject({ kind: 'refused', message: 'Sample 2 was not transcribed: Fish Audio refused the request: status 400', facts: { status: 400 } });
		const broke = await failureOf(rig([status(402)]).client.transcription.transcribeSamples(samples(1)));
		expect(broke.message).toBe('The account has no API credit left');
	});
});
