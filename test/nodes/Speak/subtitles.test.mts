import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { decoded } from '../../support/decode.mts';
import type { NodeRun } from '../../support/engine.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { setStage, type Stage } from '../../support/stage.mts';

const stage = setStage();
const inMemory = setStage({}, { binaryMode: 'default' });

interface Cue {
	text: string;
	speaker?: string;
	start: number;
	end: number;
	plannedStart: number;
	plannedEnd: number;
	speed: number;
	late: number;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A time of a subtitle file. */
function clock(seconds: number): string {
	const ms = Math.round(seconds * 1000);
	const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, ms % 60_000];
	return `${two(hours)}:${two(minutes)}:${two(Math.floor(rest / 1000))},${String(rest % 1000).padStart(3, '0')}`;
}

const srt = (...captions: Array<[start: number, end: number, text: string]>): string =>
	captions.map(([start, end, text], at) => `${at + 1}\n${clock(start)} --> ${clock(end)}\n${text}\n`).join('\n');

/** Short texts with much time. */
const easy = srt([1, 5, 'Good morning.'], [6, 10, 'How are you?'], [12, 17.5, 'See you.']);
const easyTexts = ['Good morning.', 'How are you?', 'See you.'];

const speak = async (parameters: INodeParameters, on: Stage = stage): Promise<NodeRun> =>
	await on.engine.runNode('speak', { textSource: 'subtitles', subtitles: easy, ...parameters });

const cuesOf = ({ items }: NodeRun): Cue[] => items[0]!.json.cues as unknown as Cue[];

const requestsOf = async (on = stage): Promise<Array<Record<string, unknown>>> =>
	(await on.sandbox.requests()).map(({ body }) => body as Record<string, unknown>);

const textsSpoken = async (on = stage): Promise<string[]> =>
	(await requestsOf(on)).map(({ text }) => String(text)).sort();

/** Seconds at which sound begins after at least a quarter of a second of silence. */
function beginsIn(sound: Float32Array, rate: number): number[] {
	const found: number[] = [];
	let silent = Infinity;
	for (const [at, value] of sound.entries()) {
		if (Math.abs(value) < 0.002) silent += 1;
		else {
			if (silent > rate / 4) found.push(at / rate);
			silent = 0;
		}
	}
	return found;
}

describe.each([
	['on disk', stage],
	['in memory', inMemory],
])('a track of subtitles, with the binary data %s', (_, on) => {
	test.each([
		['wav', 44_100, 44],
		['pcm', 44_100, 0],
		['phone', 8_000, 44],
	])('has each caption at its time, to the sample: %s', async (format, rate, header) => {
		const run = await speak({ format }, on);
		expect(run.error).toBeUndefined();
		expect(await textsSpoken(on)).toEqual([...easyTexts].sort());
		const bytes = await on.engine.bytesOf(run.items[0]);
		expect(bytes.length).toBe(header + 17.5 * rate * 2);
		if (header) expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, bytes.length - 44]);
		for (const [at, text] of easyTexts.entries()) {
			const sound = await on.sandbox.ttsBytes({ text, format: 'pcm', sample_rate: rate }, 's2.1-pro');
			const from = header + [1, 6, 12][at]! * rate * 2;
			expect(bytes.subarray(from, from + sound.length).equals(sound)).toBe(true);
		}
		expect(run.items[0]!.json).toMatchObject({
			parts: 3,
			seconds: 17.5,
			bytes: bytes.length,
			textBytes: easyTexts.join('').length,
		});
		expect(
			cuesOf(run).map(({ text, start, plannedStart, plannedEnd, speed, late }) => [
				text,
				start,
				plannedStart,
				plannedEnd,
				speed,
				late,
			]),
		).toEqual([
			['Good morning.', 1, 1, 5, 1, 0],
			['How are you?', 6, 6, 10, 1, 0],
			['See you.', 12, 12, 17.5, 1, 0],
		]);
	});

	test.each([
		['mp3', {}],
		['mp3', { sampleRate: 32_000, mp3Bitrate: 64 }],
		['opus', {}],
	])('has each caption at its time, to the frame: %s %j', async (format, sound) => {
		const run = await speak({ format, sound }, on);
		expect(run.error).toBeUndefined();
		const [track] = await decoded([await on.engine.bytesOf(run.items[0])]);
		const frame = format === 'mp3' ? 1152 / track!.rate : 0.02;
		expect(Math.abs(track!.sound.length / track!.rate - 17.5)).toBeLessThanOrEqual(2 * frame);
		expect(Math.abs(Number(run.items[0]!.json.seconds) - 17.5)).toBeLessThanOrEqual(frame);
		const begins = beginsIn(track!.sound, track!.rate);
		expect(begins).toHaveLength(3);
		for (const [at, begin] of begins.entries())
			expect(Math.abs(begin - [1, 6, 12][at]!)).toBeLessThanOrEqual(3 * frame);
		for (const [at, { start, late }] of cuesOf(run).entries()) {
			expect(Math.abs(start - [1, 6, 12][at]!)).toBeLessThanOrEqual(frame);
			expect(late).toBe(0);
		}
	});

	test('is one file in the store beside those of its captions', async () => {
		const before = await on.storedFiles();
		await speak({ format: 'mp3' }, on);
		expect((await on.storedFiles()) - before).toBe(on === inMemory ? 0 : 4);
	});
});

