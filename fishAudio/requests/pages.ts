import { inParallel } from './inParallel';

/** One page of a list, as far as paging goes. */
export interface Page<T> {
	items: T[];
	/** How many there are in all, as far as the server tells. */
	total: number;
	totalIsExact: boolean;
	/** Items beyond this many cannot be read; undefined where the server sets no bound that can be right. */
	upperBound: number | undefined;
	/** Never after an empty page. */
	hasMore: boolean;
}

/** The most items the API puts on a page. */
export const largestPage = 100;

function* fetches<T>(
	getPage: (number: number) => Promise<Page<T>>,
	from: number,
	to: number,
): Generator<() => Promise<Page<T>>> {
	for (let number = from; number <= to; number++) yield async () => await getPage(number);
}

/**
 * Reads a list page by page from its first and yields each page in order, several fetched at a time where the
 * total is exact. It stops where a page says that there is no more (`hasMore`); never by the total alone. Needs no more
 * requests than there are pages, and one; where a total calls itself exact and is too large, as many more as may be
 * under way.
 */
export async function* readPages<T>(
	getPage: (number: number) => Promise<Page<T>>,
	limits: { most: number; window: number },
): AsyncGenerator<T[]> {
	const first = await getPage(1);
	yield first.items;
	if (!first.hasMore) return;
	const reachable = Math.min(first.total, first.upperBound ?? Infinity, limits.most);
	const expected = first.totalIsExact ? Math.ceil(reachable / largestPage) : 1;
	for await (const page of inParallel(fetches(getPage, 2, expected), limits.window)) {
		yield page.items;
		if (!page.hasMore) return;
	}
	// The list is longer than its total said, or the total was no count: one page leads to the next.
	for (let number = Math.max(2, expected + 1); ; number++) {
		const page = await getPage(number);
		yield page.items;
		if (!page.hasMore) return;
	}
}

/** Reads up to `most` items of a list, each once: pages shift while they are read. */
export async function readAll<T>(
	getPage: (number: number) => Promise<Page<T>>,
	idOf: (item: T) => string,
	limits: { most: number; window: number },
): Promise<T[]> {
	const found = new Map<string, T>();
	let nothingNew = 0;
	for await (const items of readPages(getPage, limits)) {
		const before = found.size;
		for (const item of items) if (!found.has(idOf(item))) found.set(idOf(item), item);
		// One page may repeat another when many were added meanwhile; a list that only repeats itself has no end.
		nothingNew = found.size > before ? 0 : nothingNew + 1;
		if (found.size >= limits.most || nothingNew === 2) break;
	}
	return [...found.values()].slice(0, limits.most);
}
