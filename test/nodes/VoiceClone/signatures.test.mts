import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

/** An item as *Design* returns it, with `more` in its JSON. */
async function designed(signature: unknown, more: Record<string, unknown> = {}): Promise<INodeExecutionData> {
	const wav = await stage.recording('wav', `Hello from ${String(signature)}.`);
	const { binary } = await stage.itemWith({ data: [wav, 'voice-1-1.wav', 'audio/wav'] });
	const json = { candidateId: 'c1', signature, bytes: wav.length, ...more } as INodeExecutionData['json'];
	return { json, ...(binary && { binary }) };
}

const create = async (parameters: INodeParameters, items: INodeExecutionData[]) =>
	await stage.engine.runNode('voiceClone', { operation: 'create', title: 'Anna', ...parameters }, items);

/** The signatures that were sent for each voice. */
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

describe('Create sends the signatures from Design', () => {
	test.each(['fields', 'allAudioFields'])('for a voice of each item, with samples from %s', async (sampleSource) => {
		await create({ sampleSource }, [await designed('first')]);
		await create({ sampleSource }, [await designed('second')]);
		expect(await signaturesSent()).toEqual([['first'], ['second']]);
	});

	test('in order for all items together', async () => {
		await create({ sampleSource: 'allItems' }, [await designed('first'), await designed('second')]);
		expect(await signaturesSent()).toEqual([['first', 'second']]);
	});

	test.each<[string, () => Promise<INodeExecutionData[]>, INodeParameters]>([
		['if the recording is not the designed one', async () => [await designed('s', { bytes: 5 })], {}],
		['if the item does not come from Design', async () => [await designed('s', { bytes: undefined })], {}],
		['if the candidate has none', async () => [await designed(null)], {}],
		[
			'if one sample of a voice has none',
			async () => [await designed('s'), await designed('')],
			{ sampleSource: 'allItems' },
		],
		['if the item has several samples', async () => [await designed('s')], { sampleFields: 'data, data' }],
	])('but none %s', async (_, items, parameters) => {
		await create(parameters, await items());
		expect(await signaturesSent()).toEqual([[]]);
	});

	test.each<[string, unknown]>([
		['a line for each', 'one\ntwo'],
		['a list by expression', '={{ ["one", "two"] }}'],
	])("of the option, as %s, instead of the items'", async (_, designSignatures) => {
		const options = { designSignatures: designSignatures as string };
		await create({ sampleFields: 'data, data', options }, [await designed('s')]);
		await create({ sampleSource: 'allItems', options }, [await designed('s'), await designed('t')]);
		expect(await signaturesSent()).toEqual([
			['one', 'two'],
			['one', 'two'],
		]);
	});

	test('of the option with an expression for each item, even if a recording was changed', async () => {
		const options = { designSignatures: '={{ $json.signature }}' };
		await create({ sampleSource: 'allItems', options }, [await designed('s', { bytes: 1 }), await designed('t')]);
		expect(await signaturesSent()).toEqual([['s', 't']]);
	});

	test('and explains the error if one does not fit its sample', async () => {
		const { error } = await create({ options: { designSignatures: 'of another' } }, [await designed('s')]);
		expect(error?.message).toMatch(/^Fish Audio refused the request/);
		expect(error?.description).toContain('does not fit its signature');
	});

	test('and reports one signature for two samples before anything is sent', async () => {
		const { error } = await create({ sampleFields: 'data, data', options: { designSignatures: 's' } }, [
			await designed('s'),
		]);
		expect(error?.message).toBe("'Voice Design Signatures' has 1 entry for 2 samples [item 0]");
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});
