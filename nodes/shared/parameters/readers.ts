import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../fishAudio/errors';
import { choicesOf, chosen, noChoice } from './choice';
import { flagOf, isBlank, listOf, namesOf, numberOf, textOf } from './values';

/**
 * Reads the values that people and expressions give for the fields of a node. Each reader accepts every form with a
 * clear meaning, returns undefined if nothing is given, and fails with `input` on anything else, naming the field and
 * the value.
 */
export interface Readers {
	/** The value as it is, for kinds without a reader here, such as files. */
	given(name: string): unknown;
	text(name: string): string | undefined;
	/** A list from an expression, or text split at each separator. */
	list(name: string, separator: string | RegExp): string[] | undefined;
	/** Names separated by commas. */
	names(name: string): string[] | undefined;
	flag(name: string): boolean | undefined;
	/** Where the field offers numbers to choose from, also by their names in the panel. */
	number(name: string): number | undefined;
	/** Several numbers, without those that are not given. */
	numbers<T extends string>(names: readonly T[]): Partial<Record<T, number>>;
	/** One of `values`, also by its name in the panel. `more` is a further sentence of advice. */
	choice<T extends string>(name: string, values: readonly T[], more?: string): T | undefined;
	/** Several of them. */
	choices<T extends string>(name: string, values: readonly T[]): T[] | undefined;
}

/** Builds readers of the values that `get` gives. `fields` describes them; several fields may share a name. */
export function readersOf(get: (name: string) => unknown, fields: INodeProperties[]): Readers {
	const named = (name: string): INodeProperties[] => fields.filter((field) => field.name === name);
	const labelOf = (name: string): string => named(name)[0]?.displayName ?? name;
	const choicesFor = (name: string) => choicesOf(named(name));
	/** Undefined if nothing is given. */
	const read = <T>(name: string, reader: (value: unknown, label: string) => T): T | undefined => {
		const value = get(name);
		return isBlank(value) ? undefined : reader(value, labelOf(name));
	};
	const oneOf = <T extends string>(value: unknown, name: string, values: readonly T[], more?: string): T => {
		const choices = choicesFor(name).filter((choice) => values.some((one) => one === choice.value));
		const found = chosen(textOf(value, labelOf(name)), choices)?.value;
		return values.find((one) => one === found) ?? noChoice(value, labelOf(name), choices, more);
	};
	const number = (name: string): number | undefined =>
		read(name, (value, label) =>
			numberOf(typeof value === 'string' ? (chosen(value, choicesFor(name))?.value ?? value) : value, label),
		);
	return {
		given: get,
		text: (name) => read(name, textOf),
		list: (name, separator) => read(name, (value, label) => listOf(value, separator, label)),
		names: (name) => read(name, namesOf),
		flag: (name) => read(name, flagOf),
		number,
		numbers: <T extends string>(names: readonly T[]) => {
			const given = names.map((name) => [name, number(name)] as const).filter(([, value]) => value !== undefined);
			return Object.fromEntries(given) as Partial<Record<T, number>>;
		},
		choice: (name, values, more) => read(name, (value) => oneOf(value, name, values, more)),
		choices: (name, values) => {
			const value = get(name);
			if (isBlank(value)) return undefined;
			const entries: unknown[] = Array.isArray(value) ? value : listOf(value, ',', labelOf(name));
			return entries.length > 0 ? entries.map((entry) => oneOf(entry, name, values)) : undefined;
		},
	};
}

/** The fields added to a collection. Fails with `input` if the collection is a single expression. */
export function collectionOf(value: unknown, label: string): Record<string, unknown> {
	if (isBlank(value)) return {};
	// In a collection that is an expression, n8n takes the fields from the string itself: `normalize` is then its method.
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
