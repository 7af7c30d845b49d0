import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import type { House } from './house.mts';

/** A node as tests write it. */
export interface NodeSpec {
	name: string;
	/** `speak` and the like for our own, else the full type. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	onError?: INode['onError'];
	/** Makes the path of a webhook its own. */
	webhookId?: string;
	/** Names of the nodes its outputs lead to, a list for each output. */
	to?: string[][];
}

const packageName = 'n8n-nodes-fish-audio-voice';

function nodeOf({ name, type, typeVersion = 1, parameters = {}, onError, webhookId }: NodeSpec, index: number, house: House): INode {
	const own = !type.includes('.');
	return {
		id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
		name,
		type: own ? `${packageName}.${type}` : type,
		typeVersion,
		position: [index * 240, 0],
		parameters,
		...(onError && { onError }),
		...(webhookId && { webhookId }),
		...(own && { credentials: { fishAudioApi: house.credential } }),
	};
}

/** Every other second, where people have every minute. n8n takes none oftener than a minute, but many of them. */
export const everyOtherSecond = {
	item: Array.from({ length: 30 }, (_, half) => ({ mode: 'custom', cronExpression: `${half * 2} * * * * *` })),
};

/** A workflow of a few nodes in a row, with the house's credential. */
export function workflowOf(house: House, name: string, specs: NodeSpec[]): Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> {
	const connections = specs.map(({ name: from, to = [] }) => [
		from,
		{ main: to.map((targets) => targets.map((node) => ({ node, type: 'main', index: 0 }))) },
	]);
	return { name, nodes: specs.map((spec, index) => nodeOf(spec, index, house)), connections: Object.fromEntries(connections) };
}

/** A trigger by hand and a node that gives items. */
export const itemsFrom = (items: object[], next: string): NodeSpec[] => [
	{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Items']] },
	{ name: 'Items', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} }, to: [['One by One']] },
	{ name: 'One by One', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'items', options: {} }, to: [[next]] },
];
