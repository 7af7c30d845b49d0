import { inspect } from 'node:util';

import type { Outcome } from './scene.mts';

/** What nobody wants to read. */
const unreadable = /undefined|NaN|\[object|\bnull\b|  |\.\.|^\s|\s$/;

const readsWell = (text: string): boolean => /^['‘“\dA-Z]/.test(text) && !unreadable.test(text);

/** The message as a person reads it, without its place; or what is wrong with how it is told. */
export function toldOf({ message, description, item }: NonNullable<Outcome['error']>): string {
	const place = item === undefined ? '' : ` [item ${item}]`;
	const said = message.slice(0, message.length - place.length);
	const isWhole = message.endsWith(place) && readsWell(said) && readsWell(description) && /[.”]$/.test(description);
	return isWhole
		? said.replace(/within \d+ seconds?$/, 'within some seconds')
		: `badly told: ${message} | ${description}`;
}

/** Whether a secret is anywhere in what n8n saves or shows, in whatever depth of whatever error. */
export function shows(value: unknown, secret: string): boolean {
	const saved = JSON.stringify(value) ?? '';
	const looked =
		value instanceof Error
			? inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity })
			: '';
	return saved.includes(secret) || looked.includes(secret);
}
