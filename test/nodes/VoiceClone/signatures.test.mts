import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

/** An item as *Design* gives it, with `more` in its JSON. */
async function designed(signature: unknown, more: Record<string, unknown> = {}): Promise<INodeExecutionData> {
	const wav = await stage.recording('wav', `Hello from ${String(signature)}.`);
	const { binary } = await stage.itemWith({ data: [wav, 'voice-1-1.wav', 'audio/wav'] });
	const json = { candidateId: 'c1', signature, bytes: wav.length, ...more } as INodeExecutionData['json'];
	return { json, ...(binary && { binary }) };
}

const create = async (parameters: INodeParameters, items: INodeExecutionData[]) =>
	await stage.engine.runNode('voiceClone', { operation: 'create', title: 'Anna', ...parameters }, items);

/** The signatures that each voice was made with. */
async function signaturesSent(): Promise<string[][]> {
	const requests = (await stage.sandbox.requests()).filter(
		({ method, path }) => method === 'POST' && path === '/model',
	);
	return requests.map(({ body }) =>
		(body as { fields: string[][] }).fields
			.filter(([name]) => name === 'voice_design_signatures')
			.map(([, value]) => value!),
	);
}

describe('a signature travels from Design to Create', () => {
	test.each(['fields', 'allAudioFields'])('by itself: a voice for each item, samples from %s', async (sampleSource) => {
		await create({ sampleSource }, [await designed('first')]);
		await create({ sampleSource }, [await designed('second')]);
		expect(await signaturesSent()).toEqual([['first'], ['second']]);
	});

	test('by itself: all items together, in their order', async () => {
		await create({ sampleSource: 'allItems' }, [await designed('first'), await designed('second')]);
		expect(await signaturesSent()).toEqual([['first', 'second']]);
	});

	test.each<[string, () => Promise<INodeExecutionData[]>, INodeParameters]>([
		['of another recording than was designed', async () => [await designed('s', { bytes: 5 })], {}],
		['of an item that comes from elsewhere', async () => [await designed('s', { bytes: undefined })], {}],
		['of a candidate without one', async () => [await designed(null)], {}],
		[
			'where one sample of a voice has none',
			async () => [await designed('s'), await designed('')],
			{ sampleSource: 'allItems' },
		],
		['of an item with several samples', async () => [await designed('s')], { sampleFields: 'data, data' }],
	])('none is sent %s', async (_, items, parameters) => {
		await create(parameters, await items());
		expect(await signaturesSent()).toEqual([[]]);
	});

	test.each<[string, unknown]>([
		['a line for each', 'one\ntwo'],
		['a list by expression', '={{ ["one", "two"] }}'],
	])('by the option, as %s, before what the items have', async (_, designSignatures) => {
		const options = { designSignatures: designSignatures as string };
		await create({ sampleFields: 'data, data', options }, [await designed('s')]);
		await create({ sampleSource: 'allItems', options }, [await designed('s'), await designed('t')]);
		expect(await signaturesSent()).toEqual([
			['one', 'two'],
			['one', 'two'],
		]);
	});

	test('by the option, each item giving its own, whatever became of the recording', async () => {
		const options = { designSignatures: '={{ $json.signature }}' };
		await create({ sampleSource: 'allItems', options }, [await designed('s', { bytes: 1 }), await designed('t')]);
		expect(await signaturesSent()).toEqual([['s', 't']]);
	});

	test('one that does not fit fails the request, and the error says what to do', async () => {
		const { error } = await create({ options: { designSignatures: 'of another' } }, [await designed('s')]);
		expect(error?.message).toMatch(/^Fish Audio refused the request/);
		expect(error?.description).toContain('does not fit its signature');
	});

	test('one for two samples is reported before anything is sent', async () => {
		const { error } = await create({ sampleFields: 'data, data', options: { designSignatures: 's' } }, [
			await designed('s'),
		]);
		expect(error?.message).toBe("'Voice Design Signatures' has 1 entry for 2 samples [item 0]");
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});
