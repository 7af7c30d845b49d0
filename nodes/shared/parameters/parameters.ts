import type { INodeProperties } from 'n8n-workflow';

import { choicesOf, noChoice } from './choice';
import { collectionOf, fieldsOf, readersOf, type Readers } from './readers';

/** The parameters of a node, by its description. What is not given of one is its default. */
export interface Parameters extends Readers {
	text(name: string): string;
	list(name: string, separator: string | RegExp): string[];
	names(name: string): string[];
	flag(name: string): boolean;
	number(name: string): number;
	/** Fails with `input` where nothing is given: what a choice costs should be no accident. */
	choice<T extends string>(name: string, values: readonly T[], more?: string): T;
	choices<T extends string>(name: string, values: readonly T[]): T[];
	/** What was added to a collection; nothing of it has a default. */
	within(collection: string): Readers;
	/** One field of a collection, read by itself: what is wrong with another does not matter. */
	alone(collection: string, name: string): Readers;
}

/** Builds the parameters of a node. `get` asks n8n for one, which is `otherwise` where it was never set. */
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
