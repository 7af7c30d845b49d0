import fc from 'fast-check';

import { readAll, type Page } from '../../../fishAudio/requests/listPages.ts';
import { json, type Answer } from '../../support/scripted/answers.mts';
import { noon } from '../../support/scripted/clock.mts';
import { voice } from '../../support/scripted/inputs.mts';
import { rig } from '../../support/scripted/rig.mts';
import type { Answerer } from '../../support/scripted/transport.mts';

const turn = async (): Promise<void> => await new Promise((done) => setImmediate(done));
const idOf = (item: number): string => String(item);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

interface Shelf {
	items: number[];
	/** What the server states instead of the true total. */
	total?: number;
	exact?: boolean;
	upperBound?: number;
	/** Its `hasMore`; by default the true one. */
	hasMore?: (page: Page<number>, number: number) => boolean;
	/** Called before a page is cut. */
	before?: (number: number, items: number[]) => void;
}

function shelf({ items, total, exact = true, upperBound, hasMore, before }: Shelf) {
	const asked: number[] = [];
	let inFlight = 0;
	let maxInFlight = 0;
	const getPage = async (number: number): Promise<Page<number>> => {
		if (asked.length > 500) throw new Error('Reads without end');
		asked.push(number);
		maxInFlight = Math.max(maxInFlight, ++inFlight);
		before?.(number, items);
		const page = {
			items: items.slice((number - 1) * 100, number * 100),
			total: total ?? items.length,
			totalIsExact: exact,
			upperBound,
			hasMore: number * 100 < items.length,
		};
		await turn();
		inFlight -= 1;
		return { ...page, hasMore: hasMore ? hasMore(page, number) : page.hasMore };
	};
	return { getPage, asked, maxInFlight: () => maxInFlight };
}

const read = async (s: ReturnType<typeof shelf>, limit = Infinity, window = 5): Promise<number[]> =>
	await readAll(s.getPage, idOf, { limit, window });

