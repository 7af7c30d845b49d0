import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { until } from './support/until.mts';
import { everyOtherSecond, workflowOf } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone', trainingMs: 3_600_000 } });

const workflow = (name: string) =>
	workflowOf(house, name, [
		{
			name: 'When Trained',
			type: 'voiceCloneTrigger',
			parameters: { pollTimes: everyOtherSecond, filters: { title: name } },
			to: [['Next']],
		},
		{ name: 'Next', type: 'n8n-nodes-base.noOp' },
	]);

const started = async (id: string) => await house.executions(id);

test('a published trigger starts one execution for a newly trained voice, and none for existing ones', async () => {
	await house.sandbox.seedVoices({ title: 'Published: was there', state: 'trained' });
	const id = await house.save(workflow('Published'));
	await house.publish(id);
	const [voice] = (await house.sandbox.seedVoices({ title: 'Published: new', state: 'training' })).ids;
	await house.polled();
	expect(await started(id)).toEqual([]);
	await house.sandbox.patchVoice(voice!, { state: 'trained' });
	const [first] = await until(async () => ((await started(id)).length > 0 ? await started(id) : undefined));
	const execution = await house.ended(first!.id);
	expect(itemsOf(execution, 'When Trained').map(({ json }) => json['title'])).toEqual(['Published: new']);
	await house.polled();
	expect(await started(id)).toHaveLength(1);
});

test('it still starts one if n8n is killed between the training and the next poll', async () => {
	const id = await house.save(workflow('Killed'));
	await house.publish(id);
	const [voice, other] = (await house.sandbox.seedVoices({ count: 2, title: 'Killed', state: 'training' })).ids;
	await house.polled();
	await house.sandbox.patchVoice(other!, { state: 'trained' });
	await until(async () => ((await started(id)).length === 1 ? true : undefined));
	await house.polled();
	await house.n8n.kill();
	await house.sandbox.patchVoice(voice!, { state: 'trained' });
	await house.start();
	await until(async () => ((await started(id)).length === 2 ? true : undefined));
	await house.polled();
	const executions = await started(id);
	expect(executions).toHaveLength(2);
	const titles = await Promise.all(
		executions.map(async (one) => itemsOf(await house.ended(one.id), 'When Trained').map(({ json }) => json['id'])),
	);
	expect(titles).toEqual([[other], [voice]]);
});

describe('in the editor', () => {
	const visitor = setVisitor(house);

	test('the manual test shows a sample and does not disturb the published workflow', async () => {
		await house.sandbox.seedVoices({ title: 'Sample Voice', state: 'trained' });
		const editor = new Editor(visitor.page);
		await editor.open(await house.save(workflow('Sample')));
		const panel = await editor.openPanel('When Trained');
		await panel.getByTestId('node-execute-button').click();
		const output = panel.getByTestId('output-panel');
		await editor.textOf(output, /Sample Voice/);
		await visitor.shoot('trigger-manual-test');
	});
});
