import { inspect } from 'node:util';

import type { Outcome } from './scene.mts';

/** Signs of a badly built message. */
const unreadable = /undefined|NaN|\[object|\bnull\b|  |\.\.|^\s|\s$/;

const readsWell = (words: string): boolean => /^['‘“\dA-Z]/.test(words) && !unreadable.test(words);

/** The message without its item number; or the message and advice in full if they are badly worded. */
export function readableMessage({ message, description, item }: NonNullable<Outcome['error']>): string {
	const suffix = item === undefined ? '' : ` [item ${item}]`;
	const text = message.slice(0, message.length - suffix.length);
	const isGood = message.endsWith(suffix) && readsWell(text) && readsWell(description) && /[.”]$/.test(description);
	return isGood
		? text.replace(/within \d+ seconds?$/, 'within some seconds')
		: `badly worded: ${message} | ${description}`;
}

/** Whether n8n saves or shows a secret anywhere, at any depth of any error. */
export function shows(value: unknown, secret: string): boolean {
	const saved = JSON.stringify(value) ?? '';
	const inspected =
		value instanceof Error
			? inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity })
			: '';
	return saved.includes(secret) || inspected.includes(secret);
}
