import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { decoded } from '../../support/decode.mts';
import type { NodeRun } from '../../support/engine.mts';
import { hintTextsOf } from '../../support/hints.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage, type Stage } from '../../support/stage.mts';

const stage = setStage();
shortenWaits();
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
	await on.engine.runNode('speak', { textSource: 'subtitles', subtitles: easy, voice: anyVoice, ...parameters });

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
			const sound = await on.sandbox.ttsBytes(
				{ text, reference_id: anyVoiceId, format: 'pcm', sample_rate: rate },
				's2.1-pro',
			);
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
		expect(run.items[0]!.json).toMatchObject({
			speakers: [
				{ name: 'Anna', voiceId: ids[0] },
				{ name: 'Ben', voiceId: ids[1] },
			],
		});
		expect(run.items[0]!.json).not.toHaveProperty('voiceId');
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
		expect(hintTextsOf(run)).toEqual([
			`1 caption begins ${cues[2]!.late.toFixed(1)} seconds later than in 'Subtitles': 'Yes.' at 0:04. [item 0]`,
		]);
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

	test('of several captions that are late, a hint names the latest', async () => {
		const subtitles = srt(
			[58, 61, 'Hello.'],
			[61.9, 62, long],
			[62.5, 70, 'This comes late.'],
			[63, 63.1, 'No.'],
			[95, 99, 'Yes.'],
		);
		const run = await speak({ subtitles, format: 'wav', whenTooLong: 'moveNext' });
		const late = cuesOf(run).filter((cue) => cue.late > 0);
		const most = Math.max(...late.map((cue) => cue.late));
		expect(late.length).toBeGreaterThan(1);
		expect(hintTextsOf(run)).toEqual([
			`${late.length} captions begin later than in 'Subtitles'. The latest, by ${most.toFixed(1)} seconds, is ` +
				"'This comes late.' at 1:02. 'late' in 'cues' says it of each. [item 0]",
		]);
	});

	test('Error lists what is too long, and says that it is billed', async () => {
		const before = await stage.storedFiles();
		const { error, items } = await speak({ subtitles: tight, format: 'wav', whenTooLong: 'error' });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(
			/^The speech of 1 caption is longer than the time in 'Subtitles': line 6 \(00:00:02\.500\) by \d\.\d s \[item/,
		);
		expect(error?.description).toContain('is billed');
		expect(error?.description).toContain('may have billed 4 requests');
		expect((await stage.storedFiles()) - before).toBe(4);
	});

	test('Error is none where everything fits', async () => {
		expect((await speak({ format: 'wav', whenTooLong: 'error' })).error).toBeUndefined();
	});
});

describe('the subtitles are given', () => {
	const bytesOf: Array<[string, Buffer]> = [
		['UTF-8', Buffer.from(easy)],
		['a byte order mark and CRLF', Buffer.from(`\ufeff${easy.replaceAll('\n', '\r\n')}`)],
		['UTF-16', Buffer.from(`\ufeff${easy}`, 'utf16le')],
	];

	test.each(bytesOf)('in a binary field by its name: %s', async (_, bytes) => {
		const item = await stage.itemWith({ subs: [bytes, 'film.srt', 'application/x-subrip'] });
		const parameters = { textSource: 'subtitles', subtitles: 'subs', voice: anyVoice, format: 'wav' };
		const { items, error } = await stage.engine.runNode('speak', parameters, [item]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.seconds).toBe(17.5);
		expect(await textsSpoken()).toEqual([...easyTexts].sort());
	});

	test('by an expression that gives the file', async () => {
		const item = await stage.itemWith({ data: [Buffer.from(easy), 'film.srt', 'application/x-subrip'] });
		const parameters = { textSource: 'subtitles', subtitles: '={{ $binary.data }}', voice: anyVoice, format: 'wav' };
		const { error } = await stage.engine.runNode('speak', parameters, [item]);
		expect(error).toBeUndefined();
		expect(await textsSpoken()).toEqual([...easyTexts].sort());
	});

	test.each([
		['CRLF', easy.replaceAll('\n', '\r\n')],
		['without numbers', easy.replace(/^\d+\n/gm, '')],
		['without hours', easy.replaceAll('00:00:', '00:')],
		['in another order', easy.split('\n\n').reverse().join('\n\n')],
		['with tags', easy.replace('Good morning.', '<i>Good</i> <font color="red">morning.</font>')],
		['as VTT', `WEBVTT\n\nNOTE by hand\n\n${easy.replaceAll(',', '.')}`],
	])('as text: %s', async (_, subtitles) => {
		const { items, error } = await speak({ subtitles, format: 'wav' });
		expect(error).toBeUndefined();
		expect(items[0]!.json.seconds).toBe(17.5);
		expect(await textsSpoken()).toEqual([...easyTexts].sort());
	});
});

