import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import pLimit from 'p-limit';

import { workflowOf } from '../../test/support/workflow.mts';
import { engineFor, itemsOf, rows } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

async function requestAndStore(context: IExecuteFunctions, url: string, index: number): Promise<INodeExecutionData> {
	const { body } = (await context.helpers.httpRequestWithAuthentication.call(context, 'fishAudioApi', {
		method: 'POST',
		url: `${url}/v1/tts`,
		body: { text: context.getNodeParameter('text', index), format: 'wav' },
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
	})) as { body: Parameters<typeof context.helpers.prepareBinaryData>[0] };
	return { json: {}, binary: { data: await context.helpers.prepareBinaryData(body, 'sound.wav', 'audio/wav') } };
}

/** Only n8n's own request and store. Anything above that is our cost. */
const plain: INodeType = {
	description: {
		displayName: 'Plain',
		name: 'bench.plain',
		group: ['transform'],
		version: 1,
		description: 'Asks and stores',
		defaults: { name: 'Plain' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: [
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Limit', name: 'limit', type: 'number', default: 5 },
		],
	},
	async execute() {
		const url = this.getNodeParameter('url', 0) as string;
		const limit = pLimit(this.getNodeParameter('limit', 0) as number);
		return [await limit.map(this.getInputData(), async (_, index) => await requestAndStore(this, url, index))];
	},
};

/** The plain node on rows of text. */
export async function plainNode(args: Arguments): Promise<Scenario> {
	const { url = '', limit = 5 } = args;
	const engine = await engineFor(args, { 'bench.plain': plain });
	const items = rows(args);
	const base = workflowOf([
		{ name: 'Start', type: 'test.items', to: [['Node']] },
		{ name: 'Node', type: 'bench.plain', parameters: { text: '={{ $json.text }}', url, limit } },
	]);
	for (const node of base.nodes) node.credentials = { fishAudioApi: { id: 'credential', name: 'Fish Audio' } };
	return {
		run: async () => itemsOf(engine.resultOf(await engine.runWorkflow(base, 'Start', items), 'Node')).length,
		stop: engine.stop,
	};
}
