import type { Item } from './item';

/** Shows sentences above the output of the node, each with the item it is about. n8n does so when the node has ended well. */
export function tell({ context, index }: Item, type: 'info' | 'warning', messages: string[]): void {
	for (const message of messages) {
		context.addExecutionHints?.({ message: `${message} [item ${index}]`, location: 'outputPane', type });
	}
}
