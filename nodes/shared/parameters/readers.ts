import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { choicesOf, chosen, noChoice } from './choice';
import { flagOf, isBlank, listOf, namesOf, numberOf, textOf } from './values';

/**
 * Reads what people and expressions give for the fields of a node's description. Each takes what can be meant, is
 * undefined where nothing is given, and fails with `input` on the rest, with what the panel calls the field and what
 * was given.
 */
export interface Readers {
	/** As it is, for what is none of the kinds below, such as a file. */
	given(name: string): unknown;
	text(name: string): string | undefined;
	/** A list by expression, or text that is taken apart. */
	list(name: string, separator: string | RegExp): string[] | undefined;
	/** Names between commas. */
	names(name: string): string[] | undefined;
	flag(name: string): boolean | undefined;
	/** Also of what the panel calls a number that is chosen. */
	number(name: string): number | undefined;
	/** One of `values`, also by what the panel calls it. `more` is a further sentence of advice. */
	choice<T extends string>(name: string, values: readonly T[], more?: string): T | undefined;
	/** Several of them. */
	choices<T extends string>(name: string, values: readonly T[]): T[] | undefined;
}

/**
 * Builds readers of the values that `get` gives. `fields` describes them; a name may have several fields, for several
 * cases.
 */
export function readersOf(get: (name: string) => unknown, fields: INodeProperties[]): Readers {
	const named = (name: string): INodeProperties[] => fields.filter((field) => field.name === name);
	const labelOf = (name: string): string => named(name)[0]?.displayName ?? name;
	const choicesFor = (name: string) => choicesOf(named(name));
	/** Nothing of what is not given. */
	const read = <T>(name: string, reader: (value: unknown, label: string) => T): T | undefined => {
		const value = get(name);
		return isBlank(value) ? undefined : reader(value, labelOf(name));
	};
	const oneOf = <T extends string>(value: unknown, name: string, values: readonly T[], more?: string): T => {
		const choices = choicesFor(name).filter((choice) => values.some((one) => one === choice.value));
		const found = chosen(textOf(value, labelOf(name)), choices)?.value;
		return values.find((one) => one === found) ?? noChoice(value, labelOf(name), choices, more);
	};
	return {
		given: get,
		text: (name) => read(name, textOf),
		list: (name, separator) => read(name, (value, label) => listOf(value, separator, label)),
		names: (name) => read(name, namesOf),
		flag: (name) => read(name, flagOf),
		number: (name) =>
			read(name, (value, label) =>
				numberOf(typeof value === 'string' ? (chosen(value, choicesFor(name))?.value ?? value) : value, label),
			),
		choice: (name, values, more) => read(name, (value) => oneOf(value, name, values, more)),
		choices: (name, values) => {
			const value = get(name);
			if (isBlank(value)) return undefined;
			const entries: unknown[] = Array.isArray(value) ? value : listOf(value, ',', labelOf(name));
			return entries.length > 0 ? entries.map((entry) => oneOf(entry, name, values)) : undefined;
		},
	};
}

/** What was added to a collection. Fails with `input` on what an expression gives in its place and is none. */
export function collectionOf(value: unknown, label: string): Record<string, unknown> {
	if (isBlank(value)) return {};
	// n8n looks the fields up in the text of an expression that stands in place of a collection: `normalize` is then the
	// text's own method.
	const isCollection = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (isCollection && !Object.values(value).some((inner) => typeof inner === 'function')) return { ...value };
	throw inputError(
		`'${label}' cannot be one expression`,
		`n8n does not resolve it. Add the entries under '${label}' one by one, each with its own expression.`,
	);
}

/** The fields of a collection. */
export const fieldsOf = (collection: INodeProperties | undefined): INodeProperties[] =>
	(collection?.options ?? []).flatMap((option) => ('type' in option ? [option] : []));
