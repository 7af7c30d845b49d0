import type { INodeExecutionData } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const getCredit = async (items?: INodeExecutionData[], onError?: 'continueRegularOutput') =>
	await stage.engine.runNode(
		'voiceClone',
		{ resource: 'account', operation: 'getCredit' },
		items,
		onError ? { onError } : {},
	);

describe('getCredit', () => {
	test('shows the credit and what it buys', async () => {
		await stage.sandbox.settings({ credit: '12.340000' });
		const { items, error } = await getCredit();
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					credit: 12.34,
					currency: 'USD',
					speech: [
						{ model: 's2.1-pro', pricePerMillionBytes: 15, bytes: 822_666, hours: 9.87 },
						{ model: 's2.1-pro-free', pricePerMillionBytes: 0, bytes: null, hours: null, note: 'Costs nothing' },
						{ model: 's2-pro', pricePerMillionBytes: 15, bytes: 822_666, hours: 9.87 },
						{ model: 's1', pricePerMillionBytes: 15, bytes: 822_666, hours: 9.87 },
						{ model: 'drama-3', pricePerMillionBytes: null, bytes: null, hours: null, note: 'The price is not known' },
					],
					transcriptionHours: 34.28,
					voiceDesigns: 1_234,
					pricesAsOf: '2026-10',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(await stage.sandbox.requests()).toMatchObject([{ method: 'GET', path: '/wallet/self/api-credit' }]);
	});

	test('returns an item for each of two items', async () => {
		const { items } = await getCredit([{ json: {} }, { json: {} }]);
		expect(items.map(({ json, pairedItem }) => [json.credit, pairedItem])).toEqual([
			[100, { item: 0 }],
			[100, { item: 1 }],
		]);
	});

	test('stops at an error of the API, or returns an error item', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 401 }, times: 2 });
		expect((await getCredit()).error).toMatchObject({
			message: 'Fish Audio did not accept the API key [item 0]',
			httpCode: '401',
		});
		const { items } = await getCredit([{ json: {} }, { json: {} }], 'continueRegularOutput');
		expect(items.map(({ json, pairedItem }) => [typeof json.error, pairedItem])).toContainEqual([
			'string',
			{ item: 0 },
		]);
		expect(items.filter(({ json }) => json.credit === 100)).toHaveLength(1);
	});

	test.each([
		[{ kind: 'reset', phase: 'body', afterBytes: 20 }],
		[{ kind: 'cut', afterBytes: 20 }],
		[{ kind: 'badJson' }],
	])('tries again after %j', async (fault) => {
		await stage.sandbox.fault({ fault });
		expect((await getCredit()).items[0]!.json.credit).toBe(100);
		expect(await stage.sandbox.requests()).toHaveLength(2);
	});

	test('reports a server that has no credit', async () => {
		await stage.sandbox.fault({ fault: { kind: 'status', status: 404 } });
		const { error } = await getCredit();
		expect(error?.message).toBe('The server at the base URL does not offer this [item 0]');
		expect(error?.description).toContain('no voices and no credit');
	});

	test('reports a web page', async () => {
		await stage.sandbox.fault({ fault: { kind: 'html' }, times: -1 });
		expect((await getCredit()).error?.message).toBe('The Base URL leads to a web page and not to the API [item 0]');
	});
});
