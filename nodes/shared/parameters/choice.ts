import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { shown } from '../../../text/shown';
import { isBlank, isExpression } from './values';

/** One choice of a field: its value, and its name in the panel. */
export interface Choice {
	name: string;
	value: string | number;
}

/** The choices that fields of one name offer, each value once. */
export function choicesOf(fields: INodeProperties[]): Choice[] {
	const all = fields.flatMap(({ options = [] }) =>
		options.flatMap((option) =>
			'value' in option && typeof option.value !== 'boolean' ? [{ name: option.name, value: option.value }] : [],
		),
	);
	return all.filter(({ value }, index) => all.findIndex((one) => one.value === value) === index);
}

/** Leaves out case, spaces and punctuation: `S2.1 Pro`, `s2.1-pro` and `s2.1_pro` are the same choice. */
const folded = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\-–_.,()]/g, '');

/** The choice with this value or name, regardless of case, spaces and punctuation. */
export function chosen(given: string, choices: Choice[]): Choice | undefined {
	const text = given.trim();
	const wanted = folded(text);
	const isMeant = ({ name, value }: Choice): boolean =>
		wanted !== '' && (folded(name) === wanted || (typeof value === 'string' && folded(value) === wanted));
	return choices.find(({ value }) => String(value) === text) ?? choices.find(isMeant);
}

/** A choice as the panel names it, with its value if that differs in more than its capitals. */
const asShown = ({ name, value }: Choice): string =>
	name.toLowerCase() === String(value).toLowerCase() ? `'${name}'` : `'${name}' (${value})`;

/** Fails with `input`: the value is none of the choices. `more` is a further sentence of advice. */
export function noChoice(given: unknown, label: string, choices: Choice[], more = ''): never {
	const what = isBlank(given) ? 'is empty' : `cannot be '${shown(given)}'`;
	throw inputError(`'${label}' ${what}`, `Choose one of: ${choices.map(asShown).join(', ')}.${more && ` ${more}`}`);
}

/**
 * A workflow written by hand may have a choice's name in place of its value. n8n then drops the fields that are shown
 * only for that value, such as the voice of 'A Voice': fails with `input` if there are such fields. If the choice is an
 * expression, n8n drops none.
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
