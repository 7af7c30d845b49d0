import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { fixture } from '../../audio/measure/files.mts';
import { noise, recording, speech } from '../../audio/measure/recordings.mts';
import { mp3, opusPages } from '../../support/sounds.mts';
import { hintsOf, hintTextsOf } from '../../support/hints.mts';
import { setStage, type Stage } from '../../support/stage.mts';

const stage = setStage();
const inMemory = setStage({}, { binaryMode: 'default' });

afterEach(async () => {
	expect(await stage.sandbox.requests()).toEqual([]);
});

type FileOf = [bytes: Buffer, name: string | undefined, mimeType: string];

const check = async (items: INodeExecutionData[], parameters: INodeParameters = {}, on: Stage = stage) =>
	await on.engine.runNode('voiceClone', { resource: 'sample', operation: 'check', ...parameters }, items);

const wavOf = (seconds: number, amplitude = 1): Buffer =>
	recording({ seconds, signals: [(at) => Math.max(-1, Math.min(1, speech(amplitude)(at)))] });
const good: FileOf = [wavOf(30), 'anna.wav', 'audio/wav'];
const silent: FileOf = [recording({ seconds: 12, signals: [() => 0] }), 'silent.wav', 'audio/wav'];

const isPng = (bytes: Buffer): boolean => bytes.subarray(1, 4).toString('latin1') === 'PNG';

