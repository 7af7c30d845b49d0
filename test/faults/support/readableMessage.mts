import { inspect } from 'node:util';

import type { Outcome } from './scene.mts';

/** Signs of a badly built message. */
const unreadable = /undefined|NaN|\[object|\bnull\b|  |\.\.|^\s|\s$/;

const readsWell = (text: string): boolean => /^['‘“\dA-Z]/.test(text) && !unreadable.test(text);

/** The message without its item number; or the message and advice in full if they are badly worded. */
export function readableMessage({ message, description, item }: NonNullable<Outcome['error']>): string {
	const place = item === undefined ? '' : ` [item ${item}]`;
	const said = message.slice(0, message.length - place.length);
	const isGood = message.endsWith(place) && readsWell(said) && readsWell(description) && /[.”]$/.test(description);
	return isGood
		? said.replace(/within \d+ seconds?$/, 'within some seconds')
		: `badly worded: ${message} | ${description}`;
}

/** Whether a secret is anywhere in what n8n saves or shows, at any depth of any error. */
export function shows(value: unknown, secret: string): boolean {
	const saved = JSON.stringify(value) ?? '';
	const looked =
		value instanceof Error
			? inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity })
			: '';
	return saved.includes(secret) || looked.includes(secret);
}
