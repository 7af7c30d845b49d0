import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { wavOf } from './api.mts';
import { answerProblems } from './contract.mts';
import { alignmentsIn, audioIn, speakTimed, TIMED, wordsIn } from './events.mts';
import { peakOf, pitchOf, samplesOf } from './sound.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0 });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ speech: 'tone' }));

const LINE = 'Hello Anna, your order number forty two has shipped. It will arrive on Monday, we hope. Häppy?';
const LONG = `${LINE} `.repeat(8).trim();
const pcm = { format: 'pcm', sample_rate: 16_000 };
const secondsOf = (audio: Buffer) => audio.length / 2 / 16_000;

/** The step of times, in seconds. */
const STEP = { espeak: 0.08, tone: 0.001 };

describe.each(['espeak', 'tone'] as const)('by %s', (speech) => {
	beforeEach(() => sandbox.settings({ speech }));

	test.each([
		['mp3', {}],
		['wav', {}],
		['wav', { sample_rate: 8000 }],
		['pcm', {}],
		['opus', {}],
	])('%s %j: events fit the contract and contain the audio of /v1/tts', async (format, more) => {
		const request = { text: LONG, format, chunk_length: 100, ...more };
		const { status, headers, events } = await speakTimed(sandbox, request);
		expect([status, headers.get('content-type'), headers.get('transfer-encoding')]).toEqual([
			200,
			'text/event-stream',
			'chunked',
		]);
		for (const event of events) expect(answerProblems(TIMED, 'post', 200, event, 'text/event-stream')).toBeNull();
		expect(audioIn(events).equals(await sandbox.ttsBytes(request))).toBe(true);
		expect(wordsIn(events).map(({ text }) => text)).toEqual(LONG.replace(/[.,?]/g, '').split(' '));
	});

	test('words follow each other within the audio', async () => {
		const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
		let before = 0;
		for (const { start, end } of wordsIn(events)) {
			expect(start).toBeGreaterThanOrEqual(before - 0.0002);
			expect(end).toBeGreaterThanOrEqual(start);
			before = end;
		}
		const after = secondsOf(audioIn(events)) - before;
		expect(after).toBeGreaterThanOrEqual(0);
		expect(after).toBeLessThan(STEP[speech]);
	});

	test('silence between sentences is where the word times say', async () => {
		const { events } = await speakTimed(sandbox, { text: LONG, ...pcm });
		const words = wordsIn(events);
		const samples = samplesOf(audioIn(events));
		const next = words.findIndex(({ text }) => text === 'It');
		const gap = words[next]!.start - words[next - 1]!.end;
		expect(Math.abs(gap - 0.15)).toBeLessThan(STEP[speech] * 1.5);
		const middle = Math.round((words[next - 1]!.end + gap / 2) * 16_000);
		expect(peakOf(samples.subarray(middle - 160, middle + 160))).toBe(0);
	});
});

test('a snapshot replaces the previous one, so appending them would repeat words', async () => {
	await sandbox.settings({ speech: 'espeak' });
	const { events } = await speakTimed(sandbox, { text: LINE, ...pcm });
	const snapshots = events.filter(({ alignment }) => alignment !== null);
	expect(snapshots.length).toBeGreaterThan(1);
	const appended = snapshots.flatMap(({ alignment }) => alignment!.segments);
	expect(appended.length).toBeGreaterThan(wordsIn(events).length);
	const sizes = snapshots.map(({ alignment }) => alignment!.segments.length);
	expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
	// The last word of an early snapshot may still continue.
	const last = snapshots.at(-1)!.alignment!.segments;
	const changed = snapshots.filter(
		({ alignment }) => alignment!.segments.at(-1)!.end < last[alignment!.segments.length - 1]!.end,
	);
	expect(changed.length).toBeGreaterThan(0);
});

test('some events have no snapshot, and a last one may have no audio', async () => {
	const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
	expect(events[0]!.alignment).toBeNull();
	const silent = events.filter(({ audio_base64 }) => audio_base64 === '');
	expect(silent.length).toBeGreaterThan(0);
	for (const { alignment } of silent) expect(alignment).not.toBeNull();
	// Joining the base64 instead of the bytes would give other audio.
	expect(events.some(({ audio_base64 }) => audio_base64.endsWith('='))).toBe(true);
});

test('a long text comes in chunks with separate times', async () => {
	const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
	const chunks = [...alignmentsIn(events).values()];
	expect(chunks.map(({ chunk_seq }) => chunk_seq)).toEqual([...chunks.keys()]);
	expect(chunks.length).toBeGreaterThan(6);
	expect(chunks.map(({ content }) => content).join('')).toBe(LONG);
	for (const { content } of chunks) expect(content.length).toBeLessThanOrEqual(100);
	expect(chunks[0]!.chunk_audio_offset_sec).toBe(0);
	for (const [index, { alignment, chunk_audio_offset_sec: offset }] of chunks.entries()) {
		expect(alignment!.segments[0]!.start).toBe(0);
		expect(alignment!.audio_duration - alignment!.segments.at(-1)!.end).toBeCloseTo(0, 2);
		expect(offset + alignment!.audio_duration).toBeLessThanOrEqual(
			chunks[index + 1]?.chunk_audio_offset_sec ?? Infinity,
		);
	}
	const one = await speakTimed(sandbox, { text: LINE, ...pcm });
	expect(alignmentsIn(one.events).size).toBe(1);
});

const segmentsOf = async (text: string, model?: string) => {
	const { events } = await speakTimed(sandbox, { text, ...pcm }, model);
	return wordsIn(events).map((word) => word.text);
};