describe('captions that are not spoken', () => {
	test('sounds and signs are left out, with a hint, and count for the length', async () => {
		const subtitles = srt([0, 1, '[MUSIC]'], [1, 2, '♪♪'], [2, 3, 'Hello.'], [4, 5, '...'], [6, 8, '(applause)']);
		const run = await speak({ subtitles, format: 'wav' });
		expect(run.error).toBeUndefined();
		expect(await textsSpoken()).toEqual(['Hello.']);
		expect(run.items[0]!.json.seconds).toBe(8);
		expect(hintTextsOf(run)).toContainEqual(expect.stringMatching(/^4 captions were left out of the speech/));
	});

	test('a caption that ends before it begins is spoken, with a hint', async () => {
		const run = await speak({ subtitles: '1\n00:00:03,000 --> 00:00:02,000\nHello.\n', format: 'wav' });
		expect(await textsSpoken()).toEqual(['Hello.']);
		expect(hintTextsOf(run)).toContainEqual(
			expect.stringContaining(
				"In 'Subtitles' a caption ends before it begins: line 2 ('00:00:03,000 --&gt; 00:00:02,000'). It is spoken",
			),
		);
	});

	test('lines that cannot be read are left out, with a hint, where no words are lost', async () => {
		const run = await speak({ subtitles: `Film\n\n${easy}\n00:xx:20,000 --> 00:00:30,000\n[MUSIC]\n`, format: 'wav' });
		expect(run.error).toBeUndefined();
		expect(await textsSpoken()).toEqual([...easyTexts].sort());
		expect(hintTextsOf(run)).toContainEqual(
			expect.stringContaining(
				"In 'Subtitles' could not be read and was left out: line 1 ('Film'), line 15 " +
					"('00:xx:20,000 --&gt; 00:00:30,000')",
			),
		);
	});
});

