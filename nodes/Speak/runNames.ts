import { shown } from '../../text/shown';
import { distinctNames, likelyFileName } from './fileNames';
import { hasChanged } from './fingerprint';
import type { SpeechItem } from './speechItem';

/** What the files of a run are called. */
export interface RunNames {
	/** Decides it, once all items are known. */
	decide(items: SpeechItem[]): void;
	/** The item, with the name that was decided. */
	named(item: SpeechItem): SpeechItem;
}

/** Knows the names of one run, in which no file overwrites another. */
export function createRunNames(): RunNames {
	const names = new Map<SpeechItem, string>();
	return {
		decide: (items) => {
			const distinct = distinctNames(items);
			for (const [at, item] of items.entries()) names.set(item, distinct[at] ?? item.name);
		},
		named: (item) => ({ ...item, name: names.get(item) ?? item.name }),
	};
}

const choose = "To choose the names, give each a 'File Name' of its own.";

/** A warning about files that were numbered; undefined if none was. */
export async function aboutNumbered(items: SpeechItem[], { named }: RunNames): Promise<string | undefined> {
	const numbered = items.map(named).filter(({ name }, at) => name !== items[at]?.name);
	const written = await Promise.all(numbered.map(async (item) => ((await hasChanged(item)) ? [item] : [])));
	const [first, ...others] = written.flat();
	if (first === undefined) return undefined;
	const called = `'${shown(likelyFileName(first))}'`;
	return others.length === 0
		? `1 file had the name of another: it is called ${called}, so that neither overwrites the other. ${choose}`
		: `${others.length + 1} files had the names of others: they are called ${called} and so on, so that none ` +
				`overwrites another. ${choose}`;
}
