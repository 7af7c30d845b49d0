import type { INodeParameters } from 'n8n-workflow';
import type { Locator } from 'playwright-core';

import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { itemsFrom, workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse();
const visitor = setVisitor(house);

let voices: { id: string; title: string }[];
beforeAll(async () => {
	const titles = ['Anna, warm and calm', 'Ben, dry humour'];
	voices = await Promise.all(
		titles.map(async (title) => ({ title, id: (await house.sandbox.seedVoices({ title, state: 'trained' })).ids[0]! })),
	);
});

const shoot = async (name: string): Promise<void> => await visitor.shoot(name, { messages: false });

/** A voice as chosen from the list. */
const chosen = (at: number): INodeParameters => {
	const { id, title } = voices[at]!;
	return { __rl: true, mode: 'list', value: id, cachedResultName: `${title} (Yours, trained)` };
};

const start: NodeSpec = { name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Node']] };

const editor = (): Editor => new Editor(visitor.page);

/** Executes nodes in a row, and opens the panel of the last one with its output. */
async function openRun(title: string, specs: NodeSpec[], node: string): Promise<Locator> {
	await editor().open(await house.save(workflowOf(house, title, specs)));
	await editor().execute('Start by Hand');
	await editor().node(node).getByTestId('canvas-node-status-success').waitFor();
	return await editor().openPanel(node);
}

/** Executes one node by itself, and opens its panel. */
const openNode = async (title: string, type: string, parameters: INodeParameters): Promise<Locator> =>
	await openRun(title, [start, { name: 'Node', type, parameters }], 'Node');

/** The text of the output panel in one of its views. */
async function outputOf(panel: Locator, view: 'json' | 'binary', wanted: RegExp): Promise<string> {
	const output = panel.getByTestId('output-panel');
	await output.getByTestId(`radio-button-${view}`).click();
	return await editor().textOf(output, wanted);
}

test('several speakers: the words in the JSON have their names', async () => {
	const panel = await openNode('Dialogue', 'speak', {
		text: 'Anna: [happy] Welcome to our show!\nBen: Thank you, Anna.\nIt is good to be here.',
		voiceSource: 'speakers',
		speakers: {
			speaker: [
				{ name: 'Anna', voice: chosen(0) },
				{ name: 'Ben', voice: chosen(1) },
			],
		},
		captions: 'srt',
		options: { includeWords: true },
	});
	expect(await outputOf(panel, 'json', /"speaker"/)).toMatch(/"speaker":\s*"Anna"/);
	await shoot('panel-several-speakers');
	await panel.getByTestId('parameter-input-captions').scrollIntoViewIfNeeded();
	await shoot('panel-several-speakers-below');
});

test('several voices: a file for each, with its name', async () => {
	const panel = await openNode('Several Voices', 'speak', {
		text: 'Three days only!',
		voiceSource: 'eachVoice',
		voices: { voice: [{ voice: chosen(0) }, { voice: chosen(1) }] },
		fileName: 'summer-sale',
	});
	const files = /summer-sale_Anna, warm and calm\.mp3[^]*summer-sale_Ben, dry humour\.mp3/;
	expect(await outputOf(panel, 'json', /dry humour\.mp3/)).toMatch(files);
	await shoot('panel-several-voices');
});

test('captions: adds them next to the audio, with the same name', async () => {
	const panel = await openNode('Captions', 'speak', {
		text: 'Three days only! Everything in our summer sale is half price.',
		voice: chosen(0),
		captions: 'both',
		fileName: 'summer-sale',
	});
	expect(await outputOf(panel, 'binary', /summer-sale\.vtt/)).toMatch(/summer-sale\.mp3[^]*summer-sale\.srt/);
	await panel.getByTestId('parameter-input-captions').scrollIntoViewIfNeeded();
	await shoot('panel-captions');
	await panel.getByTestId('parameter-input-captions').click();
	await visitor.page.getByText('For web pages').waitFor();
	await shoot('panel-captions-choices');
});

test('phone: says which phone systems each encoding is for', async () => {
	const panel = await openNode('Phone', 'speak', {
		text: 'Please hold the line.',
		voice: chosen(0),
		format: 'phone',
		phoneEncoding: 'muLawWav',
	});
	expect(await outputOf(panel, 'json', /"phoneEncoding"/)).toMatch(/"sampleRate":\s*8000/);
	await panel.getByTestId('parameter-input-phoneEncoding').click();
	await visitor.page.getByText('3CX, Asterisk, Avaya IP Office, FreeSWITCH, Genesys Cloud').waitFor();
	await shoot('panel-phone');
});

test('design: returns each candidate as an item with a recording', async () => {
	const panel = await openNode('Design', 'voiceClone', {
		operation: 'design',
		prompt: 'A warm, calm woman in her forties who reads the evening news',
		candidates: 3,
		options: { referenceText: 'Good evening, and welcome to Harbour Books.' },
	});
	expect(await outputOf(panel, 'binary', /3 items[^]*-1-3\.wav/)).toMatch(/-1-1\.wav/);
	await shoot('panel-design');
	expect(await outputOf(panel, 'json', /"candidateId"/)).toMatch(/"text":\s*"Good evening/);
	await shoot('panel-design-json');
});

test('transcribe: shows the words of a recording and their times', async () => {
	const panel = await openRun(
		'Transcribe',
		[
			start,
			{
				name: 'Node',
				type: 'speak',
				parameters: { text: 'Our shop is open from nine to six. On Sundays it is closed.', format: 'wav' },
				to: [['Transcribe']],
			},
			{
				name: 'Transcribe',
				type: 'voiceClone',
				parameters: { resource: 'sample', operation: 'transcribe', options: { timestamps: true } },
			},
		],
		'Transcribe',
	);
	expect(await outputOf(panel, 'json', /"words"/)).toMatch(/"text":\s*"Our shop is open/);
	await shoot('panel-transcribe');
});

test('check: says above the output what is not good', async () => {
	const text = "={{ $itemIndex === 0 ? 'Our shop is open from nine to six.' : 'On Sundays it is closed.' }}";
	const panel = await openRun(
		'Check',
		[
			...itemsFrom([{}, {}], 'Node'),
			{ name: 'Node', type: 'speak', parameters: { text, fileName: '=take{{ $itemIndex + 1 }}' }, to: [['Check']] },
			{ name: 'Check', type: 'voiceClone', parameters: { resource: 'sample', operation: 'check' } },
		],
		'Check',
	);
	const hint = /'take1\.mp3' is only \d(?:\.\d)? seconds long\..*\[item 0\][^]*'take2\.mp3' is only/;
	expect(await editor().textOf(panel.getByTestId('output-panel'), hint)).toMatch(hint);
	expect(await outputOf(panel, 'json', /"verdict"/)).toMatch(/"fileName":\s*"take1\.mp3"/);
	await shoot('panel-check');
});

test('credit: shows how much is left and what it buys', async () => {
	const panel = await openNode('Credit', 'voiceClone', { resource: 'account', operation: 'getCredit' });
	expect(await outputOf(panel, 'json', /"voiceDesigns"/)).toMatch(/"currency":\s*"USD"/);
	await shoot('panel-credit');
});

test('create: shows its fields, and describes the operations', async () => {
	await editor().open(
		await house.save(
			workflowOf(house, 'Create', [
				start,
				{
					name: 'Node',
					type: 'voiceClone',
					parameters: { waitUntilTrained: true, options: { transcribeSamples: true } },
				},
			]),
		),
	);
	const panel = await editor().openPanel('Node');
	await shoot('panel-create');
	const parameters = panel.getByTestId('node-parameters');
	expect(await editor().textOf(parameters, /makes another voice of this title/)).toMatch(/each in an item\? Choose/);
	await panel.getByTestId('parameter-input-sampleSource').click();
	await visitor.page.getByText('One Voice From All Items', { exact: true }).click();
	await parameters.getByText('each in an item?').waitFor({ state: 'detached' });
	expect(await parameters.getByText('Sample Fields', { exact: true }).count()).toBe(1);
	await shoot('panel-create-all-items');
	await panel.getByTestId('parameter-input-operation').click();
	await visitor.page.getByText('Describe a voice in words').waitFor();
	await shoot('panel-operations');
});
