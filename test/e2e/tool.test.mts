import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });
const visitor = setVisitor(house);

/** An agent with Speak as its tool. The agent needs no model where the tool is executed alone. */
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
	]);
	base.connections['Speaker'] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	return await house.save(base);
}

/** Executes Speak as the agent's tool, with what its model gives as the text. */
async function runTool(text: string) {
	const id = await agentWorkflow();
	const run = {
		destinationNode: { nodeName: 'Speaker', mode: 'inclusive' },
		agentRequest: { query: { Speaker: { Text: text } }, tool: { name: 'Speaker' } },
	};
	const { executionId } = await house.rest.call('POST', `workflows/${id}/run`, run);
	return await house.ended(executionId);
}

test('an agent is told what to do about its mistake', async () => {
	const execution = await runTool('[happy]');
	// n8n hands the message of an error to the agent, and nothing else of it.
	const said =
		errorOf(execution)?.message ?? JSON.stringify(itemsOf(execution, execution.data.resultData.lastNodeExecuted!));
	expect(said).toContain(
		"'Text' has nothing that can be spoken [item 0]. It has only punctuation, cues or pauses. Add words to it.",
	);
	expect(await house.sandbox.requests()).toEqual([]);
});

test('executed as a tool, Speak’s answer stands alone', async () => {
	const execution = await runTool('Hello there.');
	expect(errorOf(execution)).toBeUndefined();
	// What the agent gets, as the text that n8n makes of the item's json.
	const answer = JSON.stringify(itemsOf(execution, execution.data.resultData.lastNodeExecuted!)).replaceAll('\\', '');
	for (const fact of ['"fileName":"Hello-there-1.mp3"', '"textBytes":12', '"seconds":']) expect(answer).toContain(fact);
	expect(await house.sandbox.requests()).toMatchObject([{ path: '/v1/tts', body: { text: 'Hello there.' } }]);
});

test('the tool nodes are found for an agent, and their panel lets the model fill in the text', async () => {
	const editor = new Editor(visitor.page);
	await editor.open(await agentWorkflow());
	await editor.fit();
	await editor.node('Speaker').waitFor();
	const panel = await editor.openPanel('Speaker');
	const description = panel.getByTestId('parameter-input-toolDescription').locator('textarea');
	expect(await description.inputValue()).toContain('audioUrl is a link that anyone can open');
	await visitor.shoot('tool-panel');
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
