import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });
const visitor = setVisitor(house);

test('the tool nodes are found for an agent, and their panel lets the model fill in the text', async () => {
	const editor = new Editor(visitor.page);
	const base = workflowOf(house, 'Agent', [
		{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Agent']] },
		{ name: 'Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3, parameters: { promptType: 'define', text: 'Say hello.' } },
		{ name: 'Say It', type: 'speakTool', parameters: { text: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Text', ``, 'string') }}" } },
	]);
	base.connections['Say It'] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	await editor.open(await house.save(base));
	await editor.fit();
	await editor.node('Say It').waitFor();
	await editor.openPanel('Say It');
	await visitor.shoot('tool-panel');
	await editor.closePanel();
	const types = (await (await fetch(`${house.n8n.url}/types/nodes.json`, { headers: { cookie: house.rest.cookie } })).json()) as { name: string; outputs: string[] }[];
	const tools = types.filter(({ name }) => name.startsWith('n8n-nodes-fish-audio-voice.') && name.endsWith('Tool'));
	expect(tools.map(({ name, outputs }) => [name.split('.')[1], outputs]).sort()).toEqual([['speakTool', ['ai_tool']], ['voiceCloneTool', ['ai_tool']]]);
});
