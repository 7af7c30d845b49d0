import { readdir, readFile } from 'node:fs/promises';

import { resources } from '../../../nodes/VoiceClone/operations/index.ts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

test('a workflow that was saved without a resource works with voices', async () => {
	const { ids } = await stage.sandbox.seedVoices({ count: 1, title: 'Seeded' });
	const { items } = await stage.engine.runNode('voiceClone', {
		operation: 'get',
		voice: { __rl: true, mode: 'id', value: ids[0]! },
	});
	expect(items).toMatchObject([{ json: { id: ids[0], title: 'Seeded' } }]);
	const { error } = await stage.engine.runNode('voiceClone', { title: 'Anna' });
	expect(error?.message).toBe("The item has no file in the field 'data' [item 0]");
});

test('each resource has a default operation', async () => {
	expect((await stage.engine.runNode('voiceClone', { resource: 'account' })).items[0]!.json).toHaveProperty('credit');
	expect((await stage.engine.runNode('voiceClone', { resource: 'sample' })).error?.message).toBe(
		"The item has no file in the field 'data' [item 0]",
	);
});

test.each([
	[{ resource: 'sample', operation: 'create' }, "The resource 'sample' has no operation 'create' [item 0]"],
	[{ resource: 'voice', operation: 'getCredit' }, "The resource 'voice' has no operation 'getCredit' [item 0]"],
	// n8n hides operations if there is no resource.
	[{ resource: 'x', operation: 'get' }, "The resource 'x' has no operation '' [item 0]"],
])('reports %j, and sends nothing', async (parameters, message) => {
	const { error } = await stage.engine.runNode('voiceClone', parameters);
	expect(error?.message).toBe(message);
	expect(error?.description).toContain("'Resource'");
	expect(await stage.sandbox.requests()).toEqual([]);
});

test('every operation has tests of its own', async () => {
	const folder = 'test/nodes/VoiceClone';
	const files = (await readdir(folder)).filter((name) => name.endsWith('.test.mts'));
	const tests = (await Promise.all(files.map(async (name) => await readFile(`${folder}/${name}`, 'utf8')))).join('\n');
	const names = Object.values(resources).flatMap((operations) => Object.keys(operations));
	expect(names).toHaveLength(9);
	for (const name of names) expect(tests).toContain(`describe('${name}'`);
});
