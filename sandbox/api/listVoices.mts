import { json } from '../http/answer.mts';
import { pageOf, readListQuery } from '../voices/listing.mts';
import { toEntity } from '../voices/voice.mts';
import type { Route } from './route.mts';

export const listVoices: Route = {
	method: 'GET',
	path: /^\/model$/,
	read: (world, exchange) => ({
		run() {
			const now = Date.now();
			const page = pageOf(world.store, readListQuery(exchange.url.searchParams), world.settings, now);
			return json(200, {
				total: page.total,
				items: page.voices.map((voice) => toEntity(voice, now, world.url)),
				has_more: page.hasMore,
				total_is_exact: true,
				window_limited: page.windowLimited,
				max_offset: page.maxOffset,
				accessible_upper_bound: page.maxOffset === null ? null : Math.min(page.total, page.maxOffset),
			});
		},
	}),
};
