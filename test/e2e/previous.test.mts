import { readdir, writeFile } from 'node:fs/promises';

import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { everyOtherSecond, itemsFrom, workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse({ release: 'previous', sandbox: { speech: 'tone' } });

const recordings = (next: string): NodeSpec[] => [
	{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Recordings']] },
	{ name: 'Recordings', type: 'n8n-nodes-base.readWriteFile', parameters: { fileSelector: `${house.files}/*.wav`, options: {} }, to: [[next]] },
];

describe('n8n 1.123', () => {
	test('clones from several recordings and speaks, byte for byte', async () => {
		const recording = await house.sandbox.ttsBytes({ text: 'This is my voice.', format: 'wav' });
		for (const name of ['a.wav', 'b.wav']) await writeFile(`${house.files}/${name}`, recording);
		const id = await house.save(workflowOf(house, 'Clone', [
			...recordings('Clone'),
			{ name: 'Clone', type: 'voiceClone', parameters: { title: 'Anna', sampleSource: 'allItems', waitUntilTrained: true }, to: [['Speak']] },
			{ name: 'Speak', type: 'speak', parameters: { text: 'Hello from the line before.', voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, format: 'wav' } },
		]));
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		const [voice] = itemsOf(execution, 'Clone');
		expect(voice!.json).toMatchObject({ title: 'Anna', state: 'trained', visibility: 'private' });
		const expected = await house.sandbox.ttsBytes({ text: 'Hello from the line before.', format: 'wav', reference_id: voice!.json['id'] }, 's2.1-pro');
		expect((await house.bytesOf(itemsOf(execution, 'Speak')[0])).equals(expected)).toBe(true);
		const [upload] = (await house.sandbox.requests()).filter(({ method, path }) => method === 'POST' && path === '/model');
		expect(upload!.body.files.filter(({ name }: { name: string }) => name === 'voices')).toHaveLength(2);
	});

	test('a failing item leaves by the error output, with what to do', async () => {
		const id = await house.save(workflowOf(house, 'Fails', [
			...itemsFrom([{ text: 'Good.' }, { text: '' }, { text: 'Good again.' }], 'Speak'),
			{ name: 'Speak', type: 'speak', parameters: { text: '={{ $json.text }}' }, onError: 'continueErrorOutput', to: [['Spoken'], ['Failed']] },
			{ name: 'Spoken', type: 'n8n-nodes-base.noOp' },
			{ name: 'Failed', type: 'n8n-nodes-base.noOp' },
		]));
		const execution = await house.run(id, 'Start by Hand');
		expect(itemsOf(execution, 'Spoken')).toHaveLength(2);
		const [failed, ...more] = itemsOf(execution, 'Failed');
		expect(more).toEqual([]);
		expect(failed!.json).toMatchObject({ error: expect.stringContaining("'Text' is empty"), message: expect.any(String) });
	});

	test('polls: one execution for a voice that is trained', async () => {
		const id = await house.save(workflowOf(house, 'Polls', [
			{ name: 'When Trained', type: 'voiceCloneTrigger', parameters: { pollTimes: everyOtherSecond }, to: [['Next']] },
			{ name: 'Next', type: 'n8n-nodes-base.noOp' },
		]));
		await house.publish(id);
		await house.polled();
		await house.sandbox.seedVoices({ title: 'Brand new', state: 'trained' });
		const [first] = await until(async () => ((await house.executions(id)).length > 0 ? await house.executions(id) : undefined));
		expect(itemsOf(await house.ended(first!.id), 'When Trained').map(({ json }) => json['title'])).toEqual(['Brand new']);
	});

	test('the examples run there, too', async () => {
		const execution = await house.run(await house.saveExample('nightly-ivr'), 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		expect((await readdir(house.files)).filter((name) => /^(goodbye|hold|hours|welcome)\.wav$/.test(name)).sort()).toEqual(['goodbye.wav', 'hold.wav', 'hours.wav', 'welcome.wav']);
	});
});
