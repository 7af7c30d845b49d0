import type { IWorkflowBase } from 'n8n-workflow';

import { speakers } from '../../examples/interview.mts';
import { loadWorkflow } from '../../examples/load.mts';
import { voiceOf } from '../../examples/record.mts';
import { Editor } from '../../test/e2e/support/editor.mts';
import type { House } from '../../test/e2e/support/house.mts';
import { preparedExample } from '../n8n/preparedExample.mts';
import type { Studio } from './studio.mts';

const viewport = { width: 1100, height: 660 };

/** Hides n8n's buttons. */
const workflowAlone =
	'button, [data-test-id="canvas-handle-plus-wrapper"], .el-notification { visibility: hidden !important; }';

/** Height of the canvas, at its top and bottom, that no workflow reaches. n8n's tabs are there. */
const empty = 40;

/** An example without its notes, whose text would be too small on a card. */
async function saveExample(house: House, example: string): Promise<string> {
	const { files, credential, otherCredentials, sandbox } = house;
	const loaded = await loadWorkflow(`examples/${example}.json`, { files, credential, otherCredentials });
	const titles = speakers.map(({ voice }) => voice);
	const voices = await Promise.all(titles.map(async (title) => ({ title, id: await voiceOf(sandbox, title) })));
	const workflow: IWorkflowBase = preparedExample(loaded, voices);
	return await house.save({ ...workflow, nodes: workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote')) });
}

/** The workflow of an example on n8n's canvas, as PNG. */
export async function recipeCard({ house, visitor }: Studio, example: string): Promise<Buffer> {
	const { page } = visitor;
	await page.setViewportSize(viewport);
	const editor = new Editor(page);
	await editor.open(await saveExample(house, example));
	await editor.fit();
	// n8n moves there.
	await page.waitForTimeout(1_000);
	const { x, y, width, height } = (await page.getByTestId('canvas-wrapper').boundingBox())!;
	const clip = { x, y: y + empty, width, height: height - 2 * empty };
	return await page.screenshot({ clip, style: workflowAlone, animations: 'disabled' });
}
