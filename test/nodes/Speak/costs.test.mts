import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../../support/anyVoice.mts';
import { costHintsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const prompts = (...texts: string[]): INodeExecutionData[] => texts.map((text) => ({ json: { text } }));

const speak = async (
	parameters: INodeParameters,
	items: INodeExecutionData[],
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) =>
	await stage.engine.runNode(
		'speak',
		{ text: '={{ $json.text }}', voice: anyVoice, ...parameters },
		items,
		onError ? { onError } : {},
	);

const hour = 'This is a sentence that takes about three seconds to say. '.repeat(1_000);

describe('Only Estimate', () => {
	test('sends nothing, and says how much text, how many parts, how long and how much', async () => {
		const items = prompts('Welcome to our shop.', hour);
		const run = await speak({ checks: { onlyEstimate: true } }, items);
		const output = run.items;
		expect(await stage.sandbox.requests()).toEqual([]);
		expect(output.map(({ binary }) => binary)).toEqual([undefined, undefined]);
		expect(output[0]!.json).toMatchObject({ model: 's2.1-pro', textBytes: 20, parts: 1, costUsd: 0.0003 });
		expect(output[0]!.json.pricesAsOf).toMatch(/^\d{4}-\d\d$/);
		expect(output[0]!.json.estimatedSeconds).toBeCloseTo(1, 0);
		expect(output[1]!.json).toMatchObject({ parts: 20, costUsd: (Number(output[1]!.json.textBytes) * 15) / 1e6 });
		expect(costHintsOf(run)).toEqual([
			expect.stringMatching(
				/^Estimated: 2 items, 5\d,\d{3} bytes of text, about \$0\.8\d{3} at the list .*\. Nothing was sent\.$/,
			),
		]);
	});

	test('is at least what the account is billed', async () => {
		const items = prompts('Welcome.', 'Grüße aus Köln, 你好！', '[happy] Hello there. '.repeat(200));
		const { items: estimated } = await speak({ checks: { onlyEstimate: true } }, items);
		await speak({}, items);
		const billed = (await stage.sandbox.requests()).reduce((sum, { body }) => sum + Buffer.byteLength(body.text), 0);
		const bytes = estimated.reduce((sum, { json }) => sum + Number(json.textBytes), 0);
		expect(bytes).toBeGreaterThanOrEqual(billed);
	});

	test('of an item that has not changed is nothing', async () => {
		const [spoken] = (await speak({}, prompts('Welcome.'))).items;
		const checks = { onlyEstimate: true, previousFingerprint: String(spoken!.json.fingerprint) };
		const { outputs } = await speak({ checks }, prompts('Welcome.', 'Goodbye.'));
		expect(outputs.map((output) => output.map(({ json }) => json.costUsd))).toEqual([[0.000135 - 0.000015], [0]]);
	});

	test('says where the price of a model is not known', async () => {
		const run = await speak({ model: 'drama-3', checks: { onlyEstimate: true } }, prompts('Welcome.'));
		expect(run.items[0]!.json.costUsd).toBeNull();
		expect(costHintsOf(run)).toEqual([expect.stringContaining('the price of 1 item is not known')]);
	});
});

describe('Spending Limit', () => {
	const texts = Array.from({ length: 10 }, (_, row) => `${row}${'a'.repeat(999)}`);

	test('stops a run that costs more before the first request, and says how much it would cost', async () => {
		const { error } = await speak({ checks: { spendingLimit: 0.1499 } }, prompts(...texts));
		expect(error?.message).toBe("This run would cost about $0.1500, more than the 'Spending Limit (USD)' of $0.1499");
		// It is about the run, and n8n shows no item beside it.
		expect(error).toMatchObject({ context: { itemIndex: undefined } });
		expect(error?.description).toMatch(/^10 items, at the list prices of .*\. Nothing was sent\./);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('is an error of every item where the node continues on fail, beside an error of its own', async () => {
		const { items } = await speak({ checks: { spendingLimit: 0 } }, prompts('a', ' ', 'b'), 'continueRegularOutput');
		expect(items.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^This run would cost .*'Spending Limit \(USD\)' of \$0$/),
			"'Text' is empty [item 1]",
			expect.stringMatching(/^This run would cost .*'Spending Limit \(USD\)' of \$0$/),
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('lets a run through that costs as much', async () => {
		const { error, items } = await speak({ checks: { spendingLimit: 0.15 } }, prompts(...texts));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.costUsd)).toEqual(Array(10).fill(0.015));
	});

	test('does not count what has not changed', async () => {
		const [spoken] = (await speak({}, prompts('Welcome.'))).items;
		const checks = { spendingLimit: 0, previousFingerprint: String(spoken!.json.fingerprint) };
		const { error, outputs } = await speak({ checks }, prompts('Welcome.'));
		expect(error).toBeUndefined();
		expect(outputs.map((output) => output.length)).toEqual([0, 1]);
	});

	test.each([
		['a negative limit', { spendingLimit: -1 }, "'Spending Limit (USD)' is -1"],
		['no number', { spendingLimit: 'much' }, "'Spending Limit (USD)' cannot be 'much'"],
	])('%s is refused before anything is sent', async (_, checks, message) => {
		const { error } = await speak({ checks }, prompts('Welcome.'));
		expect(error?.message).toContain(message);
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test('cannot be kept for a model without a known price', async () => {
		const { error } = await speak({ model: 'drama-3', checks: { spendingLimit: 5 } }, prompts('Welcome.'));
		expect(error?.message).toContain('the price of the model drama-3 is not known');
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

test('a hint sums a run up: items, bytes, dollars, and what was unchanged', async () => {
	const checks = { previousFingerprint: '={{ $json.fingerprint }}' };
	const first = await speak({ checks }, prompts('Welcome.', 'Goodbye.'));
	expect(costHintsOf(first)).toEqual([
		expect.stringMatching(/^Spoken: 2 items, 16 bytes of text, about \$0\.0002 at the list prices of October 2026\.$/),
	]);
	const again = await speak({ checks }, [
		{ json: { text: 'Welcome.', fingerprint: first.items[0]!.json.fingerprint! } },
		{ json: { text: 'Hello.' } },
	]);
	expect(costHintsOf(again)).toEqual([
		expect.stringMatching(/^Spoken: 1 item, 6 bytes of text, about .*\. Unchanged, not spoken again: 1 item\.$/),
	]);
});
