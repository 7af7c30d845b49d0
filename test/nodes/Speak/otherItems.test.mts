import { costHintsOf } from '../../support/hints.mts';
import { setStage } from '../../support/stage.mts';

const stage = setStage();

const voice = { __rl: true, mode: 'id', value: '' };

const speak = async (texts: string[], onError: 'stopWorkflow' | 'continueErrorOutput' = 'stopWorkflow') => {
	const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
	return await stage.engine.runNode(
		'speak',
		{ text: '={{ $json.text }}', voice: { ...voice, value: ids[0]! } },
		texts.map((text) => ({ json: { text } })),
		{ onError },
	);
};

const refuse = async (text: string): Promise<void> => {
	const fault = { kind: 'status', status: 400, message: 'Not this one' } as const;
	await stage.sandbox.fault({ match: { path: '/v1/tts', text }, fault, times: 1 });
};

test('an error that ends the node says how many other items succeeded, and how to keep them', async () => {
	await refuse('Two.');
	const { error } = await speak(['One.', 'Two.', 'Three.']);
	expect(error?.description).toMatch(/ Item 1 is number 2 of 3: n8n counts from 0\. 2 other items succeeded\. Their /);
	expect(error?.description).toMatch(/are lost, but what was billed .*'Continue \(using error output\)'\.$/);
	expect((await stage.sandbox.requests()).filter(({ path }) => path === '/v1/tts')).toHaveLength(3);
});

test('one item has no others', async () => {
	await refuse('One.');
	const { error } = await speak(['One.']);
	expect(error?.description).not.toMatch(/number 1|other item|mistake/);
});

test.each<[string[], string]>([
	[['One.', '', 'Three.', ' '], 'Item 1 is number 2 of 4: n8n counts from 0. Item 3 has a mistake, too.'],
	[['', '', ''], 'Item 0 is number 1 of 3: n8n counts from 0. Items 1, 2 have mistakes, too.'],
	[Array<string>(9).fill(''), 'number 1 of 9: n8n counts from 0. Items 1, 2, 3, 4, 5 and 3 more have mistakes, too.'],
])('all mistakes are named before anything is sent: %j', async (texts, words) => {
	const { error } = await speak(texts);
	expect(error?.description).toMatch(new RegExp(`${words.replaceAll('.', '\\.')}$`));
	expect(await stage.sandbox.requests()).toEqual([]);
});

test('where the node continues, the errors stand alone, and the hint counts them', async () => {
	await refuse('Two.');
	const run = await speak(['One.', 'Two.', ''], 'continueErrorOutput');
	expect(run.outputs.map((output) => output.length)).toEqual([1, 2]);
	for (const { json } of run.outputs[1]!) expect(json.message).not.toMatch(/n8n counts|mistakes|succeeded/);
	expect(costHintsOf(run).join(' ')).toMatch(/^Spoken: 1 item, .* Failed: 2 items\.$/);
});