describe('speakers', () => {
	const seeded = async (): Promise<{ ids: string[]; speakers: INodeParameters }> => {
		const { ids } = await stage.sandbox.seedVoices({ count: 2 });
		const speaker = ids.map((id, at) => ({ name: ['Anna', 'Ben'][at]!, voice: { __rl: true, mode: 'id', value: id } }));
		return { ids, speakers: { voiceSource: 'speakers', speakers: { speaker } } };
	};

	test.each([
		['names', srt([0, 4, 'Anna: Hello.'], [5, 9, 'Ben: Hi.'], [10, 14, 'Nice day.'])],
		[
			'voice tags',
			'WEBVTT\n\n00:00.000 --> 00:04.000\n<v Anna>Hello.\n\n00:05.000 --> 00:09.000\n<v Ben>Hi.\n\n' +
				'00:10.000 --> 00:14.000\n<v Ben>Nice day.\n',
		],
	])('are chosen by %s, with any model', async (_, subtitles) => {
		const { ids, speakers } = await seeded();
		const run = await speak({
			...speakers,
			subtitles,
			model: 's1',
			format: 'wav',
			captions: 'srt',
			options: { includeWords: true },
		});
		expect(run.error).toBeUndefined();
		const sent = (await requestsOf()).map(({ text, reference_id: id }) => [text, id]).sort();
		expect(sent).toEqual([
			['Hello.', ids[0]],
			['Hi.', ids[1]],
			['Nice day.', ids[1]],
		]);
		expect(cuesOf(run).map(({ speaker, start }) => [speaker, start])).toEqual([
			['Anna', 0],
			['Ben', 5],
			['Ben', 10],
		]);
		const words = run.items[0]!.json.words as IDataObject[];
		expect(words.map(({ text, speaker }) => `${String(speaker)} ${String(text)}`)).toEqual([
			'Anna Hello.',
			'Ben Hi.',
			'Ben Nice',
			'Ben day.',
		]);
		const captions = (await stage.engine.bytesOf(run.items[0], 'data_srt')).toString();
		expect(captions).toContain('Anna: Hello.');
		expect(captions).toMatch(/00:00:05,\d{3} --> /);
		expect(run.items[0]!.json).toMatchObject({ speakers: ids, voiceId: null });
	});

	test.each([
		['nobody first', srt([0, 2, 'Hello.']), "'Subtitles' does not say who speaks first", 'Anna: Hello!'],
		[
			'an unknown name',
			srt([0, 2, 'Anna: Hello.'], [3, 4, 'Bob: Hi.']),
			"The caption at line 6 of 'Subtitles' is spoken by 'Bob', but 'Speakers' has no such name",
			'The speakers are: Anna, Ben.',
		],
	])('%s is refused before anything is sent', async (_, subtitles, message, advice) => {
		const { speakers } = await seeded();
		const { error } = await speak({ ...speakers, subtitles });
		expect(error).toMatchObject({ message: `${message} [item 0]`, description: expect.stringContaining(advice) });
		expect(await requestsOf()).toEqual([]);
	});
});

