import { json } from '../http/answer.mts';
import { pageOf, readListQuery, type VoicePage } from '../voices/listing.mts';
import { toEntity } from '../voices/voice.mts';
import type { Route } from './route.mts';

/** Beyond the window the total is a guess: 1000 to 1002 was seen for the same list. */
const guessed = (window: number, pageNumber: number): number => window + (pageNumber % 3);

/** What the list says about its length. */
function extentOf(
	{ total, hasMore, window }: VoicePage,
	pageNumber: number,
	zeroBounds: boolean,
): Record<string, unknown> {
	const bound = zeroBounds ? 0 : window;
	return {
		total: window === null ? total : guessed(window, pageNumber),
		has_more: hasMore,
		total_is_exact: window === null,
		window_limited: window !== null,
		max_offset: bound,
		accessible_upper_bound: bound,
	};
}

export const listVoices: Route = {
	method: 'GET',
	path: /^\/model$/,
	read: (world, exchange) => ({
		run() {
			const now = Date.now();
			const query = readListQuery(exchange.url.searchParams);
			const page = pageOf(world.store, query, world.settings, now);
			const items = page.voices.map((voice) => toEntity(voice, now, world.url));
			return json(200, { ...extentOf(page, query.pageNumber, world.settings.zeroBounds), items });
		},
	}),
};
