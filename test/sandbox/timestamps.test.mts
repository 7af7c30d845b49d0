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

describe.each(['espeak', 'tone'])('by %s', (speech) => {
	beforeEach(() => sandbox.settings({ speech }));

	test.each([
		['mp3', {}],
		['wav', {}],
		['wav', { sample_rate: 8000 }],
		['pcm', {}],
		['opus', {}],
	])('%s %j: the audio of /v1/tts, in events of the contract', async (format, more) => {
		const request = { text: LONG, format, chunk_length: 100, ...more };
		const { status, headers, events } = await speakTimed(sandbox, request);
		expect([status, headers.get('content-type'), headers.get('transfer-encoding')]).toEqual([200, 'text/event-stream', 'chunked']);
		for (const event of events) expect(answerProblems(TIMED, 'post', 200, event, 'text/event-stream')).toBeNull();
		expect(audioIn(events).equals(await sandbox.ttsBytes(request))).toBe(true);
		expect(wordsIn(events).map(({ text }) => text)).toEqual(LONG.split(' '));
	});

	test('words come one after the other, inside the audio', async () => {
		const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
		let before = 0;
		for (const { start, end } of wordsIn(events)) {
			expect(start).toBeGreaterThanOrEqual(before - 0.0002);
			expect(end).toBeGreaterThan(start);
			before = end;
		}
		expect(before).toBeCloseTo(secondsOf(audioIn(events)), 3);
	});

	test('between two sentences there is silence, just where the words say', async () => {
		const { events } = await speakTimed(sandbox, { text: LONG, ...pcm });
		const words = wordsIn(events);
		const samples = samplesOf(audioIn(events));
		const next = words.findIndex(({ text }) => text === 'It');
		const between = samples.subarray(Math.round(words[next - 1]!.end * 16_000) + 2, Math.round(words[next]!.start * 16_000) - 2);
		expect(between.length / 16_000).toBeCloseTo(0.15, 2);
		expect(peakOf(between)).toBe(0);
	});
});

test('WAV with placeholder sizes is the same, too', async () => {
	await sandbox.settings({ wavPlaceholders: true });
	const request = { text: LONG, format: 'wav' };
	expect(audioIn((await speakTimed(sandbox, request)).events).equals(await sandbox.ttsBytes(request))).toBe(true);
});

test('a snapshot replaces the one before: who appends them has words twice', async () => {
	await sandbox.settings({ speech: 'espeak' });
	const { events } = await speakTimed(sandbox, { text: LINE, ...pcm });
	const snapshots = events.filter(({ alignment }) => alignment !== null);
	expect(snapshots.length).toBeGreaterThan(1);
	const appended = snapshots.flatMap(({ alignment }) => alignment!.segments);
	expect(appended.length).toBeGreaterThan(wordsIn(events).length);
	const sizes = snapshots.map(({ alignment }) => alignment!.segments.length);
	expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
	// The last word of an early snapshot may still be going on.
	const last = snapshots.at(-1)!.alignment!.segments;
	const changed = snapshots.filter(({ alignment }) => alignment!.segments.at(-1)!.end < last[alignment!.segments.length - 1]!.end);
	expect(changed.length).toBeGreaterThan(0);
});

test('now and then there is no snapshot, and a last one may come without audio', async () => {
	const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
	expect(events[0]!.alignment).toBeNull();
	const silent = events.filter(({ audio_base64 }) => audio_base64 === '');
	expect(silent.length).toBeGreaterThan(0);
	for (const { alignment } of silent) expect(alignment).not.toBeNull();
	// A reader that joins the base64 instead of the bytes gets other audio.
	expect(events.some(({ audio_base64 }) => audio_base64.endsWith('='))).toBe(true);
});

test('long text comes in chunks, each timed by itself', async () => {
	const { events } = await speakTimed(sandbox, { text: LONG, chunk_length: 100, ...pcm });
	const chunks = [...alignmentsIn(events).values()];
	expect(chunks.map(({ chunk_seq }) => chunk_seq)).toEqual([...chunks.keys()]);
	expect(chunks.length).toBeGreaterThan(6);
	expect(chunks.map(({ content }) => content).join('')).toBe(LONG);
	for (const { content } of chunks) expect(content.length).toBeLessThanOrEqual(100);
	expect(chunks[0]!.chunk_audio_offset_sec).toBe(0);
	for (const [index, { alignment, chunk_audio_offset_sec: offset }] of chunks.entries()) {
		expect(alignment!.segments[0]!.start).toBe(0);
		expect(alignment!.segments.at(-1)!.end).toBe(alignment!.audio_duration);
		expect(offset + alignment!.audio_duration).toBeLessThanOrEqual(chunks[index + 1]?.chunk_audio_offset_sec ?? Infinity);
	}
	const one = await speakTimed(sandbox, { text: LINE, ...pcm });
	expect(alignmentsIn(one.events).size).toBe(1);
});

test('cues and speaker tags are no words', async () => {
	const text = '[happy] Hello there. <|speaker:0|>(softly) Is a < b? [laughing]';
	const { events } = await speakTimed(sandbox, { text, ...pcm });
	expect(wordsIn(events).map((word) => word.text)).toEqual(['Hello', 'there.', 'Is', 'a', '<', 'b?']);
	expect(events[0]!.content).toBe('[happy] Hello there. <|speaker:0|>(softly) Is a < b? ');
	const chinese = await speakTimed(sandbox, { text: '你好，世界。', ...pcm });
	expect(wordsIn(chinese.events).map((word) => word.text)).toEqual(['你', '好，世', '界。']);
	const wordless = await speakTimed(sandbox, { text: '[laughing]', ...pcm });
	expect(wordless.events.map(({ alignment, content }) => [alignment, content])).toContainEqual([null, '[laughing]']);
	expect(alignmentsIn(wordless.events).size).toBe(0);
});

test.each(['espeak', 'tone'])('each voice of a dialogue is heard in its own lines, by %s', async (speech) => {
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

test('an instant clone is timed as well', async () => {
	const references = [{ audio: new Uint8Array(wavOf(200, 2)), text: 'aaa' }];
	const { status, events } = await speakTimed(sandbox, { text: LINE, references, ...pcm });
	expect(status).toBe(200);
	expect(pitchOf(samplesOf(audioIn(events)), 16_000)).toBeCloseTo(200, -1);
});
