import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { wav } from '../../support/sounds.mts';
import { shortenWaits } from '../../support/shortWaits.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage({ speech: 'espeak' });
shortenWaits();

const texts = ['This is the first recording.', 'Here comes the second recording.', 'And that was the third recording.'];

const create = async (parameters: INodeParameters, items: INodeExecutionData[], onError?: 'continueRegularOutput') => {
	const { options, ...rest } = parameters;
	return await stage.engine.runNode(
		'voiceClone',
		{ operation: 'create', title: 'Anna', options: { transcribeSamples: true, ...(options as object) }, ...rest },
		items,
		onError ? { onError } : {},
	);
};

async function withSamples(...words: string[]): Promise<INodeExecutionData> {
	const files = await Promise.all(
		words.map(async (text, number) => [
			`sample${number}`,
			[await stage.recording('wav', text), `${number}.wav`, 'audio/wav'],
		]),
	);
	return await stage.itemWith(Object.fromEntries(files));
}

/** A title of its own for each item. */
const title = '={{ "Anna " + $itemIndex }}';

const three = { sampleFields: 'sample0, sample1, sample2' };

async function requests(): Promise<string[]> {
	return (await stage.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
}

async function sentTexts(): Promise<unknown[]> {
	const made = (await stage.sandbox.requests()).find(({ method, path }) => method === 'POST' && path === '/model');
	return (made!.body.fields as string[][]).filter(([name]) => name === 'texts').map(([, text]) => text);
}

describe('create, with the samples transcribed first', () => {
	test('sends the transcripts with the samples, and returns them', async () => {
		const { items, error } = await create(three, [await withSamples(...texts)]);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{ json: { title: 'Anna', state: 'trained', transcripts: texts }, pairedItem: { item: 0 } },
		]);
		expect(await requests()).toEqual(['POST /v1/asr', 'POST /v1/asr', 'POST /v1/asr', 'POST /model']);
		expect(await sentTexts()).toEqual(texts);
		const lengths = items[0]!.json.sampleFiles as Array<{ seconds: number }>;
		expect(lengths.map(({ seconds }) => seconds > 1)).toEqual([true, true, true]);
	});

	test('transcribes several at a time', async () => {
		await stage.sandbox.settings({ latencyMs: 300 });
		await stage.sandbox.resetStats();
		expect((await create(three, [await withSamples(...texts)])).items[0]!.json.transcripts).toEqual(texts);
		expect((await stage.sandbox.stats()).maxInFlight).toBe(3);
	});

	test('returns them also for all items together, and without Simplify', async () => {
		const items = await Promise.all(texts.map(async (text) => await withSamples(text)));
		const { items: out } = await create({ sampleSource: 'allItems', sampleFields: 'sample0', simplify: false }, items);
		expect(out).toMatchObject([
			{ json: { train_mode: 'fast', transcripts: texts }, pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }] },
		]);
	});

	test('returns the transcripts of each of two items', async () => {
		const items = [await withSamples(texts[0]!), await withSamples(texts[1]!)];
		const { items: out } = await create({ sampleFields: 'sample0', title }, items);
		expect(out.map(({ json, pairedItem }) => [json.transcripts, pairedItem])).toEqual([
			[[texts[0]], { item: 0 }],
			[[texts[1]], { item: 1 }],
		]);
	});

	test('transcribes nothing if it is off', async () => {
		const { items } = await create({ sampleFields: 'sample0', options: { transcribeSamples: false } }, [
			await withSamples(texts[0]!),
		]);
		expect(items[0]!.json).not.toHaveProperty('transcripts');
		expect(await requests()).toEqual(['POST /model']);
	});

	test.each<[string, INodeParameters, string]>([
		[
			'transcripts in addition',
			{ sampleFields: 'small', options: { transcripts: 'One.' } },
			"'Transcripts' and 'Transcribe Samples First' are both given",
		],
		['no title', { sampleFields: 'small', title: '={{ "" }}' }, "'Title' is empty"],
	])('reports %s before anything is sent', async (_, parameters, message) => {
		const small = await stage.recording();
		const item = await stage.itemWith({ small: [small, 'a.wav', 'audio/wav'] });
		const { error } = await create(parameters, [item]);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
		expect(await requests()).toEqual([]);
		const { items } = await create(parameters, [item], 'continueRegularOutput');
		expect(items[0]!.json.error).toContain(message);
		expect(await requests()).toEqual([]);
	});

	test('sends transcripts without speakers and sounds', async () => {
		await stage.sandbox.settings({ soundEvent: 'laughter' });
		const { items } = await create({ sampleFields: 'sample0' }, [await withSamples(texts[0]!)]);
		await stage.sandbox.settings({ soundEvent: null });
		expect(items[0]!.json.transcripts).toEqual([texts[0]]);
		expect(await sentTexts()).toEqual([texts[0]]);
		const [request] = await stage.sandbox.requests();
		expect(request!.headers.model).toBe('transcribe-1-pro');
	});

	test('names a sample that is refused, and creates no voice', async () => {
		const item = await stage.itemWith({
			a: [await stage.recording(), 'a.wav', 'audio/wav'],
			b: [wav({ seconds: 0.05, rate: 8_000 }), 'b.wav', 'audio/wav'],
		});
		const { error } = await create({ sampleFields: 'a, b' }, [item]);
		expect(error?.message).toBe('Sample 2 was not transcribed: The recording is too short for Fish Audio [item 0]');
		expect((await stage.sandbox.stats()).voices).toBe(0);
	});

	test('continues with the other items after an error of the API', async () => {
		await stage.sandbox.fault({
			match: { path: '^/v1/asr$', text: 'first' },
			fault: { kind: 'status', status: 402 },
			times: -1,
		});
		const items = [await withSamples(texts[0]!), await withSamples(texts[1]!)];
		const { error } = await create({ sampleFields: 'sample0' }, items.slice(0, 1));
		expect(error?.message).toBe('The account has no API credit left [item 0]');
		const { items: out } = await create({ sampleFields: 'sample0', title }, items, 'continueRegularOutput');
		expect(out.map(({ json }) => json.error ?? json.transcripts)).toEqual([
			'The account has no API credit left [item 0]',
			[texts[1]],
		]);
	});

	test('tries again after a connection that breaks while a sample is sent', async () => {
		await stage.sandbox.fault({
			match: { path: '^/v1/asr$' },
			fault: { kind: 'reset', phase: 'upload', afterBytes: 1_000 },
		});
		const { items, error } = await create(three, [await withSamples(...texts)]);
		expect(error).toBeUndefined();
		expect(items[0]!.json.transcripts).toEqual(texts);
		expect((await stage.sandbox.stats()).voices).toBe(1);
	});
});
