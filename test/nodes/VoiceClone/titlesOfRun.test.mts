import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const rows = async (...titles: string[]): Promise<INodeExecutionData[]> => {
	const { binary } = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	return titles.map((title) => ({ json: { title }, binary: binary! }));
};

const create = async (
	titles: string[],
	parameters: INodeParameters = {},
	onError?: 'continueRegularOutput',
): ReturnType<typeof stage.engine.runNode> =>
	await stage.engine.runNode(
		'voiceClone',
		{ operation: 'create', title: '={{ $json.title }}', ...parameters },
		await rows(...titles),
		onError ? { onError } : {},
	);

test('two items do not silently become two voices of one title', async () => {
	const { error } = await create(['Anna', ' Anna '], { title: 'My Ad Voice' });
	expect(error?.message).toBe("'Title' is the same for 2 items: 'My Ad Voice' [item 0]");
	expect(error?.description).toContain("choose 'One Voice From All Items' in 'Samples From'");
	expect(await stage.sandbox.requests()).toEqual([]);
});

test('with Continue On Fail, all items of the title fail, and others become voices', async () => {
	const { items } = await create(['Anna', 'Ben', ' Anna'], {}, 'continueRegularOutput');
	const error = expect.stringContaining("is the same for 2 items: 'Anna'");
	expect(items).toMatchObject([{ json: { error } }, { json: { title: 'Ben' } }, { json: { error } }]);
	expect((await stage.sandbox.stats()).voices).toBe(1);
});

test.each(['createAnother', 'useIt'])('items may share a title with If the Title Exists: %s', async (ifTitleExists) => {
	const { items, error } = await create(['Anna', 'Anna'], { options: { ifTitleExists } });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.title)).toEqual(['Anna', 'Anna']);
});

test('one voice from all items has one title', async () => {
	const together = { sampleSource: 'allItems' };
	const { error } = await create(['Anna', 'Ben'], together);
	expect(error?.message).toBe("'Title' differs among the items: 'Anna', 'Ben' [item 0]");
	expect(error?.description).toContain("choose 'One Voice per Item'");
	expect(error?.description).not.toContain('n8n counts');
	expect(await stage.sandbox.requests()).toEqual([]);
	expect((await create(['Anna', 'Anna '], together)).items).toHaveLength(1);
});

test('what is wrong with a title is said of its own item', async () => {
	const { items } = await create(['', '', 'Ben'], {}, 'continueRegularOutput');
	const error = expect.stringContaining("'Title' is empty");
	expect(items).toMatchObject([{ json: { error } }, { json: { error } }, { json: { title: 'Ben' } }]);
});
