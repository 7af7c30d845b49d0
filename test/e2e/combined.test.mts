import type { IBinaryData } from 'n8n-workflow';

import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });

const start: NodeSpec = { name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Speak']] };

/** Runs nodes in a row in a workflow whose files lie in the JSON of items, n8n's Execution Logic v2. */
async function run(...specs: NodeSpec[]) {
	const base = workflowOf(house, 'Files in the JSON', [start, ...specs]);
	const id = await house.save({ ...base, settings: { executionOrder: 'v1', binaryMode: 'combined' } });
	const execution = await house.run(id, 'Start by Hand');
	expect(errorOf(execution)).toBeUndefined();
	return execution;
}

const speak = (to: string): NodeSpec => ({
	name: 'Speak',
	type: 'speak',
	parameters: { text: 'Hello there, this is my voice.', format: 'wav', captions: 'both' },
	to: [[to]],
});

test('what Speak has spoken is written, read again and made a voice of, and the credential works', async () => {
	const execution = await run(
		speak('Write'),
		{
			name: 'Write',
			type: 'n8n-nodes-base.readWriteFile',
			parameters: {
				operation: 'write',
				fileName: `=${house.files}/{{ $json.fileName }}`,
				dataPropertyName: '_files.data',
			},
			to: [['Read']],
		},
		{
			name: 'Read',
			type: 'n8n-nodes-base.readWriteFile',
			parameters: { operation: 'read', fileSelector: `${house.files}/*.wav` },
			to: [['Create']],
		},
		{
			name: 'Create',
			type: 'voiceClone',
			parameters: { operation: 'create', title: 'Anna', sampleFields: 'data' },
			to: [['By Expression']],
		},
		{
			name: 'By Expression',
			type: 'voiceClone',
			parameters: { operation: 'create', title: 'Ben', sampleFields: "={{ $('Read').item._files.data }}" },
		},
	);
	const [spoken] = itemsOf(execution, 'Speak');
	expect(Object.keys(spoken!.json._files as unknown as Record<string, IBinaryData>)).toEqual([
		'data',
		'data_srt',
		'data_vtt',
	]);
	const uploads = (await house.sandbox.requests()).filter(({ method, path }) => method === 'POST' && path === '/model');
	expect(uploads.map(({ body }) => body.files.map(({ bytes }: { bytes: number }) => bytes))).toEqual([
		[spoken!.json.bytes],
		[spoken!.json.bytes],
	]);
	expect(itemsOf(execution, 'By Expression')[0]!.json).toMatchObject({
		title: 'Ben',
		sampleFiles: [{ fileName: 'Hello-there-this-is-my-voice-1.wav' }],
	});
});

test('it is transcribed, and followed by an instant clone', async () => {
	const execution = await run(
		speak('Transcribe'),
		{
			name: 'Transcribe',
			type: 'voiceClone',
			parameters: { resource: 'sample', operation: 'transcribe' },
			to: [['Speak Alike']],
		},
		{
			name: 'Speak Alike',
			type: 'speak',
			parameters: {
				text: 'And this is mine, too.',
				voiceSource: 'samples',
				sampleFields: "={{ $('Speak').item._files.data }}",
				transcripts: '={{ $json.text }}',
			},
		},
	);
	expect(itemsOf(execution, 'Transcribe')[0]!.json.text).toContain('this is my voice');
	expect((await house.sandbox.requests()).at(-1)!.body.references).toMatchObject([
		{ text: expect.stringContaining('this is my voice') },
	]);
});
