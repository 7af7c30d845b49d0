import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Locator } from 'playwright-core';

import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { itemsFrom, workflowOf, type NodeSpec } from './support/workflow.mts';

const house = setHouse();
const visitor = setVisitor(house);

beforeAll(async () => {
	const recordings = join(house.files, 'recordings');
	await mkdir(recordings, { recursive: true });
	for (const [index, text] of [
		'Good morning, this is how I sound on the telephone.',
		'Our shop is open every day from nine to six.',
	].entries()) {
		await writeFile(join(recordings, `${index}.wav`), await house.sandbox.ttsBytes({ text, format: 'wav' }));
	}
});
afterEach(async () => await house.sandbox.clearFaults());

/** The marks that n8n shows on an executed node. */
const marks = { success: 'canvas-node-status-success', error: 'node-issues' };

/** Opens a workflow, executes it from its trigger, and waits for a node's mark. */
async function execute(name: string, specs: NodeSpec[], node: string, mark: keyof typeof marks): Promise<Editor> {
	const editor = new Editor(visitor.page);
	await editor.open(await house.save(workflowOf(house, name, specs)));
	await editor.execute('Start by Hand');
	await editor.node(node).getByTestId(marks[mark]).waitFor();
	return editor;
}

/** Plays the audio element to its end. Returns its length in seconds. */
async function play(audio: Locator): Promise<number> {
	await audio.evaluate((element) => {
		const player = element as unknown as { muted: boolean; play(): Promise<void> };
		// There is no loudspeaker, but the decoder and its clock work.
		player.muted = true;
		return player.play();
	});
	return await until(
		async () =>
			await audio.evaluate((element) => {
				const player = element as unknown as { ended: boolean; duration: number };
				return player.ended ? player.duration : undefined;
			}),
		{ ms: 30_000, what: 'the end of the audio' },
	);
}

test.each(['mp3', 'wav', 'opus'])('a cloned voice speaks, and its %s plays in the output panel', async (format) => {
	const specs: NodeSpec[] = [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Recordings']] },
		{
			name: 'Recordings',
			type: 'n8n-nodes-base.readWriteFile',
			parameters: { fileSelector: `${house.files}/recordings/*.wav`, options: {} },
			to: [['Clone the Voice']],
		},
		{
			name: 'Clone the Voice',
			type: 'voiceClone',
			parameters: { title: `Anna ${format}`, sampleSource: 'allItems', waitUntilTrained: true },
			to: [['Speak']],
		},
		{
			name: 'Speak',
			type: 'speak',
			parameters: {
				text: '=Hello, I am {{ $json.title }}.',
				voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				format,
			},
		},
	];
	const editor = await execute('Clone and speak', specs, 'Speak', 'success');
	await editor.fit();
	await visitor.shoot('workflow-clone-and-speak');
	const output = (await editor.openPanel('Speak')).getByTestId('output-panel');
	await output.getByTestId('radio-button-json').click();
	const json = await editor.textOf(output, /"seconds"/);
	const seconds = Number(/"seconds":\s*([\d.]+)/.exec(json)![1]);
	expect(seconds).toBeGreaterThan(1);
	await visitor.shoot('panel-speak');
	await output.getByTestId('radio-button-binary').click();
	await output.getByTestId('ndv-view-binary-data').click();
	const audio = output.locator('audio');
	await audio.waitFor();
	const length = await play(audio);
	await visitor.shoot(`output-audio-${format}`);
	// Decoders count the encoder's padding, some hundredths of a second.
	expect(Math.abs(length - seconds)).toBeLessThan(0.1);
	await editor.closePanel();
	await editor.openPanel('Clone the Voice');
	await visitor.shoot('panel-voice-clone');
});

const lines = [{ text: 'The first line.' }, { text: 'The second line fails.' }, { text: 'The third line.' }];
const broken = {
	match: { path: '/v1/tts', text: 'second' },
	fault: { kind: 'status', status: 402, message: 'Insufficient credit' },
};

test('an error shows what happened, on which item, and what to do', async () => {
	await house.sandbox.fault(broken);
	const specs: NodeSpec[] = [
		...itemsFrom(lines, 'Speak'),
		{ name: 'Speak', type: 'speak', parameters: { text: '={{ $json.text }}' } },
	];
	const editor = await execute('One line fails', specs, 'Speak', 'error');
	const output = (await editor.openPanel('Speak')).getByTestId('output-panel');
	const text = await editor.textOf(output, /API credit/);
	expect(text).toContain('The account has no API credit left');
	expect(text).toMatch(/\[item 1\]/);
	expect(text).toContain('S2.1 Pro Free');
	expect(text).toContain('2 other items succeeded');
	await visitor.shoot('error-on-an-item');
});

test('bad input is reported before anything is sent', async () => {
	await house.sandbox.clearRequests();
	const specs: NodeSpec[] = [
		...itemsFrom([{ text: 'A good line.' }, { text: '' }], 'Speak'),
		{ name: 'Speak', type: 'speak', parameters: { text: '={{ $json.text }}' } },
	];
	const editor = await execute('An empty line', specs, 'Speak', 'error');
	const output = (await editor.openPanel('Speak')).getByTestId('output-panel');
	await editor.textOf(output, /'Text' is empty[^]*\[item 1\]/);
	await visitor.shoot('error-bad-input');
	expect(await house.sandbox.requests()).toEqual([]);
});

test.each([
	['continueRegularOutput', 'continue-on-fail'],
	['continueErrorOutput', 'error-output'],
] as const)('%s: the other items go on, and the failed one tells why', async (onError, picture) => {
	await house.sandbox.fault(broken);
	const specs: NodeSpec[] = [
		...itemsFrom(lines, 'Speak'),
		{
			name: 'Speak',
			type: 'speak',
			parameters: { text: '={{ $json.text }}' },
			onError,
			to: [['Spoken'], ['Failed']].slice(0, onError === 'continueErrorOutput' ? 2 : 1),
		},
		{ name: 'Spoken', type: 'n8n-nodes-base.noOp' },
		{ name: 'Failed', type: 'n8n-nodes-base.noOp' },
	];
	const editor = await execute(`Goes on: ${onError}`, specs, 'Spoken', 'success');
	await editor.fit();
	await visitor.shoot(`workflow-${picture}`);
	const failed = onError === 'continueErrorOutput' ? 'Failed' : 'Spoken';
	const input = (await editor.openPanel(failed)).getByTestId('ndv-input-panel');
	await input.getByTestId('radio-button-json').click();
	const json = await editor.textOf(input, /The account has no API credit left/);
	expect(json).toMatch(/"message":\s*"Add credit at .*API credit is separate/);
	expect(json.match(/"fileName"/g) ?? []).toHaveLength(onError === 'continueErrorOutput' ? 0 : 2);
	await visitor.shoot(picture);
});