describe('readAll', () => {
	it.each([0, 1, 99, 100, 101, 200, 1000, 1001])('reads %i items in the fewest pages', async (count) => {
		const s = shelf({ items: upTo(count) });
		expect(await read(s)).toEqual(upTo(count));
		expect(s.asked).toHaveLength(Math.max(1, Math.ceil(count / 100)));
	});

	it('has several pages in flight, and never more than its window', async () => {
		const s = shelf({ items: upTo(3000) });
		await read(s, Infinity, 4);
		expect(s.maxInFlight()).toBe(4);
		const alone = shelf({ items: upTo(1000) });
		await read(alone, Infinity, 1);
		expect(alone.maxInFlight()).toBe(1);
	});

	it('stops when the server says that no page follows, whatever the total', async () => {
		const s = shelf({ items: upTo(250), total: 1_000_000, exact: false });
		expect(await read(s)).toHaveLength(250);
		expect(s.asked).toEqual([1, 2, 3]);
	});

	it('does not loop on a wrong total that claims to be exact', async () => {
		const s = shelf({ items: upTo(250), total: 1_000_000 });
		expect(await read(s)).toHaveLength(250);
		expect(s.asked.length).toBeLessThanOrEqual(3 + 5);
	});

	it('continues if the total is too small, 0 or negative', async () => {
		for (const total of [0, 1, 150, 200, -1]) {
			const s = shelf({ items: upTo(450), total });
			expect(await read(s)).toEqual(upTo(450));
			expect(s.asked.length).toBeLessThanOrEqual(6);
		}
	});

	it('reads one page at a time if the total is not exact', async () => {
		const s = shelf({ items: upTo(450), exact: false });
		await read(s);
		expect(s.maxInFlight()).toBe(1);
		expect(s.asked).toHaveLength(5);
	});

	it('ends after two pages without anything new', async () => {
		const s = shelf({ items: upTo(100), total: 100, hasMore: () => true });
		s.getPage = (() => {
			const first = s.getPage;
			return async (number: number) => {
				const page = await first(1);
				if (number > 400) throw new Error('Reads without end');
				return page;
			};
		})();
		expect(await read(s)).toEqual(upTo(100));
		expect(s.asked).toHaveLength(3);
	});

	it('needs at most one request more than there are pages if an empty page ends the list', async () => {
		const s = shelf({ items: upTo(500), hasMore: ({ items }) => items.length === 100 });
		expect(await read(s)).toHaveLength(500);
		expect(s.asked.length).toBeLessThanOrEqual(6);
	});

	it('gives each item once even when new items shift the pages', async () => {
		const items = upTo(600);
		const s = shelf({ items, before: (number, on) => void (number % 2 === 0 && on.unshift(10_000 + number)) });
		const found = await read(s);
		expect(new Set(found).size).toBe(found.length);
		expect(upTo(600).filter((item) => !found.includes(item))).toEqual([]);
	});

	it('continues after one page without anything new, as if a hundred were added', async () => {
		const items = upTo(400);
		const s = shelf({
			items,
			before: (number, on) => void (number === 2 && on.unshift(...upTo(100).map((item) => 10_000 + item))),
		});
		const found = await read(s, Infinity, 1);
		expect(upTo(400).filter((item) => !found.includes(item))).toEqual([]);
	});

	it.each([1, 50, 100, 150, 250, 400])('gives at most %i of 300 and reads only the pages needed', async (limit) => {
		const s = shelf({ items: upTo(300) });
		expect(await read(s, limit)).toEqual(upTo(Math.min(limit, 300)));
		expect(s.asked).toHaveLength(Math.ceil(Math.min(limit, 300) / 100));
	});

	it('fails with the error of a page, and requests no further page', async () => {
		const s = shelf({
			items: upTo(5000),
			before: (number) => {
				if (number === 3) throw new Error('page 3');
			},
		});
		await expect(read(s)).rejects.toThrow('page 3');
		const asked = s.asked.length;
		await turn();
		expect(s.asked).toHaveLength(asked);
		expect(asked).toBeLessThanOrEqual(7);
	});

	it('whatever the server claims, gives every reachable item once within pages + window requests', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					count: fc.integer({ min: 0, max: 900 }),
					total: fc.integer({ min: 0, max: 3000 }),
					exact: fc.boolean(),
					window: fc.integer({ min: 1, max: 7 }),
					limit: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 1200 })),
				}),
				async ({ count, total, exact, window, limit }) => {
					const s = shelf({ items: upTo(count), total, exact });
					expect(await read(s, limit, window)).toEqual(upTo(Math.min(limit, count)));
					expect(s.asked.length).toBeLessThanOrEqual(Math.max(1, Math.ceil(count / 100)) + window);
					expect(s.maxInFlight()).toBeLessThanOrEqual(window);
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe('a list of the client', () => {
	const library =
		(count: number, over: Record<string, unknown> = {}): Answerer =>
		({ query }) => {
			const asked = new URLSearchParams(query);
			const size = Number(asked.get('page_size'));
			const from = (Number(asked.get('page_number')) - 1) * size;
			const items = upTo(count)
				.slice(from, from + size)
				.map((number) => voice({ _id: number.toString(16).padStart(32, '0'), title: `v${number}` }));
			return { ...json({ total: count, items, has_more: from + size < count, ...over }), delay: 100 };
		};

	it('requests pages of one size, as many at a time as the limit allows', async () => {
		const r = rig(library(10_000), { concurrency: 5 });
		expect(await r.client.voices.list({ own: true })).toHaveLength(10_000);
		expect(r.requests.length).toBeLessThanOrEqual(101);
		expect(r.mostInFlight()).toBe(5);
		expect(new Set(r.requests.map(({ query }) => new URLSearchParams(query).get('page_size')))).toEqual(
			new Set(['100']),
		);
	});

	it('requests a short list as one small page', async () => {
		const r = rig(library(500));
		expect(await r.client.voices.list({}, 20)).toHaveLength(20);
		expect(r.requests.map(({ query }) => query)).toEqual(['page_size=20&page_number=1']);
	});

	it("uses the API's names of the filters and leaves out what is not set", async () => {
		const r = rig(library(1));
		await r.client.voices.list({
			own: true,
			title: 'An na',
			tags: ['a', 'b'],
			language: 'en',
			titleLanguage: 'de',
			authorId: 'x',
			licensed: true,
			sortBy: 'created_at',
		});
		await r.client.voices.list({ own: false, title: '', tags: [], licensed: false });
		expect(r.requests.map(({ query }) => query)).toEqual([
			'page_size=100&page_number=1&self=true&title=An+na&tag=a&tag=b&language=en&title_language=de&author_id=x&' +
				'licensed=true&sort_by=created_at',
			'page_size=100&page_number=1',
		]);
	});

	it.each([
		['has_more null', { has_more: null }],
		['no has_more', { has_more: undefined }],
		['a total that is not exact', { total_is_exact: false }],
		['bounds that are null', { accessible_upper_bound: null, max_offset: null }],
	])('reads all of 250 with %s', async (_, over) => {
		const r = rig(library(250, over));
		expect(await r.client.voices.list({})).toHaveLength(250);
	});

	it('stops at an empty page, whatever has_more says', async () => {
		const r = rig(library(200, { has_more: true, total: 5000, total_is_exact: false }));
		expect(await r.client.voices.list({})).toHaveLength(200);
		expect(r.requests).toHaveLength(3);
	});

	it('continues after a short page with has_more true, and stops at one without has_more', async () => {
		const leavesOneOut: Answerer = (request, clock) => {
			const given = library(150)(request, clock) as Answer;
			const body = JSON.parse(String(given.chunks[0])) as { items: unknown[] };
			return json({ ...body, items: body.items.slice(1) });
		};
		expect(await rig(leavesOneOut).client.voices.list({ own: true })).toHaveLength(148);
		const silent = rig(library(250, { has_more: undefined, total: 5000, total_is_exact: false }));
		expect(await silent.client.voices.list({})).toHaveLength(250);
		expect(silent.requests).toHaveLength(3);
	});

	it.each([
		['0', { accessible_upper_bound: 0, max_offset: 0 }],
		['fewer items than the page has', { accessible_upper_bound: 99 }],
		['fewer items than the page has, in a window', { accessible_upper_bound: 99, window_limited: true }],
		['as many items as the page has, when more follow', { accessible_upper_bound: 100 }],
	])('ignores a bound of %s', async (_, over) => {
		expect(await rig(library(250, over)).client.voices.list({})).toHaveLength(250);
	});

	it('ends without an error at the end of the library window', async () => {
		const r = rig(
			library(1000, {
				total: 1002,
				total_is_exact: false,
				window_limited: true,
				max_offset: 900,
				accessible_upper_bound: 1000,
			}),
		);
		expect(await r.client.voices.list({})).toHaveLength(1000);
		expect(r.requests).toHaveLength(10);
	});

	it('stops at the bound of a window', async () => {
		for (const over of [{ accessible_upper_bound: 300 }, { max_offset: 200 }]) {
			const r = rig(library(1000, { ...over, window_limited: true, has_more: true }));
			expect(await r.client.voices.list({})).toHaveLength(300);
			expect(r.requests).toHaveLength(3);
		}
	});

	it("gives the server's clock", async () => {
		const r = rig([
			{ ...json({ total: 0, items: [] }), headers: { date: new Date(noon).toUTCString() } },
			json({ total: 0, items: [] }),
		]);
		const choice = { page: 1, pageSize: 10 };
		expect((await r.client.voices.page({}, choice)).serverTime).toBe(noon);
		expect((await r.client.voices.page({}, choice)).serverTime).toBeUndefined();
	});

	it.each([
		['no items', { total: 1 }],
		['items that are not voices', { total: 1, items: [{ _id: 1 }] }],
		['a list', []],
	])('fails on %s, which is not a page', async (_, body) => {
		const r = rig([json(body)]);
		await expect(r.client.voices.list({})).rejects.toMatchObject({ kind: 'badAnswer' });
	});
});

/** A page server, and what it says about its list. */
interface PageServer {
	count: number;
	/** Left out of a page after it is cut, as by a server that filters late. Never a full page. */
	hides: (number: number) => boolean;
	hasMore: 'true' | 'missing' | 'always';
	/** Added to the true total. */
	totalOff: number;
	exact: boolean;
	/** Items that can be read if there is a window. */
	window: number | undefined;
	bound: 'none' | 'zero' | 'window';
	/** Numbers of the requests before which the first item is deleted. */
	deletes: number[];
}

const pageServer = ({ count, hides, hasMore, totalOff, exact, window, bound, deletes }: PageServer): Answerer => {
	const there = upTo(count);
	const bounds = { none: undefined, zero: 0, window };
	return ({ query, number: request }) => {
		if (deletes.includes(request)) there.shift();
		const number = Number(new URLSearchParams(query).get('page_number'));
		const reach = Math.min(there.length, window ?? Infinity);
		const items = there
			.slice(0, reach)
			.slice((number - 1) * 100, number * 100)
			.filter((one) => !hides(one));
		const more = number * 100 < reach;
		return {
			...json({
				total: Math.max(0, there.length + totalOff),
				items: items.map((one) => voice({ _id: one.toString(16).padStart(32, '0') })),
				has_more: { true: more, missing: undefined, always: true }[hasMore],
				total_is_exact: exact,
				window_limited: window !== undefined && there.length > window,
				accessible_upper_bound: bounds[bound],
			}),
			delay: 10,
		};
	};
};

const pageServers = fc.record({
	count: fc.integer({ min: 0, max: 900 }),
	hides: fc
		.integer({ min: 0, max: 6 })
		.map((share) => (number: number) => share > 0 && number % 100 !== 37 && (number * 7919) % 10 < share),
	hasMore: fc.constantFrom<PageServer['hasMore']>('true', 'missing', 'always'),
	totalOff: fc.oneof(fc.constant(0), fc.integer({ min: -900, max: 2_000 })),
	exact: fc.boolean(),
	window: fc.option(
		fc.integer({ min: 1, max: 6 }).map((pages) => pages * 100),
		{ nil: undefined },
	),
	bound: fc.constantFrom<PageServer['bound']>('none', 'zero', 'window'),
	deletes: fc.array(fc.integer({ min: 2, max: 8 }), { maxLength: 2 }),
});

it(
	'lists everything that a page server shows, each once, in pages + 1 requests, whatever it leaves out, deletes ' +
		'and claims',
	async () => {
		await fc.assert(
			fc.asyncProperty(pageServers, fc.integer({ min: 1, max: 7 }), async (server, concurrency) => {
				const r = rig(pageServer(server), { concurrency });
				const found = (await r.client.voices.list({ own: true })).map(({ _id }) => parseInt(_id, 16));
				expect(new Set(found).size).toBe(found.length);
				const { count, hides, window = Infinity, deletes, hasMore, exact, totalOff } = server;
				const shown = upTo(Math.min(count, window)).filter((one) => !hides(one));
				// A short page without `has_more` has to end the list.
				const isComplete = hasMore !== 'missing' || shown.length === Math.min(count, window);
				const missing = shown.filter((one) => !found.includes(one));
				// A deletion moves one voice to a page that was already read.
				if (isComplete) expect(missing.length).toBeLessThanOrEqual(deletes.length);
				const pages = Math.max(1, Math.ceil(Math.min(count, window) / 100));
				// A wrong total costs as many requests as may be in flight.
				const ahead = exact && (totalOff > 0 || window < count) ? concurrency : 0;
				expect(r.requests.length).toBeLessThanOrEqual(pages + 1 + ahead);
			}),
			{ numRuns: 300 },
		);
	},
);
