import type { INodeExecutionData, INodeType } from 'n8n-workflow';

import { startEngine, type Engine } from '../../test/support/engine.mts';
import type { Arguments } from './scenarios.mts';

/** n8n's engine with the built nodes, connected to the server in the arguments. */
export const engineFor = async (
	{ url = '', key = 'key', limit = 5, binaryMode }: Arguments,
	nodeTypes: Record<string, INodeType> = {},
): Promise<Engine> =>
	await startEngine({
		credential: { apiKey: key, baseUrl: url, concurrentRequests: limit },
		nodeTypes,
		...(binaryMode && { binaryMode }),
	});

/** Rows of a table of texts, all different and of the same length. */
export const rows = ({ items = 1, textLength = 40 }: Arguments): INodeExecutionData[] =>
	Array.from({ length: items }, (_, row) => ({ json: { text: `Line ${row} `.padEnd(textLength, 'of the copy ') } }));

/** The items of a node. Fails if the node failed. */
export function itemsOf({
	error,
	items,
}: {
	error: Error | undefined;
	items: INodeExecutionData[];
}): INodeExecutionData[] {
	if (error) throw error;
	return items;
}
