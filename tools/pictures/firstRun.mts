import type { Page } from 'playwright-core';

import { voiceOf } from '../../examples/record.mts';
import { Editor } from '../../test/e2e/support/editor.mts';
import type { House } from '../../test/e2e/support/house.mts';
import { workflowOf } from '../../test/e2e/support/workflow.mts';
import type { Frame } from './animatedPng.mts';
import { done, type Studio } from './studio.mts';

/** Small enough for a page, large enough to read n8n's texts. */
const viewport = { width: 1280, height: 720 };

const ads = [
	{ name: 'summer-sale', copy: '[excited] Three days only! Everything in our summer sale is half price.' },
	{ name: 'new-shop', copy: 'Our new shop opens on Friday, right by the harbour.' },
	{ name: 'reading-night', copy: 'Come to our reading night, with tea and a story for the little ones.' },
];

/** A start, three ads, and a voice that speaks them. */
async function saveWorkflow(house: House): Promise<string> {
	const title = 'Radio Centro';
	const voice = { __rl: true, mode: 'list', value: await voiceOf(house.sandbox, title), cachedResultName: title };
	const specs = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: [['Three Ads']] },
		{
			name: 'Three Ads',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ ads }), options: {} },
			to: [['One by One']],
		},
		{
			name: 'One by One',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'ads', options: {} },
			to: [['Speak the Ads']],
		},
		{
			name: 'Speak the Ads',
			type: 'speak',
			parameters: { text: '={{ $json.copy }}', voice, fileName: '={{ $json.name }}', captions: 'srt' },
		},
	];
	return await house.save(workflowOf(house, 'Three ads', specs));
}

/** Takes pictures of a page, one after the other. */
class Camera {
	readonly frames: Frame[] = [];
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async take(milliseconds: number): Promise<void> {
		const style = '.el-notification, [data-test-id="ask-assistant-floating-button"] { display: none; }';
		this.frames.push({ png: await this.#page.screenshot({ style }), milliseconds });
	}
}

/** Opens the workflow, runs it, looks at what came out, and plays it. */
async function film(editor: Editor, camera: Camera, workflow: string): Promise<void> {
	const { page } = editor;
	await editor.open(workflow);
	await editor.fit();
	await editor.node('Start').hover();
	await camera.take(1_500);
	await editor.execute('Start');
	await editor.node('One by One').getByTestId(done).waitFor();
	for (let count = 0; count < 3; count++) await camera.take(350);
	await editor.node('Speak the Ads').getByTestId(done).waitFor();
	await camera.take(1_500);
	const output = (await editor.openPanel('Speak the Ads')).getByTestId('output-panel');
	await output.getByTestId('radio-button-binary').click();
	await editor.textOf(output, /new-shop\.srt/);
	await camera.take(2_200);
	await output.getByTestId('ndv-view-binary-data').first().click();
	await output.locator('audio').evaluate((player) => (player as unknown as { play(): Promise<void> }).play());
	for (let second = 0; second < 4; second++) {
		await camera.take(700);
		await page.waitForTimeout(700);
	}
}

/** Records the first run of a workflow in the editor of n8n: about ten seconds. */
export async function firstRun({ house, visitor }: Studio): Promise<Frame[]> {
	await visitor.page.setViewportSize(viewport);
	const camera = new Camera(visitor.page);
	await film(new Editor(visitor.page), camera, await saveWorkflow(house));
	return camera.frames;
}
