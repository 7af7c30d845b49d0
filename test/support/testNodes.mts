import type { INodeType } from 'n8n-workflow';

/** Passes on its input; a test's items enter a workflow here. */
const items: INodeType = {
	description: {
		displayName: 'Items',
		name: 'test.items',
		group: ['input'],
		version: 1,
		description: 'The items of a test',
		defaults: { name: 'Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** Other nodes in the workflows of tests. */
export const testNodes: Record<string, INodeType> = { 'test.items': items };
