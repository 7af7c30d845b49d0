import type { IExecuteFunctions } from 'n8n-workflow';

import type { Item } from './item';

type Kind = 'info' | 'warning';

/** Shows a sentence above the output of the node, once for all items. */
export function tellOnce(context: IExecuteFunctions, type: Kind, message: string): void {
	context.addExecutionHints?.({ message, location: 'outputPane', type });
}

/** Shows sentences above the output of the node, each with the item it is about. n8n does so when the node has ended well. */
export function tell({ context, index }: Item, type: Kind, messages: string[]): void {
	for (const message of messages) {
		tellOnce(context, type, `${message} [item ${index}]`);
	}
}
