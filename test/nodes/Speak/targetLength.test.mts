import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { costHintsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const sentence = 'Our summer sale starts today, and every single shoe in the shop is half price until Sunday evening. ';
const text = sentence.repeat(20);

const speak = async (
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
	onError?: 'continueRegularOutput',
) => await stage.engine.runNode('speak', { text, ...parameters }, items, onError ? { onError } : {});

/** Seconds that the text takes at normal speed. */
let usual: number;
beforeAll(async () => {
	usual = Number((await speak({ format: 'wav' })).items[0]!.json.seconds);
	await stage.sandbox.clearRequests();
});

const sent = async () => (await stage.sandbox.requests()).map(({ body }) => body.prosody?.speed);

const formats: Array<[string, INodeParameters]> = [
	['mp3', { format: 'mp3' }],
	['wav', { format: 'wav' }],
	['opus', { format: 'opus' }],
	['pcm', { format: 'pcm' }],
	['µ-law', { format: 'phone', phoneEncoding: 'muLaw' }],
];

describe('Target Length', () => {
	test.each(formats)('what is too long is spoken again, faster: %s', async (_, format) => {
		const targetSeconds = Math.floor(usual * 95) / 100;
		const { items, error } = await speak({ ...format, timing: { targetSeconds } });
		expect(error).toBeUndefined();
		expect(Number(items[0]!.json.seconds)).toBeLessThanOrEqual(targetSeconds + 0.03);
		expect(items[0]!.json).toMatchObject({ takes: 2, fits: true, textBytes: 2 * text.length });
		expect(Number(items[0]!.json.speed)).toBeGreaterThan(1.05);
		expect(await sent()).toEqual([1, items[0]!.json.speed]);
	});

	test.each(formats)('exactly: slower speech, and silence for the rest: %s', async (_, format) => {
		const targetSeconds = Math.ceil(usual * 1.2);
		const { items, error } = await speak({
			...format,
			captions: 'srt',
			timing: { targetSeconds, fit: 'exactly', silenceBefore: 0.5 },
		});
		expect(error).toBeUndefined();
		// To the PCM value; a frame of MP3 is 26 ms, a packet of Opus 20 ms.
		expect(Math.abs(Number(items[0]!.json.seconds) - targetSeconds)).toBeLessThan(
			['mp3', 'opus'].includes(String(format.format)) ? 0.027 : 0.0005,
		);
		expect(items[0]!.json).toMatchObject({ takes: 2, speed: 0.9 });
	});

	test('what fits at once is spoken once, and says so', async () => {
		const { items } = await speak({ timing: { targetSeconds: usual + 1 } });
		expect(items[0]!.json).toMatchObject({ speed: 1, fits: true, costUsd: (text.length * 15) / 1e6 });
		expect(items[0]!.json).not.toHaveProperty('takes');
		expect(await sent()).toHaveLength(1);
	});

	test('what cannot fit is an error that says by how much, and what to cut', async () => {
		const { error } = await speak({ timing: { targetSeconds: Math.floor(usual / 2) } });
		expect(error?.message).toMatch(
			/^'Text' is too long: at the fastest speed of 1\.15 it takes [\d.]+ s, [\d.]+ s longer than the 'Target Length/,
		);
		expect(error?.description).toMatch(/^Cut about \d+ of its 2000 characters/);
		expect(error?.description).toContain('spoken once to find out');
		expect(await sent()).toHaveLength(1);
	});

	test('an item that does not fit is alone with it', async () => {
		const items = [{ json: { text: 'Hello.' } }, { json: { text } }, { json: { text: 'Goodbye.' } }];
		const run = await speak(
			{ text: '={{ $json.text }}', timing: { targetSeconds: 2 } },
			items,
			'continueRegularOutput',
		);
		expect(run.items.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
	});

	test('what was learnt of a voice serves the next items', async () => {
		const items = Array.from({ length: 4 }, (_, row) => ({ json: { row } }));
		const timing = { targetSeconds: Math.floor(usual * 95) / 100 };
		const run = await speak({ timing, options: { concurrentRequests: 1 } }, items);
		expect(run.error).toBeUndefined();
		const takes = run.items.map(({ json }) => json.takes ?? 1);
		expect(takes[0]).toBe(2);
		expect(takes.at(-1)).toBe(1);
	});

	test.each<[string, INodeParameters, string]>([
		['nothing', { targetSeconds: 0 }, "'Target Length (Seconds)' cannot be 0"],
		['a day', { targetSeconds: 86_400 }, "'Target Length (Seconds)' cannot be 86400"],
		['too fast', { targetSeconds: 5, fastest: 3 }, "'Fastest Speed' cannot be 3"],
		['half a take', { targetSeconds: 5, maxTakes: 1.5 }, "'Max Takes' cannot be 1.5"],
		['bounds the wrong way round', { targetSeconds: 5, slowest: 1.2, fastest: 1.1 }, "'Slowest Speed' 1.2 is faster"],
		['only silence', { targetSeconds: 5, silenceBefore: 3, silenceAfter: 2 }, 'leaves nothing of the'],
		['an unknown fit', { targetSeconds: 5, fit: 'roughly' }, "'Fit' cannot be 'roughly'"],
	])('%s is refused before anything is sent', async (_, timing, message) => {
		const { error } = await speak({ timing });
		expect(error?.message).toContain(message);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('a speed of its own is refused: the target needs it', async () => {
		const { error } = await speak({ sound: { speed: 1.1 }, timing: { targetSeconds: 5 } });
		expect(error?.message).toContain("'Speed' cannot be set together with 'Target Length (Seconds)'");
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('all takes that may be needed count for the spending limit', async () => {
		const cost = (text.length * 15) / 1e6;
		const timing = { targetSeconds: 600 };
		const refused = await speak({ timing, checks: { spendingLimit: 3 * cost - 0.0001 } });
		expect(refused.error?.message).toContain('more than the');
		expect((await speak({ timing, checks: { spendingLimit: 3 * cost } })).error).toBeUndefined();
		const { items } = await speak({ timing, checks: { onlyEstimate: true } });
		expect(items[0]!.json).toMatchObject({ costUsd: cost, mostCostUsd: (3 * text.length * 15) / 1e6 });
	});
});

describe('Takes', () => {
	test('are files of one item, each with its captions', async () => {
		const run = await speak({ text: 'Hello there.', fileName: 'spot', captions: 'srt', options: { takes: 3 } });
		const [item] = run.items;
		expect(Object.entries(item!.binary!).map(([field, { fileName }]) => [field, fileName])).toEqual([
			['data', 'spot.mp3'],
			['data_srt', 'spot.srt'],
			['data_take2', 'spot_take2.mp3'],
			['data_take2_srt', 'spot_take2.srt'],
			['data_take3', 'spot_take3.mp3'],
			['data_take3_srt', 'spot_take3.srt'],
		]);
		expect(item!.json).toMatchObject({
			takes: 3,
			textBytes: 36,
			costUsd: 0.00054,
			otherTakes: [
				{ field: 'data_take2', fileName: 'spot_take2.mp3', seconds: expect.any(Number) },
				{ field: 'data_take3', fileName: 'spot_take3.mp3', seconds: expect.any(Number) },
			],
		});
		expect(await stage.sandbox.requests()).toHaveLength(3);
		expect(costHintsOf(run)).toEqual([expect.stringContaining('1 item, 36 bytes')]);
	});

	test.each([0, 6, 1.5])('%s takes are refused before anything is sent', async (takes) => {
		const { error } = await speak({ options: { takes } });
		expect(error?.message).toContain(`'Takes' cannot be ${takes}`);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('count for the spending limit, and for the fingerprint', async () => {
		const cost = (text.length * 15) / 1e6;
		const { error } = await speak({ options: { takes: 2 }, checks: { spendingLimit: cost } });
		expect(error?.message).toContain('Spending Limit');
		const [one, two] = [await speak({}), await speak({ options: { takes: 2 } })];
		expect(one.items[0]!.json.fingerprint).not.toBe(two.items[0]!.json.fingerprint);
	});
});
