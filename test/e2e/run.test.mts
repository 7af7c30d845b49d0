import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { itemsFrom, workflowOf } from './support/workflow.mts';

const house = setHouse();
const visitor = setVisitor(house);

const manual = (next: string) => ({ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [[next]] });

beforeAll(async () => {
	const recordings = join(house.files, 'recordings');
	await mkdir(recordings, { recursive: true });
	for (const [index, text] of ['Good morning, this is how I sound on the telephone.', 'Our shop is open every day from nine to six.'].entries()) {
		await writeFile(join(recordings, `${index}.wav`), await house.sandbox.ttsBytes({ text, format: 'wav' }));
	}
});

test('a voice is cloned and speaks; its audio plays in the output panel', async () => {
	const editor = new Editor(visitor.page);
	const specs = [
		manual('Recordings'),
		{ name: 'Recordings', type: 'n8n-nodes-base.readWriteFile', parameters: { fileSelector: `${house.files}/recordings/*.wav`, options: {} }, to: [['Clone the Voice']] },
		{ name: 'Clone the Voice', type: 'voiceClone', parameters: { title: 'Anna', sampleSource: 'allItems', waitUntilTrained: true }, to: [['Speak']] },
		{ name: 'Speak', type: 'speak', parameters: { text: 'Hello, I am {{ $json.title }}.', voice: { __rl: true, mode: 'id', value: '={{ $json.id }}' } } },
	];
	const id = await house.save(workflowOf(house, 'Clone and speak', specs));
	await editor.open(id);
	await editor.execute('Start by Hand');
	await editor.node('Speak').getByTestId('canvas-node-status-success').waitFor();
	await editor.fit();
	await visitor.shoot('workflow-clone-and-speak');
	const panel = await editor.openPanel('Speak');
	const output = panel.getByTestId('output-panel');
	console.log(await output.innerText());
	console.log(await output.locator('[data-test-id]').evaluateAll((all) => all.map((one) => (one as any).dataset.testId)));
	await visitor.shoot('speak-output');
});
