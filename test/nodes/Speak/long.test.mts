import type { INodeParameters } from 'n8n-workflow';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

import { anyVoice, anyVoiceId } from '../../support/anyVoice.mts';
import { n8n } from '../../support/line.mts';
import { hintsOf } from '../../support/hints.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';
import { workflowOf } from '../../support/workflow.mts';

const stage = setStage();
shortenWaits();
const inMemory = setStage({}, { binaryMode: 'default' });

/** Each sentence has its number, so that a lost one is noticed. */
const sentences = (from: number, to: number): string =>
	Array.from({ length: to - from }, (_, number) => `This is sentence number ${from + number} of the long text.`).join(
		' ',
	);

/** Some 7,300 characters. */
const longText = sentences(0, 160);

const speak = async (parameters: INodeParameters, on = stage) =>
	await on.engine.runNode('speak', { text: longText, voice: anyVoice, ...parameters });

/** The parts that were spoken, in the order of the text. */
async function textsSpoken(on = stage, text = longText): Promise<string[]> {
	const requests = (await on.sandbox.requests()).filter(({ status }) => status === 200);
	return requests.map(({ body }) => String(body!.text)).sort((a, b) => text.indexOf(a) - text.indexOf(b));
}

const bytesOfParts = async (texts: string[], body: Record<string, unknown>): Promise<Buffer[]> =>
	await Promise.all(
		texts.map(async (text) => await stage.sandbox.ttsBytes({ text, reference_id: anyVoiceId, ...body }, 's2.1-pro')),
	);

async function secondsOf(bytes: Buffer): Promise<number> {
	const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: ALL_FORMATS });
	return await input.computeDuration();
}

describe.each([
	['on disk', stage],
	['in memory', inMemory],
])('a long text, with the binary data %s', (_, on) => {
	test.each([
		['wav', 44_100],
		['pcm', 44_100],
		['phone', 8_000],
	])('is one file of its parts, one after the other: %s', async (format, rate) => {
		const run = await speak({ format }, on);
		expect(run.error).toBeUndefined();
		expect(run.items[0]!.binary!['data']!.id === undefined).toBe(on === inMemory);
		const texts = await textsSpoken(on);
		expect(texts.length).toBe(3);
		expect(texts.join(' ') === longText).toBe(true);
		const header = format === 'pcm' ? 0 : 44;
		const parts = await bytesOfParts(texts, { format: format === 'pcm' ? 'pcm' : 'wav', sample_rate: rate });
		const sound = Buffer.concat(parts.map((part) => part.subarray(header)));
		const bytes = await on.engine.bytesOf(run.items[0]);
		expect(bytes.subarray(header).equals(sound)).toBe(true);
		if (format !== 'pcm')
			expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, sound.length]);
		const seconds = sound.length / 2 / rate;
		expect(run.items[0]!.json).toMatchObject({
			parts: 3,
			seconds: expect.closeTo(seconds, 3),
			bytes: bytes.length,
			textBytes: texts.join('').length,
		});
	});

	test.each(['mp3', 'opus'])('is one file of its parts, one after the other: %s', async (format) => {
		const { items, error } = await speak({ format }, on);
		expect(error).toBeUndefined();
		const parts = await bytesOfParts(await textsSpoken(on), { format });
		const bytes = await on.engine.bytesOf(items[0]);
		const each = await Promise.all(parts.map(secondsOf));
		const seconds = each.reduce((sum, one) => sum + one, 0);
		expect(await secondsOf(bytes)).toBeCloseTo(seconds, 1);
		expect(items[0]!.json).toMatchObject({ parts: 3, seconds: expect.closeTo(seconds, 1), bytes: bytes.length });
		expect(items[0]!.binary!['data']!.fileName).toBe(
			`This-is-sentence-number-0-of-the-long-1.${format === 'opus' ? 'ogg' : 'mp3'}`,
		);
	});
});

test('the joined file of a long WAV is stored once, in addition to its parts', async () => {
	const before = await stage.storedFiles();
	const { items } = await speak({ format: 'wav' });
	expect(Number(items[0]!.json.bytes)).toBeGreaterThan(2 ** 20);
	expect((await stage.storedFiles()) - before).toBe(4);
});

