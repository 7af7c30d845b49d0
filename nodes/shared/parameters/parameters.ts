import type { INodeProperties } from 'n8n-workflow';

import { choicesOf, noChoice } from './choice';
import { collectionOf, fieldsOf, readersOf, type Readers } from './readers';

/** The parameters of a node, as its description defines them. One without a value has its default. */
export interface Parameters extends Readers {
	text(name: string): string;
	list(name: string, separator: string | RegExp): string[];
	names(name: string): string[];
	flag(name: string): boolean;
	number(name: string): number;
	/** Fails with `input` if nothing is given: choices differ in price, so none is made by accident. */
	choice<T extends string>(name: string, values: readonly T[], more?: string): T;
	choices<T extends string>(name: string, values: readonly T[]): T[];
	/** The fields added to a collection. They have no defaults. */
	within(collection: string): Readers;
	/** One field of a collection, read alone: mistakes in the others do not matter. */
	alone(collection: string, name: string): Readers;
}

/** Builds the parameters of a node. `get` asks n8n for a value and gives `otherwise` if it was never set. */
export function parametersOf(
	get: (path: string, otherwise: unknown) => unknown,
	fields: INodeProperties[],
): Parameters {
	const named = (name: string): INodeProperties | undefined => fields.find((field) => field.name === name);
	const labelOf = (name: string): string => named(name)?.displayName ?? name;
	const given = (name: string): unknown => get(name, named(name)?.default ?? '');
	const readers = readersOf(given, fields);
	const nothing = (name: string, more?: string): never =>
		noChoice('', labelOf(name), choicesOf(fields.filter((field) => field.name === name)), more);
	return {
		given,
		text: (name) => readers.text(name) ?? '',
		list: (name, separator) => readers.list(name, separator) ?? [],
		names: (name) => readers.names(name) ?? [],
		flag: (name) => readers.flag(name) ?? named(name)?.default === true,
		number: (name) => readers.number(name) ?? Number(named(name)?.default),
		numbers: readers.numbers,
		choice: (name, values, more) => readers.choice(name, values, more) ?? nothing(name, more),
		choices: (name, values) => readers.choices(name, values) ?? nothing(name),
		within: (name) => {
			const collection = collectionOf(given(name), labelOf(name));
			return readersOf((inner) => collection[inner], fieldsOf(named(name)));
		},
		alone: (name, inner) => readersOf(() => get(`${name}.${inner}`, ''), fieldsOf(named(name))),
	};
}
