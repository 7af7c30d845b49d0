import type { IExecuteFunctions } from 'n8n-workflow';

import { escaped } from '../../../text/escaped';
import type { Item } from './item';

type Kind = 'info' | 'warning';

/** n8n shows hints as HTML, so a `<b>` in a text would not be visible and make the rest bold. */
const show = (context: IExecuteFunctions, type: Kind, message: string): void =>
	context.addExecutionHints?.({ message: escaped(message), location: 'outputPane', type });

/** Hints that an execution has already shown for all of its items. */
const shownIn = new WeakMap<IExecuteFunctions, Set<string>>();

/**
 * Shows a sentence above the node's output once, even if many items cause it. If it has an example from one item,
 * `about` identifies the same hint of other items.
 */
export function showHintOnce(context: IExecuteFunctions, type: Kind, message: string, about = message): void {
	const before = shownIn.get(context) ?? new Set();
	if (before.has(about)) return;
	shownIn.set(context, before.add(about));
	show(context, type, message);
}

/**
 * Shows sentences above the node's output, each with its item index unless it is about all items. What several voices
 * of an item have in common is shown once. n8n shows them if the node succeeds.
 */
export function showHints({ context, index, standsForAll }: Item, type: Kind, messages: string[]): void {
	const mark = standsForAll ? '' : ` [item ${index}]`;
	for (const message of messages) showHintOnce(context, type, message + mark);
}
