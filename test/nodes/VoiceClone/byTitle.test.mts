import type { INodeParameters } from 'n8n-workflow';

import { setStage } from '../../support/stage.mts';

const stage = setStage();

const run = async (operation: string, title: string, more: INodeParameters = {}, count = 1) =>
	await stage.engine.runNode(
		'voiceClone',
		{ operation, voice: { __rl: true, mode: 'title', value: title }, ...more },
		Array.from({ length: count }, () => ({ json: {} })),
	);

const seed = async (title: string, spec: Record<string, unknown> = {}): Promise<string> =>
	(await stage.sandbox.seedVoices({ count: 1, title, state: 'trained', ...spec })).ids[0]!;

const asked = async (): Promise<string[]> =>
	(await stage.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);

test('get: two items, one look-up', async () => {
	const id = await seed('Anna');
	const { items } = await run('get', 'Anna', {}, 2);
	expect(items.map(({ json }) => json.id)).toEqual([id, id]);
	expect(await asked()).toEqual(['GET /model', `GET /model/${id}`, `GET /model/${id}`]);
});

test('get: a voice in training, too', async () => {
	const id = await seed('Anna', { state: 'training' });
	expect((await run('get', 'Anna')).items[0]!.json).toMatchObject({ id, state: 'training' });
});

test('update changes the voice of the title', async () => {
	const id = await seed('Anna');
	const { items } = await run('update', 'anna', { updateFields: { title: 'Anna 2' } });
	expect(items[0]!.json).toMatchObject({ id, title: 'Anna 2' });
});

test('delete removes the one voice of the title, and no other', async () => {
	const [id] = [await seed('Anna'), await seed('Anna Maria')];
	expect((await run('delete', 'Anna')).items[0]!.json).toEqual({ deleted: true, id });
	expect(await asked()).toEqual(['GET /model', `DELETE /model/${id}`]);
});

test.each(['get', 'update', 'delete'])(
	'%s: several voices of the title, a failed one among them',
	async (operation) => {
		await seed('Anna');
		await seed('Anna', { state: 'failed' });
		const { error } = await run(operation, 'Anna', { updateFields: { title: 'Ben' } });
		expect(error?.message).toBe("'Voice' is the title of 2 of your voices: 'Anna' [item 0]");
		expect(await asked()).toEqual(['GET /model']);
	},
);

test.each(['get', 'update', 'delete'])('%s: no voice of the title', async (operation) => {
	await seed('Anna');
	const { error } = await run(operation, 'Ann', { updateFields: { title: 'Ben' } });
	expect(error?.message).toBe("'Voice' is not the title of one of your voices: 'Ann' [item 0]");
	expect((await asked()).every((one) => one === 'GET /model')).toBe(true);
});

test.each(['get', 'update', 'delete'])('%s: an empty title sends nothing', async (operation) => {
	const { error } = await run(operation, ' ', { updateFields: { title: 'Ben' } });
	expect(error?.message).toBe("'Voice' is empty [item 0]");
	expect(await asked()).toEqual([]);
});
