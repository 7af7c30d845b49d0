import { inParallel } from './inParallel';

/** One page of a list, with what paging needs to know. */
export interface Page<T> {
	items: T[];
	/** How many items there are in all, as the server states it. */
	total: number;
	totalIsExact: boolean;
	/** How many items can be read in all; undefined if the server sets no bound that can be right. */
	upperBound: number | undefined;
	/** Whether another page follows. False for an empty page. */
	hasMore: boolean;
}

/** Maximum number of items on a page. */
export const largestPage = 100;

function* fetches<T>(
	getPage: (number: number) => Promise<Page<T>>,
	from: number,
	to: number,
): Generator<() => Promise<Page<T>>> {
	for (let number = from; number <= to; number++) yield async () => await getPage(number);
}

/** How much of a list is read, and how. */
export interface ReadLimits {
	/** Maximum number of items. */
	limit: number;
	/** Maximum number of requests in flight. */
	window: number;
}

/**
 * Reads a list from its first page and yields the pages in order. Where the total is exact, several are requested at a
 * time. The list ends at the page whose `hasMore` is false, never by the total alone. It takes at most one request more
 * than there are pages, and up to `window` more where a total that is too large claims to be exact.
 */
export async function* readPages<T>(
	getPage: (number: number) => Promise<Page<T>>,
	{ limit, window }: ReadLimits,
): AsyncGenerator<T[]> {
	const first = await getPage(1);
	yield first.items;
	if (!first.hasMore) return;
	const reachable = Math.min(first.total, first.upperBound ?? Infinity, limit);
	const expected = first.totalIsExact ? Math.ceil(reachable / largestPage) : 1;
	for await (const page of inParallel(fetches(getPage, 2, expected), window)) {
		yield page.items;
		if (!page.hasMore) return;
	}
	// The total was too small or not exact: read page by page.
	for (let number = Math.max(2, expected + 1); ; number++) {
		const page = await getPage(number);
		yield page.items;
		if (!page.hasMore) return;
	}
}

/**
 * Pages without a new item that end a list. One can happen when many items are added meanwhile; two mean that the
 * server repeats itself.
 */
const maxRepeatedPages = 2;

/** Reads up to `limit` items of a list, each once: new items push old ones to the next page while it is read. */
export async function readAll<T>(
	getPage: (number: number) => Promise<Page<T>>,
	idOf: (item: T) => string,
	limits: ReadLimits,
): Promise<T[]> {
	const found = new Map<string, T>();
	let repeatedPages = 0;
	for await (const items of readPages(getPage, limits)) {
		const before = found.size;
		for (const item of items) if (!found.has(idOf(item))) found.set(idOf(item), item);
		repeatedPages = found.size > before ? 0 : repeatedPages + 1;
		if (found.size >= limits.limit || repeatedPages === maxRepeatedPages) break;
	}
	return [...found.values()].slice(0, limits.limit);
}
