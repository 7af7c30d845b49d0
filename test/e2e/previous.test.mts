import { readdirSync, readFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';

import type { INodeParameters, INodeTypeDescription, IWorkflowBase } from 'n8n-workflow';

import { withTrueSizes } from '../support/wav.mts';
import { dub, expectDubbed, withSpeech } from './support/dubbing.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { everyOtherSecond, itemsFrom, workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse({ release: 'previous', sandbox: { speech: 'tone' } });

const recordings = (next: string): NodeSpec[] => [
	{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Recordings']] },
	{
		name: 'Recordings',
		type: 'n8n-nodes-base.readWriteFile',
		parameters: { fileSelector: `${house.files}/*.wav`, options: {} },
		to: [[next]],
	},
];

describe('n8n 1.123', () => {
	test('clones from several recordings and speaks, byte for byte', async () => {
		const recording = await house.sandbox.ttsBytes({ text: 'This is my voice.', format: 'wav' });
		for (const name of ['a.wav', 'b.wav']) await writeFile(`${house.files}/${name}`, recording);
		const id = await house.save(
			workflowOf(house, 'Clone', [
				...recordings('Clone'),
				{
					name: 'Clone',
					type: 'voiceClone',
					parameters: { title: 'Anna', sampleSource: 'allItems', waitUntilTrained: true },
					to: [['Speak']],
				},
				{
					name: 'Speak',
					type: 'speak',
					parameters: {
						text: 'Hello from the line before.',
						voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						format: 'wav',
					},
				},
			]),
		);
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		const [voice] = itemsOf(execution, 'Clone');
		expect(voice!.json).toMatchObject({ title: 'Anna', state: 'trained', visibility: 'private' });
		const expected = withTrueSizes(
			await house.sandbox.ttsBytes(
				{ text: 'Hello from the line before.', format: 'wav', reference_id: voice!.json['id'] },
				's2.1-pro',
			),
		);
		expect((await house.bytesOf(itemsOf(execution, 'Speak')[0])).equals(expected)).toBe(true);
		const [upload] = (await house.sandbox.requests()).filter(
			({ method, path }) => method === 'POST' && path === '/model',
		);
		expect(upload!.body.files.filter(({ name }: { name: string }) => name === 'voices')).toHaveLength(2);
	});

	test('sends a failed item to the error output, with advice', async () => {
		const id = await house.save(
			workflowOf(house, 'Fails', [
				...itemsFrom([{ text: 'Good.' }, { text: '' }, { text: 'Good again.' }], 'Speak'),
				{
					name: 'Speak',
					type: 'speak',
					parameters: { text: '={{ $json.text }}' },
					onError: 'continueErrorOutput',
					to: [['Spoken'], ['Failed']],
				},
				{ name: 'Spoken', type: 'n8n-nodes-base.noOp' },
				{ name: 'Failed', type: 'n8n-nodes-base.noOp' },
			]),
		);
		const execution = await house.run(id, 'Start by Hand');
		expect(itemsOf(execution, 'Spoken')).toHaveLength(2);
		const [failed, ...more] = itemsOf(execution, 'Failed');
		expect(more).toEqual([]);
		expect(failed!.json).toMatchObject({
			error: expect.stringContaining("'Text' is empty"),
			message: expect.any(String),
		});
	});

	test('starts one execution for a trained voice', async () => {
		const id = await house.save(
			workflowOf(house, 'Polls', [
				{
					name: 'When Trained',
					type: 'voiceCloneTrigger',
					parameters: { pollTimes: everyOtherSecond },
					to: [['Next']],
				},
				{ name: 'Next', type: 'n8n-nodes-base.noOp' },
			]),
		);
		await house.publish(id);
		await house.polled();
		await house.sandbox.seedVoices({ title: 'Brand new', state: 'trained' });
		const [first] = await until(async () =>
			(await house.executions(id)).length > 0 ? await house.executions(id) : undefined,
		);
		expect(itemsOf(await house.ended(first!.id), 'When Trained').map(({ json }) => json['title'])).toEqual([
			'Brand new',
		]);
	});

	test('knows every node of the examples, in their version', async () => {
		const answer = await fetch(`${house.n8n.url}/types/nodes.json`, { headers: { cookie: house.rest.cookie } });
		const known = ((await answer.json()) as INodeTypeDescription[]).flatMap(({ name, version }) =>
			[version].flat().map((one) => `${name} ${one}`),
		);
		const files = readdirSync('examples').filter((name) => name.endsWith('.json'));
		const nodes = files.flatMap(
			(file) => (JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as IWorkflowBase).nodes,
		);
		expect(known).toEqual(expect.arrayContaining(nodes.map(({ type, typeVersion }) => `${type} ${typeVersion}`)));
	});

	test('runs the nightly IVR, which in the second night speaks only a prompt whose audio is gone', async () => {
		const id = await house.saveExample('nightly-ivr');
		const first = await house.run(id, 'Every Night');
		expect(errorOf(first)).toBeUndefined();
		const names = ['goodbye', 'hold', 'hours', 'welcome'];
		const files = names.flatMap((name) => [`${name}.spoken.json`, `${name}.wav`]);
		expect((await readdir(house.files)).filter((name) => files.includes(name)).sort()).toEqual(files);
		await rm(`${house.files}/hold.wav`);
		const second = await house.run(id, 'Every Night');
		expect(errorOf(second)).toBeUndefined();
		const filesOf = (node: string) => itemsOf(second, node).map(({ json }) => json['file']);
		// The opening hours change at midnight.
		expect(filesOf('Unchanged Prompts').filter((file) => file !== 'hours')).toEqual(['welcome', 'goodbye']);
		expect(filesOf('Fingerprint to File')).toEqual(expect.not.arrayContaining(['welcome', 'goodbye']));
		expect(await readdir(house.files)).toContain('hold.wav');
	});

	test('runs the dubbing of a video', async () => {
		// The example uses voices that are there, and another test makes an Anna.
		await house.sandbox.removeVoices();
		await house.sandbox.clearRequests();
		await expectDubbed(house, await withSpeech(house, async () => await dub(house)));
	});

	test('runs captioned ad, dialogue, and design and clone', async () => {
		const captioned = await house.run(await house.saveExample('captioned-ad'), 'Start by Hand');
		expect(errorOf(captioned)).toBeUndefined();

		const { ids } = await house.sandbox.seedVoices({ count: 2, title: 'Voice' });
		const dialogue = await house.run(
			await house.saveExample('dialogue', ({ nodes }) => {
				const { speaker } = nodes.find(({ name }) => name === 'Speak the Dialogue')!.parameters['speakers'] as {
					speaker: INodeParameters[];
				};
				for (const [at, one] of speaker.entries()) one['voice'] = { __rl: true, mode: 'list', value: ids[at]! };
			}),
			'Start by Hand',
		);
		expect(errorOf(dialogue)).toBeUndefined();

		const choose = async (chosen: number): Promise<string> =>
			await house.saveExample('design-and-clone', ({ nodes }) => {
				const { assignments } = nodes.find(({ name }) => name === 'My Voice')!.parameters['assignments'] as {
					assignments: INodeParameters[];
				};
				assignments.find(({ name }) => name === 'chosen')!['value'] = chosen;
			});
		for (const chosen of [0, 3])
			expect(errorOf(await house.run(await choose(chosen), 'Start by Hand'))).toBeUndefined();

		const saved = [
			'summer-sale.mp3',
			'summer-sale.srt',
			'summer-sale.vtt',
			'reading-night.mp3',
			'candidate-3.wav',
			'Evening voice.mp3',
		];
		expect(await readdir(house.files)).toEqual(expect.arrayContaining(saved));
	});
});