describe('what cannot be spoken in time is refused, and nothing is sent', () => {
	test.each<[string, INodeParameters, string, string]>([
		['nothing', { subtitles: '={{ "" }}' }, "'Subtitles' is empty", 'such as data'],
		['no field', { subtitles: 'subs' }, "The item has no file in the field 'subs'", "Correct 'Subtitles'"],
		[
			'prose',
			{ subtitles: 'Hello.\nHow are you?' },
			"'Subtitles' has no caption that can be read",
			'00:00:01,000 --&gt;',
		],
		[
			'another format',
			{ subtitles: '[Script Info]\nTitle: Film\n' },
			"'Subtitles' has no caption that can be read",
			'It looks like ASS',
		],
		[
			'only sounds',
			{ subtitles: srt([0, 1, '[MUSIC]']) },
			"'Subtitles' has nothing that can be spoken",
			'descriptions of sounds',
		],
		[
			'a time that is a mistake',
			{ subtitles: srt([0, 1, 'Hello.'], [99 * 3600, 99 * 3600 + 1, 'Bye.']) },
			"The caption at line 6 of 'Subtitles' ends after more than 6 hours",
			'at most 6 hours',
		],
		[
			'a caption whose times cannot be read',
			{ subtitles: easy.replace('00:00:06,000', '00:00:o6,000') },
			"The caption 'How are you?' in 'Subtitles' has times that cannot be read: '00:00:o6,000 --> 00:00:10,000' in " +
				'line 6',
			'Correct line 6. Times are written as 00:00:01,000 --&gt; 00:00:03,000.',
		],
		[
			'a caption whose times cannot be read, to be estimated, and another one without times',
			{
				subtitles: easy
					.replace('00:00:01,000', '00:00:1')
					.replace(/00:00:06.*\n/, '')
					.replace('12,000', '1z'),
				checks: { onlyEstimate: true },
			},
			"The caption 'How are you?' in 'Subtitles' has no times (line 6)",
			'remove the empty line between them. Correct line 9, too.',
		],
		[
			'a pause without a length',
			{ subtitles: srt([0, 1, 'Hello.'], [2, 3, 'A [pause ms] b']) },
			"'Subtitles' has a pause whose length cannot be read: '[pause ms]' (in the caption at line 6)",
			'[pause 500ms]',
		],
		['too fast', { fastestSpeed: 2.5 }, "'Fastest Speed' cannot be 2.5", 'from 1 to 2'],
		['too slow', { fastestSpeed: 0.9 }, "'Fastest Speed' cannot be 0.9", 'from 1 to 2'],
		['a faster speed', { sound: { speed: 1.3 } }, "'Speed' 1.3 is faster than 'Fastest Speed' 1.25", "under 'Sound'"],
		[
			'a target',
			{ timing: { targetSeconds: 20 } },
			"'Target Length (Seconds)' cannot be set together with subtitles",
			"Remove it under 'Timing'",
		],
		[
			'silence before',
			{ timing: { silenceBefore: 1 } },
			"'Silence Before' cannot be set together with subtitles",
			"Remove it under 'Timing'",
		],
		[
			'silence after',
			{ timing: { silenceAfter: 1 } },
			"'Silence After' cannot be set together with subtitles",
			"Remove it under 'Timing'",
		],
		['a spending limit', { checks: { spendingLimit: 0.0001 } }, 'This run would cost about $0.00', 'Nothing was sent'],
	])('%s', async (_, parameters, message, advice) => {
		const { error } = await speak({ format: 'wav', ...parameters });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect(await requestsOf()).toEqual([]);
	});

	test.each([
		['an empty file', Buffer.alloc(0), 'The subtitle file is empty'],
		['a film', Buffer.alloc(11 * 1024 * 1024, 1), 'The subtitle file is larger than 10 MB'],
	])('%s', async (_, bytes, message) => {
		const item = await stage.itemWith({ data: [bytes, 'film.mp4', 'video/mp4'] });
		const { error } = await stage.engine.runNode('speak', { textSource: 'subtitles', subtitles: 'data' }, [item]);
		expect(error?.message).toContain(message);
		expect(await requestsOf()).toEqual([]);
	});
});

describe('faults', () => {
	test('a caption that fails in passing is spoken again alone', async () => {
		await stage.sandbox.fault({ match: { text: 'How are you' }, fault: { kind: 'cut', afterBytes: 2_001 } });
		const { items, error } = await speak({ format: 'wav' });
		expect(error).toBeUndefined();
		expect(await textsSpoken()).toEqual([...easyTexts, 'How are you?'].sort());
		const again = await speak({ format: 'wav' });
		expect((await stage.engine.bytesOf(items[0])).equals(await stage.engine.bytesOf(again.items[0]))).toBe(true);
	});

	test('a caption that fails for good is named, and the other items are spoken', async () => {
		await stage.sandbox.fault({ match: { text: 'How are you' }, fault: { kind: 'status', status: 400 }, times: 9 });
		const items = [easy, srt([0, 2, 'Hello.'])].map((subtitles) => ({ json: { subtitles } }));
		const { items: done } = await stage.engine.runNode(
			'speak',
			{ textSource: 'subtitles', subtitles: '={{ $json.subtitles }}', voice: anyVoice, format: 'wav' },
			items,
			{ onError: 'continueRegularOutput' },
		);
		expect(done[0]!.json.error).toContain("(in the caption at line 6 of 'Subtitles')");
		expect(done[0]!.json.message).toMatch(/may have billed \d requests?/);
		expect(done[1]!.json).toMatchObject({ seconds: 2, textBytes: 6 });
	});

	test('stopping the execution ends all requests', async () => {
		await stage.sandbox.settings({ latencyMs: 30_000 });
		const items = [{ json: {} }];
		await stage.cancel(
			'speak',
			{ textSource: 'subtitles', subtitles: easy, voice: anyVoice },
			items,
			async () => (await stage.sandbox.requests()).length >= 1,
		);
	});
});

