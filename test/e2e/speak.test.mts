import type { INodeParameters } from 'n8n-workflow';

import { anyVoice } from '../support/anyVoice.mts';
import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { itemsFrom, workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });
const visitor = setVisitor(house);

const noOp = (name: string): NodeSpec => ({ name, type: 'n8n-nodes-base.noOp' });

async function execute(name: string, specs: NodeSpec[], node: string): Promise<Editor> {
	const editor = new Editor(visitor.page);
	await editor.open(await house.save(workflowOf(house, name, specs)));
	await editor.execute('Start by Hand');
	await editor.node(node).getByTestId('canvas-node-status-success').waitFor();
	return editor;
}

test('a dialogue gives audio and captions with the chosen name', async () => {
	const { ids } = await house.sandbox.seedVoices({ count: 2, title: 'Voice' });
	const speaker = ['Anna', 'Bob'].map((name, at) => ({ name, voice: { __rl: true, mode: 'id', value: ids[at]! } }));
	const parameters = {
		text: 'Anna: [happy] Welcome to our show!\nBob: Thank you, Anna. It is good to be here.',
		voiceSource: 'speakers',
		speakers: { speaker },
		captions: 'both',
		fileName: 'show',
	};
	const specs: NodeSpec[] = [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters },
	];
	const editor = await execute('Dialogue', specs, 'Speak');
	const panel = await editor.openPanel('Speak');
	const output = panel.getByTestId('output-panel');
	await output.getByTestId('radio-button-binary').click();
	const files = await editor.textOf(output, /show\.vtt/);
	for (const name of ['show.mp3', 'show.srt', 'show.vtt']) expect(files).toContain(name);
	await visitor.shoot('output-captions');
});

test('unchanged items go to an output of their own', async () => {
	const prompts = [{ text: 'Welcome.' }, { text: 'Please hold.' }];
	const speak = (to: string[][], checks: INodeParameters): NodeSpec => ({
		name: 'Speak',
		type: 'speak',
		parameters: {
			text: '={{ $json.text }}',
			voice: anyVoice,
			format: 'phone',
			checks,
			options: { includeInput: true },
		},
		to,
	});
	const first = await house.save(workflowOf(house, 'All prompts', [...itemsFrom(prompts, 'Speak'), speak([], {})]));
	const { executionId } = await house.rest.call('POST', `workflows/${first}/run`, {
		triggerToStartFrom: { name: 'Start by Hand' },
	});
	const spoken = itemsOf(await house.ended(executionId), 'Speak').map(({ json }) => ({
		text: json.text,
		fingerprint: json.fingerprint,
	}));
	expect(spoken).toHaveLength(2);
	spoken[1]!.text = 'Please stay on the line.';
	const specs = [
		...itemsFrom(spoken, 'Speak'),
		speak([['Save'], ['As Before']], { previousFingerprint: '={{ $json.fingerprint }}' }),
		noOp('Save'),
		noOp('As Before'),
	];
	await house.sandbox.clearRequests();
	const editor = await execute('Only what has changed', specs, 'As Before');
	await editor.node('Save').getByTestId('canvas-node-status-success').waitFor();
	await editor.fit();
	await visitor.shoot('workflow-unchanged');
	expect((await house.sandbox.requests()).map(({ body }) => body.text)).toEqual(['Please stay on the line.']);
	await editor.openPanel('Speak');
	await visitor.shoot('panel-unchanged');
});

test('a text of 100,000 characters becomes one file, and the panel shows the number of parts', async () => {
	const text = "={{ 'This is one of very many sentences, all of them alike. '.repeat(1850).trim() }}";
	const voice = { __rl: true, mode: 'id', value: (await house.sandbox.seedVoices({ count: 1 })).ids[0]! };
	const specs: NodeSpec[] = [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters: { text, voice, format: 'phone' } },
	];
	const editor = await execute('Audiobook', specs, 'Speak');
	const output = (await editor.openPanel('Speak')).getByTestId('output-panel');
	await editor.textOf(output, /The text was spoken in 3\d parts and joined into one file of \d+:\d\d\. \[item 0\]/);
	await visitor.shoot('output-long-text');
});
