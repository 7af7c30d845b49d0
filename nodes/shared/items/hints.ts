import type { IExecuteFunctions } from 'n8n-workflow';

import { escaped } from '../../../text/escaped';
import type { Item } from './item';

type Kind = 'info' | 'warning';

/** n8n shows a hint as HTML: of a text's `<b>` it would show nothing, and print the rest in bold. */
const show = (context: IExecuteFunctions, type: Kind, message: string): void =>
	context.addExecutionHints?.({ message: escaped(message), location: 'outputPane', type });

/** What executions were told already that concerns all of their items. */
const told = new WeakMap<IExecuteFunctions, Set<string>>();

/**
 * Shows a sentence above the output of the node, once for all items, however many of them bring it up. Where it holds
 * an example from one item, `about` says what the sentences of all items have in common.
 */
export function showHintOnce(context: IExecuteFunctions, type: Kind, message: string, about = message): void {
	const before = told.get(context) ?? new Set();
	if (before.has(about)) return;
	told.set(context, before.add(about));
	show(context, type, message);
}

/**
 * Shows sentences above the output of the node, each with the item it is about. n8n does so when the node has ended
 * well.
 */
export function showHints({ context, index }: Item, type: Kind, messages: string[]): void {
	for (const message of messages) show(context, type, `${message} [item ${index}]`);
}