describe('check', () => {
	test.each([
		['files on disk', () => stage],
		['files in memory', () => inMemory],
	])('judges a recording, with a waveform that n8n can show, and sends nothing: %s', async (_, on) => {
		const run = await check([await on().itemWith({ data: good })], {}, on());
		expect([run.error, hintTextsOf(run)]).toEqual([undefined, ['The recording is good.']]);
		const [item] = run.items;
		expect(item!.json).toEqual({
			fileName: 'anna.wav',
			verdict: 'good',
			reasons: [],
			seconds: 30,
			levelDb: expect.closeTo(-12, 0) as number,
			silentShare: expect.closeTo(0.25, 1) as number,
			clippedShare: 0,
		});
		expect(Object.keys(item!.json)).toEqual([
			'fileName',
			'verdict',
			'reasons',
			'seconds',
			'levelDb',
			'silentShare',
			'clippedShare',
		]);
		expect(item!.pairedItem).toEqual({ item: 0 });
		// n8n's View refuses SVG (its list of viewable types), and shows PNG.
		expect(item!.binary!.data_waveform).toMatchObject({
			fileName: 'anna-waveform.png',
			mimeType: 'image/png',
			fileType: 'image',
		});
		const picture = await on().engine.bytesOf(item!, 'data_waveform');
		expect([isPng(picture), picture.length < 20_000]).toEqual([true, true]);
		expect(await on().engine.bytesOf(item!, 'data')).toEqual(good[0]);
		expect(await inMemory.sandbox.requests()).toEqual([]);
	});

	test('judges each format, and says of what it cannot read that it cannot', async () => {
		const rows: Array<[file: FileOf, verdict: string | null, ...reasons: RegExp[]]> = [
			[[wavOf(12), 'a.wav', 'audio/wav'], 'usable', /12 seconds long. 1 to 2 minutes/],
			[[wavOf(30, 0.01), 'a.wav', 'audio/wav'], 'recordAgain', /very quiet/],
			[[wavOf(30, 6), 'a.wav', 'audio/wav'], 'recordAgain', /distorted/],
			[silent, 'recordAgain', /silent from beginning to end/],
			[
				[recording({ seconds: 12, signals: [noise(0.0001)] }), 'noise.wav', 'audio/wav'],
				'recordAgain',
				/silent from beginning to end/,
			],
			[[wavOf(0), 'a.wav', 'audio/wav'], 'recordAgain', /no sound after it/],
			[[await mp3(44_100, 64, 31), 'a.mp3', 'audio/mpeg'], 'good'],
			[[Buffer.concat(opusPages(12)), 'a.opus', 'audio/ogg'], 'usable', /11\.9 seconds long/],
			[[fixture('native.flac'), 'a.flac', 'audio/flac'], 'recordAgain', /only 1 second long/],
			[[fixture('moov_last.m4a'), 'a.m4a', 'audio/mp4'], 'recordAgain', /only 2\.5 seconds long/],
			[[wavOf(40).subarray(0, 44 + 16_000 * 32), 'a.wav', 'audio/wav'], 'recordAgain', /32 of 40 seconds are there/],
			[[fixture('vbr.mp3').subarray(0, 4_000), 'a.mp3', 'audio/mpeg'], 'recordAgain', /ends early: 0\.\d of 1 second /],
			[[fixture('moov_last.m4a').subarray(0, 5_000), 'a.m4a', 'audio/mp4'], 'recordAgain', /lacks the part/],
			[[fixture('pictures.mp4'), 'a.mp4', 'video/mp4'], 'recordAgain', /no sound track/],
			[[fixture('video.mov'), 'a.mov', 'video/quicktime'], 'recordAgain', /only 2\.5 seconds/],
			[[fixture('alac.m4a'), 'a.m4a', 'audio/mp4'], 'recordAgain', /only 1 second/, /sound .* cannot be read here/],
		];
		const items = await Promise.all(rows.map(async ([file]) => await stage.itemWith({ data: file })));
		const run = await check(items);
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => [json.verdict, json.reasons])).toEqual(
			rows.map(([, verdict, ...reasons]) => [verdict, reasons.map((one) => expect.stringMatching(one) as string)]),
		);
		expect(run.items.at(-1)!.json).toMatchObject({ seconds: 1, levelDb: null, silentShare: null, clippedShare: null });
		// The header alone, the M4A that is cut off, the pictures and ALAC have no sound that can be drawn.
		const undrawn = run.items.flatMap(({ binary }, index) => (binary?.data_waveform ? [] : [index]));
		expect(undrawn).toEqual([5, 12, 13, 15]);
	});

	test('says how much of a damaged file could be read', async () => {
		// The sound comes last in this file: half of it is lost.
		const bytes = Buffer.from(fixture('moov_first.m4a'));
		bytes.fill(0, Math.round(bytes.length * 0.6));
		const { items, error } = await check([await stage.itemWith({ data: [bytes, 'a.m4a', 'audio/mp4'] })]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.reasons).toEqual([
			expect.stringMatching(/only 2\.5 seconds/),
			expect.stringMatching(/^Only .* of the recording could be read: the rest was not checked/),
		]);
	});

	const parts: Record<string, FileOf> = {
		a: [wavOf(13), 'a.wav', 'audio/wav'],
		b: [wavOf(14), 'b.wav', 'audio/wav'],
	};

	test.each<[string, INodeParameters]>([
		['names', { binaryPropertyName: 'a, b' }],
		['an expression with all files', { binaryPropertyName: '={{ $binary }}' }],
		['an expression with a list', { binaryPropertyName: '={{ ["a", "b"] }}' }],
	])('judges several recordings, each and together: %s', async (_, parameters) => {
		const { items, error } = await check([await stage.itemWith(parts)], parameters);
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({
			verdict: 'usable',
			reasons: ['The recordings together are 27 seconds long. 1 to 2 minutes give a better voice.'],
			seconds: 27,
			recordings: [
				{ fileName: 'a.wav', verdict: 'good', reasons: [], seconds: 13 },
				{ fileName: 'b.wav', verdict: 'good', reasons: [], seconds: 14 },
			],
		});
		expect(Object.keys(items[0]!.binary!)).toEqual(['a', 'b', 'a_waveform', 'b_waveform']);
	});

	test('names the bad one among several', async () => {
		const item = await stage.itemWith({ a: good, b: silent });
		const { items } = await check([item], { binaryPropertyName: 'a, b' });
		expect(items[0]!.json).toMatchObject({
			verdict: 'recordAgain',
			reasons: [expect.stringMatching(/^'silent.wav' is silent/)],
			recordings: [{ verdict: 'good' }, { verdict: 'recordAgain', levelDb: null, silentShare: 1 }],
		});
	});

	test('warns above the output of each recording that is not good, the worst first', async () => {
		const files: FileOf[] = [
			[wavOf(12), 'hum.wav', 'audio/wav'],
			good,
			silent,
			[wavOf(40).subarray(0, 44 + 16_000 * 32), 'cut.wav', 'audio/wav'],
		];
		const items = await Promise.all(files.map(async (data) => await stage.itemWith({ data })));
		expect(
			hintsOf(await check([...items, await stage.itemWith(parts)], { binaryPropertyName: '={{ $binary }}' })),
		).toEqual(
			[
				"'silent.wav' is silent from beginning to end. Check that the right microphone was chosen and not muted, and " +
					'record it again. [item 2]',
				"'cut.wav' ends early: 32 of 40 seconds are there. Download or export it again. [item 3]",
				"'hum.wav' is 12 seconds long. 1 to 2 minutes give a better voice. [item 0]",
				'The recordings together are 27 seconds long. 1 to 2 minutes give a better voice. [item 4]',
			].map((message) => ({ message, location: 'outputPane', type: 'warning' })),
		);
	});

	test('names five of them, and counts the others', async () => {
		const short = await stage.itemWith({ data: [wavOf(2), 'short.wav', 'audio/wav'] });
		const hints = async (count: number) => hintTextsOf(await check(Array<INodeExecutionData>(count).fill(short)));
		expect((await hints(5)).map((text) => text.slice(-8))).toEqual([
			'[item 0]',
			'[item 1]',
			'[item 2]',
			'[item 3]',
			'[item 4]',
		]);
		expect((await hints(6)).at(-1)).toMatch(/^And 1 more recording is not good: .*reasons.* in the output says why\.$/);
		expect([(await hints(8)).length, (await hints(8)).at(-1)]).toEqual([
			6,
			expect.stringMatching(/^And 3 more recordings are not good/),
		]);
	});

	test('gives waveforms of files from another node names of their own', async () => {
		const item = await stage.itemWith({ a: good, b: silent });
		const { id: first, ...one } = item.binary!.a!;
		const { id: second, ...other } = item.binary!.b!;
		const files = [
			{ ...one, id: first },
			{ ...other, id: second },
		];
		const { items, error } = await check([{ json: { files } }], { binaryPropertyName: '={{ $json.files }}' });
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]!.binary!)).toEqual(['data_waveform', 'data_waveform_2']);
	});

	test.each<[string, FileOf, RegExp]>([
		['an empty file', [Buffer.alloc(0), 'a.wav', 'audio/wav'], /^Sample 1 is empty/],
		['text', [Buffer.from('Hello, this is no recording at all.'), 'a.mp3', 'audio/mpeg'], /^Sample 1 is not audio/],
		['zeros', [Buffer.alloc(50_000), 'a.bin', 'application/octet-stream'], /^Sample 1 is not audio/],
		['zeros as MP3', [Buffer.alloc(50_000), 'a.mp3', 'audio/mpeg'], /^Sample 1 is in an unknown format/],
		['WebM', [fixture('live.webm'), 'a.webm', 'audio/webm'], /^Sample 1 is in a format .*\(WebM\)/],
	])('refuses %s with its name, and the other items are checked', async (_, file, message) => {
		const items = [await stage.itemWith({ data: file }), await stage.itemWith({ data: good })];
		expect((await check(items)).error?.message).toMatch(message);
		const run = await stage.engine.runNode('voiceClone', { resource: 'sample', operation: 'check' }, items, {
			onError: 'continueRegularOutput',
		});
		expect(run.items).toMatchObject([
			{ json: { error: expect.stringMatching(message) as string }, pairedItem: { item: 0 } },
			{ json: { verdict: 'good' }, pairedItem: { item: 1 } },
		]);
	});

	test.each<[unknown, string]>([
		['', "'Input Binary Field' is empty [item 0]"],
		['other', "The item has no file in the field 'other' [item 0]"],
		['={{ 7 }}', "'Input Binary Field' gives no file: 7 [item 0]"],
	])('refuses the field %j', async (binaryPropertyName, message) => {
		const run = await check([await stage.itemWith({ data: good })], { binaryPropertyName } as INodeParameters);
		expect(run.error?.message).toBe(message);
	});

	test('is answered in words as the tool of an agent', async () => {
		const { items } = await stage.engine.runNode('voiceCloneTool', { resource: 'sample', operation: 'check' }, [
			await stage.itemWith({ data: silent }),
		]);
		expect(items[0]!.json).toMatchObject({ verdict: 'recordAgain', seconds: 12 });
	});
});