test('a text of 3,000 bytes is one request, and a longer one gives a hint', async () => {
	const short = await speak({ text: longText.slice(0, 3_000), format: 'pcm' });
	expect(short.items[0]!.json).not.toHaveProperty('parts');
	expect(hintsOf(short)).toEqual([]);
	const long = await speak({ text: longText.slice(0, 3_001), format: 'pcm' });
	expect(long.items[0]!.json).toMatchObject({ parts: 2 });
	expect(hintsOf(long)).toEqual([
		{
			message: expect.stringMatching(
				/^The text was spoken in 2 parts and joined into one file of 0:\d\d\. \[item 0\]$/,
			),
			location: 'outputPane',
			type: 'info',
		},
	]);
	const chinese = await speak({ text: '今天天气很好，我们出去。'.repeat(85), format: 'pcm' });
	expect(chinese.items[0]!.json).toMatchObject({ parts: 2 });
});

test('100,000 characters are spoken in one item, several parts at a time', async () => {
	const text = sentences(0, 2_150).slice(0, 100_000).trim();
	await stage.sandbox.settings({ latencyMs: 30 });
	await stage.sandbox.resetStats();
	const run = await speak({ text, format: 'phone', phoneEncoding: 'muLawWav' });
	expect(run.error).toBeUndefined();
	const texts = await textsSpoken(stage, text);
	expect(texts.join(' ') === text).toBe(true);
	expect((await stage.sandbox.stats()).maxInFlight).toBe(5);
	const bytes = await stage.engine.bytesOf(run.items[0]);
	const pcm = await bytesOfParts(texts, { format: 'pcm', sample_rate: 8_000 });
	expect(bytes.readUInt32LE(54)).toBe(pcm.reduce((sum, part) => sum + part.length / 2, 0));
	expect(run.items[0]!.json).toMatchObject({
		parts: texts.length,
		bytes: bytes.length,
		seconds: expect.closeTo(bytes.readUInt32LE(54) / 8_000, 3),
	});
}, 60_000);

test('captions of a long text continue where the previous part ended', async () => {
	const { items, error } = await speak({ format: 'mp3', captions: 'srt', options: { includeWords: true } });
	expect(error).toBeUndefined();
	const { words, seconds } = items[0]!.json as unknown as {
		words: Array<{ text: string; start: number; end: number }>;
		seconds: number;
	};
	expect(words.map((word) => word.text).join(' ') === longText).toBe(true);
	expect(words.filter(({ start }, at) => start < (words[at - 1]?.end ?? 0) - 0.001)).toEqual([]);
	const parts = await bytesOfParts(await textsSpoken(), { format: 'mp3' });
	const second = await secondsOf(parts[0]!);
	const first = (await textsSpoken())[0]!.split(' ').length;
	expect(words[first]!.start).toBeGreaterThanOrEqual(second - 0.001);
	expect(words[first]!.start).toBeLessThan(second + 0.5);
	expect(words.at(-1)!.end).toBeLessThanOrEqual(seconds + 0.05);
});

test('each part of a long dialogue begins with its speaker', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 2 });
	const speaker = ids.map((id, at) => ({ name: ['Anna', 'Ben'][at]!, voice: { __rl: true, mode: 'id', value: id } }));
	const text = `Anna: ${sentences(0, 100)}\nBen: ${sentences(100, 170)}\nAnna: ${sentences(170, 180)}`;
	const { items, error } = await speak({
		text,
		voiceSource: 'speakers',
		speakers: { speaker },
		format: 'wav',
		captions: 'vtt',
		options: { includeWords: true },
	});
	expect(error).toBeUndefined();
	const firstNumber = (part: string): number => Number(/number (\d+)/.exec(part)?.[1]);
	const texts = (await textsSpoken()).sort((a, b) => firstNumber(a) - firstNumber(b));
	// Ben's words continue in the last part, in which Anna answers.
	expect(texts.map((part) => /^<\|speaker:(\d)\|>/.exec(part)?.[1])).toEqual(['0', '0', '1', '1']);
	expect(
		texts
			.join(' ')
			.replace(/(<\|speaker:\d\|>|\s)+/g, ' ')
			.trim() === sentences(0, 180),
	).toBe(true);
	const words = (items[0]!.json as unknown as { words: Array<{ speaker: string }> }).words;
	const turn = sentences(0, 100).split(' ').length;
	expect(words.slice(0, turn).every(({ speaker: name }) => name === 'Anna')).toBe(true);
	expect(words.slice(turn, sentences(0, 170).split(' ').length).every(({ speaker: name }) => name === 'Ben')).toBe(
		true,
	);
});

