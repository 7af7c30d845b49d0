import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });
const visitor = setVisitor(house);

/** An agent with both nodes as its tools. The agent needs no model where the tool is executed alone. */
async function agentWorkflow(): Promise<string> {
	const base = workflowOf(house, 'Agent', [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Agent']] },
		{
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			parameters: { promptType: 'define', text: 'Say hello.' },
		},
		{
			name: 'Speaker',
			type: 'speakTool',
			parameters: { text: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Text', ``, 'string') }}" },
		},
		{ name: 'Cloner', type: 'voiceCloneTool', parameters: { title: 'Anna' } },
	]);
	for (const tool of ['Speaker', 'Cloner'])
		base.connections[tool] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	return await house.save(base);
}

/** Executes Speak as the agent's tool, with a text from the model. */
async function runTool(text: string) {
	const id = await agentWorkflow();
	const run = {
		destinationNode: { nodeName: 'Speaker', mode: 'inclusive' },
		agentRequest: { query: { Speaker: { Text: text } }, tool: { name: 'Speaker' } },
	};
	const { executionId } = await house.rest.call('POST', `workflows/${id}/run`, run);
	return await house.ended(executionId);
}

test('an agent gets advice about its mistake', async () => {
	const execution = await runTool('[happy]');
	// n8n passes only the message of an error to the agent.
	const said =
		errorOf(execution)?.message ?? JSON.stringify(itemsOf(execution, execution.data.resultData.lastNodeExecuted!));
	expect(said).toContain(
		"'Text' has nothing that can be spoken [item 0]. It has only punctuation, cues or pauses. Add words to it.",
	);
	expect(await house.sandbox.requests()).toEqual([]);
});

test('the JSON of Speak as a tool is complete by itself', async () => {
	const execution = await runTool('Hello there.');
	expect(errorOf(execution)).toBeUndefined();
	// What the agent gets: the item's JSON as text.
	const answer = JSON.stringify(itemsOf(execution, execution.data.resultData.lastNodeExecuted!)).replaceAll('\\', '');
	for (const fact of ['"fileName":"Hello-there-1.mp3"', '"textBytes":12', '"seconds":']) expect(answer).toContain(fact);
	expect(await house.sandbox.requests()).toMatchObject([{ path: '/v1/tts', body: { text: 'Hello there.' } }]);
});

test('an agent finds the tool nodes, and their panel lets the model fill in the text', async () => {
	const editor = new Editor(visitor.page);
	await editor.open(await agentWorkflow());
	await editor.fit();
	await editor.node('Speaker').waitFor();
	const panel = await editor.openPanel('Speaker');
	const description = panel.getByTestId('parameter-input-toolDescription').locator('textarea');
	expect(await description.inputValue()).toContain('audioUrl is a link that anyone can open');
	await visitor.shoot('tool-panel');
	await editor.closePanel();
	const cloner = await editor.openPanel('Cloner');
	expect(await cloner.getByTestId('parameter-input-sampleSource').locator('input').inputValue()).toBe('URLs');
	// The model can fill in the addresses.
	const urls = cloner.getByTestId('parameter-item').filter({ hasText: 'Sample URLs' });
	await urls.first().hover();
	await cloner.getByTestId('parameter-input-sampleUrls').waitFor();
	await visitor.shoot('tool-panel-clone');
	await editor.closePanel();
	const types = (await (
		await fetch(`${house.n8n.url}/types/nodes.json`, { headers: { cookie: house.rest.cookie } })
	).json()) as { name: string; outputs: string[] }[];
	const tools = types.filter(({ name }) => name.startsWith('n8n-nodes-fish-audio-voice.') && name.endsWith('Tool'));
	expect(tools.map(({ name, outputs }) => [name.split('.')[1], outputs]).sort()).toEqual([
		['speakTool', ['ai_tool']],
		['voiceCloneTool', ['ai_tool']],
	]);
});
