import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { isBlank, isExpression } from './values';

/** What can be chosen: the value, and what the panel calls it. */
export interface Choice {
	name: string;
	value: string | number;
}

/** What fields of one name offer, as the panel shows it. */
export const choicesOf = (fields: INodeProperties[]): Choice[] =>
	fields.flatMap(({ options = [] }) =>
		options.flatMap((option) =>
			'value' in option && typeof option.value !== 'boolean' ? [{ name: option.name, value: option.value }] : [],
		),
	);

/** Without capitals, gaps and marks, which people write differently: `S2.1 Pro`, `s2.1-pro` and `s2.1_pro` are one. */
const folded = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\-–_.,()]/g, '');

/** The choice that is meant: by its value, or by what the panel calls it, in capital or small letters. */
export function chosen(given: string, choices: Choice[]): Choice | undefined {
	const text = given.trim();
	const wanted = folded(text);
	const isMeant = ({ name, value }: Choice): boolean =>
		wanted !== '' && (folded(name) === wanted || (typeof value === 'string' && folded(value) === wanted));
	return choices.find(({ value }) => String(value) === text) ?? choices.find(isMeant);
}

/** Fails with `input`: it is none of these. `more` is a further sentence of advice. */
export function noChoice(given: unknown, label: string, choices: Choice[], more = ''): never {
	const what = isBlank(given) ? 'is empty' : `cannot be '${shown(given)}'`;
	const values = choices.map(({ value }) => value).join(', ');
	throw inputError(`'${label}' ${what}`, `Choose one of: ${values}.${more && ` ${more}`}`);
}

/**
 * Fails with `input` on a choice that a workflow written by hand has under what the panel calls it, where other fields
 * are shown for its value alone: n8n has left those out, such as the voice of 'A Voice'. Of an expression it leaves out
 * none.
 */
export function checkWritten(written: unknown, value: string, name: string, fields: INodeProperties[]): void {
	if (typeof written !== 'string' || isExpression(written) || written === value) return;
	const others = fields.filter(({ displayOptions }) => displayOptions?.show?.[name]?.includes(value));
	const [label = name] = fields.flatMap((field) => (field.name === name ? [field.displayName] : []));
	const [lost] = others.filter(({ type }) => type !== 'notice').map(({ displayName }) => displayName);
	if (lost === undefined) return;
	throw inputError(
		`'${label}' cannot be '${shown(written)}'`,
		`n8n dropped '${lost}', which it keeps only for the value '${value}'. Choose the value again in the panel, ` +
			`or write '${value}' into the workflow.`,
	);
}