/** The second caption has far too little time, the third enough. */
const long = Array(10).fill('This sentence takes rather long to say, even in a hurry.').join(' ');
const tight = srt([0, 2, 'Hello.'], [2.5, 4, long], [4.2, 9, 'Yes.'], [20, 22, 'No.']);

describe('When Too Long', () => {
	test('Speak Faster speaks again what is too long, and the next one begins late', async () => {
		const run = await speak({ subtitles: tight, format: 'wav' });
		expect(run.error).toBeUndefined();
		expect(await textsSpoken()).toEqual(['Hello.', 'No.', long, long, 'Yes.'].sort());
		const speeds = (await requestsOf()).map(({ prosody }) => (prosody as { speed?: number } | undefined)?.speed);
		expect(speeds.filter((speed) => speed !== undefined)).toEqual([1.25]);
		const cues = cuesOf(run);
		expect(cues.map(({ speed }) => speed)).toEqual([1, 1.25, 1, 1]);
		expect(cues[2]!.late).toBeGreaterThan(0);
		expect(cues[2]!.start).toBeCloseTo(cues[1]!.end, 2);
		expect(cues[2]!.late).toBeCloseTo(cues[2]!.start - 4.2, 2);
		expect(cues[3]).toMatchObject({ start: 20, late: 0 });
		const bytes = 'Hello.No.Yes.'.length + 2 * long.length;
		expect(run.items[0]!.json).toMatchObject({ textBytes: bytes, costUsd: expect.closeTo((bytes * 15) / 1e6, 9) });
		expect(hintTextsOf(run)).toContainEqual(expect.stringMatching(/^1 caption begins later .* by up to \d\.\d s/));
	});

	test('Speak Faster keeps to Fastest Speed, and goes on from Speed', async () => {
		await speak({ subtitles: tight, format: 'wav', fastestSpeed: 1.5, sound: { speed: 1.2 } });
		const speeds = (await requestsOf()).map(({ prosody }) => (prosody as { speed: number }).speed);
		expect(speeds.sort()).toEqual([1.2, 1.2, 1.2, 1.2, 1.5]);
	});

	test('Move the Next speaks everything once', async () => {
		const run = await speak({ subtitles: tight, format: 'wav', whenTooLong: 'moveNext' });
		expect(run.error).toBeUndefined();
		expect(await textsSpoken()).toHaveLength(4);
		expect(cuesOf(run)[2]!.start).toBeCloseTo(cuesOf(run)[1]!.end, 2);
		expect(cuesOf(run)[3]).toMatchObject({ start: 20, late: 0 });
		expect(run.items[0]!.json.seconds).toBe(22);
	});

	test('Error lists what is too long, and says that it is billed', async () => {
		const before = await stage.storedFiles();
		const { error, items } = await speak({ subtitles: tight, format: 'wav', whenTooLong: 'error' });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(
			/^The speech of 1 caption is longer than the time in 'Subtitles': line 6 \(00:00:02\.500\) by \d\.\d s \[item 0\]$/,
		);
		expect(error?.description).toContain('is billed');
		expect(error?.description).toContain('may have billed 4 requests');
		expect((await stage.storedFiles()) - before).toBe(4);
	});

	test('Error is none where everything fits', async () => {
		expect((await speak({ format: 'wav', whenTooLong: 'error' })).error).toBeUndefined();
	});
});
