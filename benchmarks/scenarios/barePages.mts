import pLimit from 'p-limit';

import type { Arguments, Scenario } from './scenarios.mts';

/** All pages of a list, several at a time, by a client that knows the number of pages in advance. */
export function barePages({ url = '', key = '', limit = 5, count = 0 }: Arguments): Scenario {
	const pages = Array.from({ length: Math.ceil(count / 100) }, (_, page) => page + 1);
	const read = async (page: number): Promise<number> => {
		const answer = await fetch(`${url}/model?self=true&page_size=100&page_number=${page}`, {
			headers: { authorization: `Bearer ${key}` },
		});
		return ((await answer.json()) as { items: unknown[] }).items.length;
	};
	return {
		run: async () => (await pLimit(limit).map(pages, read)).reduce((sum, items) => sum + items, 0),
	};
}