describe('costs, fingerprints and takes', () => {
	test('an estimate is once, its upper bound twice, and nothing is sent', async () => {
		const bytes = easyTexts.join('').length;
		const faster = await speak({ checks: { onlyEstimate: true } });
		expect(faster.items[0]!.json).toMatchObject({
			textBytes: bytes,
			parts: 3,
			estimatedSeconds: 17.5,
			costUsd: expect.closeTo((bytes * 15) / 1e6, 9),
			mostCostUsd: expect.closeTo((2 * bytes * 15) / 1e6, 9),
		});
		const moved = await speak({ whenTooLong: 'moveNext', checks: { onlyEstimate: true } });
		expect(moved.items[0]!.json).not.toHaveProperty('mostCostUsd');
		expect(await requestsOf()).toEqual([]);
	});

	test('the fingerprint covers texts, times and settings, but not the layout of the file', async () => {
		const fingerprintOf = async (parameters: INodeParameters): Promise<string> =>
			String((await speak({ format: 'wav', ...parameters })).items[0]!.json.fingerprint);
		const plain = await fingerprintOf({});
		expect(await fingerprintOf({ subtitles: easy.replaceAll('\n', '\r\n') })).toBe(plain);
		const others = [
			{ subtitles: easy.replace('00:00:06', '00:00:07') },
			{ subtitles: easy.replace('00:00:17', '00:00:18') },
			{ subtitles: easy.replace('morning', 'evening') },
			{ whenTooLong: 'moveNext' },
			{ fastestSpeed: 1.3 },
		];
		const fingerprints = await Promise.all(others.map(fingerprintOf));
		expect(new Set([plain, ...fingerprints]).size).toBe(others.length + 1);
		await stage.sandbox.clearRequests();
		const again = await speak({ format: 'wav', checks: { previousFingerprint: plain } });
		expect(again.outputs.map((items) => items.length)).toEqual([0, 1]);
		expect(await requestsOf()).toEqual([]);
	});

	test('takes are tracks of their own, and each is billed', async () => {
		const { items } = await speak({ format: 'wav', options: { takes: 2 } });
		expect(items[0]!.json).toMatchObject({ takes: 2, textBytes: 2 * easyTexts.join('').length, seconds: 17.5 });
		expect(Object.keys(items[0]!.binary!)).toEqual(['data', 'data_take2']);
	});

	test('several speakers with samples: all captions have the sample', async () => {
		const item = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
		const { error } = await stage.engine.runNode(
			'speak',
			{ textSource: 'subtitles', subtitles: easy, voiceSource: 'samples', format: 'wav' },
			[item],
		);
		expect(error).toBeUndefined();
		expect((await requestsOf()).map(({ references }) => (references as unknown[]).length)).toEqual([1, 1, 1]);
	});
});

test('a caption with a pause or longer than a part is spoken in parts, at its time', async () => {
	const huge = 'This sentence is long. '.repeat(140).trim();
	const subtitles = srt([1, 3, 'One. [pause 500ms] Two.'], [5, 60, huge]);
	const run = await speak({ subtitles, format: 'pcm', sound: { sampleRate: 8_000 } });
	expect(run.error).toBeUndefined();
	const cues = cuesOf(run);
	expect(cues).toHaveLength(2);
	expect(cues.map(({ start }) => start)).toEqual([1, 5]);
	expect(run.items[0]!.json).toMatchObject({ parts: 4, seconds: 60 });
	const one = await stage.sandbox.ttsBytes(
		{ text: 'One. ', reference_id: anyVoiceId, format: 'pcm', sample_rate: 8_000 },
		's2.1-pro',
	);
	const two = await stage.sandbox.ttsBytes(
		{ text: 'Two.', reference_id: anyVoiceId, format: 'pcm', sample_rate: 8_000 },
		's2.1-pro',
	);
	expect(cues[0]!.end).toBeCloseTo(1 + (one.length + two.length) / 16_000 + 0.5, 1);
});

