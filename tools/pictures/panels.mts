import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { makeRecordings } from '../../examples/demo/recordings.mts';
import { voiceOf } from '../../examples/record.mts';
import { Editor } from '../../test/e2e/support/editor.mts';
import type { House } from '../../test/e2e/support/house.mts';
import { workflowOf, type NodeSpec } from '../../test/e2e/support/workflow.mts';
import { done, type Studio } from './studio.mts';

const viewport = { width: 1480, height: 860 };

/** A panel to show. */
interface Panel {
	/** Nodes that run after a start. The last one's panel is shown. */
	specs: NodeSpec[];
	/** How its output is shown. Without it the node is not run. */
	view?: 'schema' | 'json' | 'binary';
	/** Only the output, with its first file being played. */
	played?: boolean;
}

const node = (type: string, parameters: INodeParameters = {}): NodeSpec => ({ name: 'Node', type, parameters });

async function listed({ sandbox }: House, title: string): Promise<INodeParameters> {
	return { __rl: true, mode: 'list', value: await voiceOf(sandbox, title), cachedResultName: title };
}

const ad = 'Three days only! Everything in our summer sale is half price. Come early, and bring a friend.';
const script = 'Anna: [happy] Welcome to our show!\nBen: Thank you, Anna.\nIt is good to be here.';

/** The panels of the documents, by the name of their picture. */
async function panelsOf(house: House): Promise<Record<string, Panel>> {
	const [anna, ben] = [await listed(house, 'Station Call'), await listed(house, 'Calm Narrator')];
	const speak = node('speak', { text: ad, voice: ben, fileName: 'summer-sale' });
	const speakers = { speaker: Object.entries({ Anna: anna, Ben: ben }).map(([name, voice]) => ({ name, voice })) };
	const fileSelector = `${house.files}/recordings/*.wav`;
	const read = { type: 'n8n-nodes-base.readWriteFile', parameters: { fileSelector, options: {} } };
	const prompt = 'A warm, calm woman in her forties who reads the evening news';
	const referenceText = 'Good evening, and welcome to Harbour Books.';
	return {
		speak: { specs: [speak], view: 'json' },
		audio: { specs: [speak], view: 'binary', played: true },
		dialogue: {
			specs: [node('speak', { text: script, voiceSource: 'speakers', speakers, options: { includeWords: true } })],
			view: 'json',
		},
		'voice-clone': {
			specs: [
				{ name: 'Recordings', ...read, to: [['Node']] },
				node('voiceClone', { title: 'Anna, warm and calm', sampleSource: 'allItems' }),
			],
			view: 'schema',
		},
		design: {
			specs: [node('voiceClone', { operation: 'design', prompt, candidates: 3, options: { referenceText } })],
			view: 'binary',
		},
		'voice-clone-trigger': { specs: [node('voiceCloneTrigger')] },
	};
}

async function open(editor: Editor, house: House, { specs, view }: Panel): Promise<void> {
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: [[specs[0]!.name]] };
	await editor.open(await house.save(workflowOf(house, 'Panel', view === undefined ? specs : [start, ...specs])));
	await editor.fit();
	if (view !== undefined) {
		await editor.execute('Start');
		await editor.node('Node').getByTestId(done).waitFor();
	}
	await editor.openPanel('Node');
	if (view !== undefined) await editor.page.getByTestId('output-panel').getByTestId(`radio-button-${view}`).click();
}

/** The panel without its input. */
async function shoot({ page }: Editor): Promise<Buffer> {
	const [fields, panel] = await Promise.all(
		['node-parameters', 'ndv'].map(async (id) => (await page.getByTestId(id).first().boundingBox())!),
	);
	const { x } = fields!;
	// The last column of pixels belongs to what is behind.
	const clip = { x, y: panel!.y, width: panel!.x + panel!.width - x - 2, height: panel!.height };
	return await page.screenshot({ clip, animations: 'disabled', style: '.el-notification { display: none; }' });
}

async function play({ page }: Editor): Promise<Buffer> {
	const output = page.getByTestId('output-panel');
	await output.getByTestId('ndv-view-binary-data').first().click();
	await output.locator('audio').evaluate((player) => (player as unknown as { play(): Promise<void> }).play());
	await page.waitForTimeout(2_000);
	const { x, y, width } = (await output.boundingBox())!;
	return await page.screenshot({ clip: { x, y, width, height: 160 }, style: '.el-notification { display: none; }' });
}

/** The panels of the documents as PNG, by the name of their picture. */
export async function panels({ house, visitor }: Studio): Promise<Record<string, Buffer>> {
	await visitor.page.setViewportSize(viewport);
	await makeRecordings(house.sandbox, join(house.files, 'recordings'));
	const editor = new Editor(visitor.page);
	const shot: Record<string, Buffer> = {};
	for (const [name, panel] of Object.entries(await panelsOf(house))) {
		await open(editor, house, panel);
		await visitor.page.waitForTimeout(500);
		shot[name] = panel.played ? await play(editor) : await shoot(editor);
	}
	return shot;
}