describe('a failure of one part', () => {
	test('repeats only that part', async () => {
		await stage.sandbox.fault({ match: { text: 'number 80 ' }, fault: { kind: 'cut', afterBytes: 2_001 } });
		const { items, error } = await speak({ format: 'wav' });
		expect(error).toBeUndefined();
		expect((await stage.sandbox.requests()).length).toBe(4);
		const parts = await bytesOfParts([...new Set(await textsSpoken())], { format: 'wav' });
		const bytes = await stage.engine.bytesOf(items[0]);
		expect(bytes.subarray(44).equals(Buffer.concat(parts.map((part) => part.subarray(44))))).toBe(true);
	});

	test('fails the item with the number of the part, and no further part is requested', async () => {
		await stage.sandbox.fault({ match: { text: 'number 0 ' }, fault: { kind: 'status', status: 402 } });
		const { error } = await speak({ format: 'wav', options: { concurrentRequests: 1 } });
		expect(error!.message).toMatch(/\(in part 1 of the 3 that 'Text' was spoken in\) \[item 0\]$/);
		expect((await stage.sandbox.requests()).length).toBe(1);
	});

	test('ends at once when the execution is stopped', async () => {
		await stage.sandbox.settings({ latencyMs: 60_000 });
		await stage.cancel(
			'speak',
			{ text: longText, voice: anyVoice },
			[{ json: {} }],
			async () => (await stage.sandbox.stats()).inFlight === 3,
		);
		expect(await stage.sandbox.requests()).toHaveLength(3);
	});
});

describe('while the parts are joined', () => {
	/** Runs a node, and acts when part number `part`, from 1, is opened for joining. */
	async function joining(
		part: number,
		act: (opened: AsyncIterable<Uint8Array> & { path?: unknown }, cancel: () => void) => unknown,
	) {
		const { Container } = n8n.di();
		const { BinaryDataService } = n8n.core();
		const open = jest.spyOn(Container.get(BinaryDataService), 'getAsStream');
		const real = BinaryDataService.prototype.getAsStream;
		const opened: Array<{ destroyed: boolean }> = [];
		const running = stage.engine.start(
			workflowOf([
				{ name: 'Start', type: 'test.items', to: [['Node']] },
				{ name: 'Node', type: 'speak', parameters: { text: longText, voice: anyVoice, format: 'wav' } },
			]),
			'Start',
			[{ json: {} }],
		);
		open.mockImplementation(async function (this: InstanceType<typeof BinaryDataService>, ...args) {
			const stream = await real.apply(Container.get(BinaryDataService), args);
			if (opened.push(stream) === part) act(stream, () => running.cancel());
			return stream;
		});
		const run = await Promise.resolve(running);
		open.mockRestore();
		return { run, opened };
	}

	test.each([1, 2])(
		'stopping the execution at part %i ends the join before the next part and leaves no file open',
		async (part) => {
			const { run, opened } = await joining(part, (_, cancel) => cancel());
			expect(run.data.resultData.error?.message).toBe('The execution was canceled [item 0]');
			expect(opened).toHaveLength(part);
			expect(opened.map(({ destroyed }) => destroyed)).toEqual(opened.map(() => true));
		},
	);

	test('a part that cannot be read fails its item and leaves no file open', async () => {
		const { run, opened } = await joining(3, (stream) =>
			(stream as unknown as { destroy(error: Error): void }).destroy(new Error('The disk is gone')),
		);
		expect(run.data.resultData.error?.message).toBe('The disk is gone [item 0]');
		expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
	});
});

test('a long text that has not changed is not spoken again', async () => {
	const first = await speak({ format: 'pcm' });
	await stage.sandbox.clearRequests();
	const { fingerprint } = first.items[0]!.json;
	const { outputs } = await speak({ format: 'pcm', checks: { previousFingerprint: String(fingerprint) } });
	expect(outputs.map((items) => items.length)).toEqual([0, 1]);
	expect(await stage.sandbox.requests()).toEqual([]);
});