test('property: the track is as long as it says, and captions begin in order, never early', async () => {
	const caption = fc.record({
		gap: fc.integer({ min: -800, max: 2000 }),
		length: fc.integer({ min: 1, max: 1500 }),
		words: fc.integer({ min: 1, max: 60 }),
	});
	const format = fc.constantFrom('wav', 'pcm', 'phone', 'mp3', 'opus');
	await fc.assert(
		fc.asyncProperty(fc.array(caption, { minLength: 1, maxLength: 6 }), format, async (captions, chosen) => {
			let now = 0;
			// No text twice: a line that stays for a moment would count as one that moves up.
			const rows = captions.map(({ gap, length, words }, at): [number, number, string] => {
				const start = Math.max(0, now + gap) / 1000;
				now = start * 1000 + length;
				return [start, now / 1000, `${Array(words).fill('word').join(' ')} ${'abcdef'[at]}`];
			});
			const run = await speak({ subtitles: srt(...rows), format: chosen });
			expect(run.error).toBeUndefined();
			const { seconds, sampleRate } = run.items[0]!.json as { seconds: number; sampleRate: number };
			const cues = cuesOf(run);
			const frame = { mp3: 1152 / sampleRate, opus: 0.02 }[chosen as string] ?? 0.0015;
			const end = Math.max(cues.at(-1)!.end, ...rows.map(([, planned]) => planned));
			expect(Math.abs(seconds - end)).toBeLessThanOrEqual(frame);
			for (const [at, { start, plannedStart, late }] of cues.entries()) {
				expect(start).toBeGreaterThanOrEqual((cues[at - 1]?.end ?? 0) - 0.001);
				// Nobody hears 30 ms: they count as in time.
				expect(Math.abs(start - plannedStart - late)).toBeLessThanOrEqual(late === 0 ? 0.031 : 0.0015);
			}
			if (chosen === 'pcm') {
				const { length } = await stage.engine.bytesOf(run.items[0]);
				expect(length / 2 / sampleRate).toBeCloseTo(seconds, 3);
			}
		}),
		{ numRuns: 40 },
	);
}, 60_000);

describe('subtitles together with', () => {
	test('voices by title: each title is looked up once, and each caption has the voice of its speaker', async () => {
		const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'Anna', state: 'trained' });
		const { ids: others } = await stage.sandbox.seedVoices({ count: 1, title: 'Ben', state: 'trained' });
		const speaker = ['Anna', 'Ben'].map((name) => ({ name, voice: { __rl: true, mode: 'title', value: name } }));
		await stage.sandbox.clearRequests();
		const subtitles = srt([0, 3, 'Anna: Hello.'], [4, 7, 'Ben: Hello!'], [8, 11, 'Anna: Goodbye.']);
		const run = await speak({ subtitles, voiceSource: 'speakers', speakers: { speaker } });
		expect(run.error).toBeUndefined();
		const requests = await stage.sandbox.requests();
		expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
		const spoken = requests.filter(({ method }) => method === 'POST').map(({ body }) => [body.text, body.reference_id]);
		expect(Object.fromEntries(spoken)).toEqual({ 'Hello.': ids[0], 'Hello!': others[0], 'Goodbye.': ids[0] });
		expect(run.items[0]!.json).toMatchObject({
			speakers: [
				{ name: 'Anna', voice: 'Anna', voiceId: ids[0] },
				{ name: 'Ben', voice: 'Ben', voiceId: others[0] },
			],
		});
	});

	test('Check Words is refused, and nothing is sent', async () => {
		const { error } = await speak({ checks: { checkWords: true } });
		expect(error?.message).toContain("'Check Words' cannot be used with subtitles");
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('Takes gives as many tracks, each with its cues', async () => {
		const { items, error } = await speak({ options: { takes: 2 } });
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]!.binary!)).toEqual(['data', 'data_take2']);
		expect(items[0]!.json.otherTakes).toEqual([expect.objectContaining({ cues: expect.any(Array) })]);
		expect(await stage.sandbox.requests()).toHaveLength(2 * easyTexts.length);
	});
});