test.each<[text: string, segments: string[]]>([
	[
		'I can’t believe it’s been this long. It’s me!',
		['I', "can't", 'believe', 'its', 'been', 'this', 'long', 'Its', 'me'],
	],
	["Don't. I won't; they'll – o'clock.", ["Don't", 'I', 'wont', 'theyll', 'oclock']],
	['“Well-known,” (she) said: 42 of 3.5 % — ok…', ['Wellknown', 'she', 'said', '42', 'of', '35', 'ok']],
	['你好，世界。很好', [...'你好世界很好']],
	['私はアンナです。コーヒー！', [...'私はアンナですコーヒー']],
	['Hello 世界, Häppy Straße', ['Hello', '世', '界', 'Häppy', 'Straße']],
	['안녕하세요, 반갑습니다.', ['안녕하세요', '반갑습니다']],
	['Привет, мир! नमस्ते, दुनिया।', ['Привет', 'мир', 'नमस्ते', 'दुनिया']],
	['[happy] Hello there. <|speaker:0|>Is a < b? [laughing]', ['Hello', 'there', 'Is', 'a', 'b']],
	['Say <|phoneme_start|>EH1 N<|phoneme_end|> now.', ['Say', 'ehn', 'now']],
])('a segment is a word without punctuation, or a character in Chinese and Japanese: %s', async (text, segments) => {
	expect(await segmentsOf(text)).toEqual(segments);
});

test('content has all punctuation, but no cue at its beginning', async () => {
	const contentOf = async (text: string, model?: string) =>
		(await speakTimed(sandbox, { text, ...pcm }, model)).events[0]!.content;
	expect(await contentOf('[happy] I can’t — “believe” it…')).toBe('I can’t — “believe” it…');
	expect(await contentOf('[happy][in a hurry tone]  Hi.')).toBe('Hi.');
	expect(await contentOf('(happy) Hi.', 's1')).toBe('Hi.');
	expect(await contentOf('(happy) Hi.')).toBe('(happy) Hi.');
	expect(await contentOf('Hi [pause] there.')).toBe('Hi [pause] there.');
	const wordless = await speakTimed(sandbox, { text: '[laughing]', ...pcm });
	expect(wordless.events.map(({ alignment, content }) => [alignment, content])).toContainEqual([null, '']);
	expect(alignmentsIn(wordless.events).size).toBe(0);
});

test('the content of only some chunks has speaker tags and cues in the middle', async () => {
	const text =
		'<|speaker:0|>Hello there, my [sighing] friend, this is a line of some length that goes on and on. '.repeat(4);
	const { events } = await speakTimed(sandbox, { text, chunk_length: 100, ...pcm });
	const contents = [...alignmentsIn(events).values()].map(({ content }) => content);
	expect(contents.map((content) => content.includes('[sighing]') && content.includes('<|speaker:0|>'))).toEqual([
		true,
		false,
		true,
		false,
	]);
	expect(contents.map((content) => content.includes('[') || content.includes('<|'))).toEqual([
		true,
		false,
		true,
		false,
	]);
});

test('times are multiples of a step: a word may have no length, and gaps occur', async () => {
	await sandbox.settings({ speech: 'espeak' });
	const { events } = await speakTimed(sandbox, { text: LONG, ...pcm });
	for (const { alignment } of alignmentsIn(events).values()) {
		for (const { start, end } of alignment!.segments)
			for (const time of [start, end]) expect(time).toBeCloseTo(Math.round(time / STEP.espeak) * STEP.espeak, 6);
	}
	const words = wordsIn(events);
	expect(words.filter((word, index) => index > 0 && word.start > words[index - 1]!.end).length).toBeGreaterThan(3);
	const short = wordsIn(
		(await speakTimed(sandbox, { text: 'I a I a I a I a I a I a.', ...pcm, prosody: { speed: 2 } })).events,
	);
	expect(short.some(({ start, end }) => start === end)).toBe(true);
});

test('the stream ends without [DONE]', async () => {
	const { bytes } = await speakTimed(sandbox, { text: LINE });
	expect(bytes.toString()).not.toContain('[DONE]');
});

test.each(['espeak', 'tone'])('each voice of a dialogue speaks its own lines, by %s', async (speech) => {
	await sandbox.settings({ speech });
	const { ids } = await sandbox.seedVoices({ count: 2 });
	await sandbox.patchVoice(ids[0]!, { pitchHz: 85 });
	await sandbox.patchVoice(ids[1]!, { pitchHz: 230 });
	const lines = [0, 1, 0].map((speaker) => `<|speaker:${speaker}|>${LINE.repeat(2)}`);
	const { events } = await speakTimed(sandbox, { text: lines.join('\n'), reference_id: ids, ...pcm });
	const samples = samplesOf(audioIn(events));
	const words = wordsIn(events);
	const third = words.length / 3;
	const pitches = [0, 1, 2].map((line) => {
		const [first, last] = [words[line * third]!, words[(line + 1) * third - 1]!];
		return pitchOf(samples.subarray(Math.round(first.start * 16_000), Math.round(last.end * 16_000)), 16_000);
	});
	expect(pitches[0]).toBeLessThan(120);
	expect(pitches[1]).toBeGreaterThan(190);
	expect(pitches[2]).toBeLessThan(120);
});

test('an instant clone is timed, too', async () => {
	const references = [{ audio: new Uint8Array(wavOf(200, 2)), text: 'aaa' }];
	const { status, events } = await speakTimed(sandbox, { text: LINE, references, ...pcm });
	expect(status).toBe(200);
	expect(pitchOf(samplesOf(audioIn(events)), 16_000)).toBeCloseTo(200, -1);
});
