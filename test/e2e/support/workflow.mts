import type { IWorkflowBase } from 'n8n-workflow';

import { workflowOf as anyWorkflowOf, type NodeSpec } from '../../support/workflow.mts';
import type { House } from './house.mts';

export type { NodeSpec } from '../../support/workflow.mts';

/** Every other second. n8n accepts no shorter interval than a minute, but many of them. */
export const everyOtherSecond = {
	item: Array.from({ length: 30 }, (_, half) => ({ mode: 'custom', cronExpression: `${half * 2} * * * * *` })),
};

/** A workflow of a few nodes in a row, with the house's credential. */
export const workflowOf = ({ credential }: House, name: string, specs: NodeSpec[]): IWorkflowBase =>
	anyWorkflowOf(specs, { name, credential });

/** A manual trigger and a node that returns items. */
export const itemsFrom = (items: object[], next: string): NodeSpec[] => [
	{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger', to: [['Items']] },
	{
		name: 'Items',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
		to: [['One by One']],
	},
	{
		name: 'One by One',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'items', options: {} },
		to: [[next]],
	},
];
