import fc from 'fast-check';

import { FishAudioError } from '../../../fishAudio/errors.ts';
import { pollVoices } from '../../../nodes/VoiceCloneTrigger/poll.ts';
import { readCursor, type Cursor } from '../../../nodes/VoiceCloneTrigger/savedCursor.ts';
import { SimulatedLibrary, type Life, type LibraryOptions } from './simulatedLibrary.mts';

const minute = 60_000;
const hour = 60 * minute;
/** Any time after 1970. */
const begin = Date.UTC(2026, 10, 1);

/** As n8n saves it: plain JSON. */
const saved = (cursor: Cursor): Cursor | undefined => readCursor(JSON.parse(JSON.stringify(cursor)));

interface Poller {
	cursor: Cursor | undefined;
	fired: string[];
}

async function poll(
	library: SimulatedLibrary,
	poller: Poller,
	{ includeExisting = false, pages = Infinity, crash = false, skew = 0 } = {},
): Promise<void> {
	const from = library.requests;
	const { fresh, cursor } = await pollVoices(library.client(), poller.cursor, includeExisting, {
		hasTime: () => library.requests - from < pages,
		now: () => library.time + skew,
	});
	// A crash before n8n has saved anything: neither items nor cursor.
	if (crash) return;
	poller.cursor = saved(cursor);
	poller.fired.push(...fresh.map(({ _id }) => _id));
}

const never = Infinity;

const life = (number: number, made: number, more: Partial<Life> = {}): Life => ({
	id: SimulatedLibrary.id(number),
	made,
	listed: made,
	done: made,
	result: 'trained',
	deleted: never,
	...more,
});

const many = (count: number, made: (number: number) => number, first = 0): Life[] =>
	Array.from({ length: count }, (_, number) => life(first + number, made(number)));

/** Polls until there is nothing to read, and for another hour. */
async function settle(library: SimulatedLibrary, poller: Poller, options = {}): Promise<void> {
	for (let tick = 0; tick < 70; tick++) {
		library.time += minute;
		await poll(library, poller, options);
	}
	for (let tick = 0; poller.cursor?.walk && tick < 1_000; tick++) await poll(library, poller, options);
}

describe('the trigger fires', () => {
	test('once for a voice, when it is trained', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(life(1, begin + minute, { done: begin + 5 * minute }));
		await settle(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(1)]);
	});

	test('not for existing voices, but for those still in training', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		library.lives.push(life(1, begin - minute), life(2, begin - minute, { done: begin + hour / 2 }));
		library.lives.push(life(3, begin - 30 * hour, { done: begin + 2 * hour }));
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		await settle(library, poller);
		library.time += 3 * hour;
		await settle(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(2), SimulatedLibrary.id(3)]);
	});

	test('for those in training among the newest 1,000, however old', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		library.lives.push(
			...many(150, (number) => begin - 2 * hour - number),
			life(999, begin - 26 * hour, { done: begin + hour }),
		);
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.time += 2 * hour;
		await settle(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(999)]);
	});

	test('for all existing voices if wanted, over several polls', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		library.lives.push(...many(4_321, (number) => begin - number * minute));
		const poller: Poller = { cursor: undefined, fired: [] };
		for (let tick = 0; tick < 5; tick++) {
			library.time += minute;
			await poll(library, poller, { includeExisting: true });
		}
		expect(poller.fired).toHaveLength(4_321);
		expect(new Set(poller.fired).size).toBe(4_321);
	});

	test('also for a failed training, which the node filters by event', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(life(1, begin + 1, { result: 'failed', done: begin + minute }));
		await settle(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(1)]);
	});

	test('for a voice that enters the list an hour after its creation', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(
			life(1, begin + minute, { listed: begin + 60 * minute }),
			...many(150, (number) => begin + 2 * minute + number * 1000, 10),
		);
		await settle(library, poller);
		expect(poller.fired.filter((id) => id === SimulatedLibrary.id(1))).toHaveLength(1);
		expect(poller.fired).toHaveLength(151);
	});

	test('for a voice in training that is no longer on the first page', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(life(1, begin + minute, { done: begin + 5 * hour }));
		await settle(library, poller);
		library.lives.push(...many(300, (number) => library.time + number, 10));
		await settle(library, poller);
		library.time += 4 * hour;
		await settle(library, poller);
		expect(poller.fired).toHaveLength(301);
		expect(poller.cursor?.pending).toEqual([]);
	});

	test('not for a pending voice that was deleted', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(life(1, begin + 1, { done: never, deleted: begin + 10 * minute }));
		await settle(library, poller);
		expect(poller).toMatchObject({ fired: [], cursor: { pending: [] } });
	});
});

const day = 24 * hour;

/** Polls every `step` until `end`. */
async function pollUntil(library: SimulatedLibrary, poller: Poller, end: number, step: number): Promise<void> {
	for (; library.time < end; library.time += step) await poll(library, poller);
}

/**
 * A library with these voices in training, and so many newer ones that they are on no page an idle poll reads.
 */
async function buried(...lives: Life[]): Promise<{ library: SimulatedLibrary; poller: Poller }> {
	const library = new SimulatedLibrary();
	library.time = begin;
	library.lives.push(...many(150, (number) => begin - 2 * hour - number, 100), ...lives);
	const poller: Poller = { cursor: undefined, fired: [] };
	await poll(library, poller);
	return { library, poller };
}

describe('a voice stuck in training', () => {
	const stuckOnes = (count: number, made: number): Life[] =>
		Array.from({ length: count }, (_, number) => life(number, made, { done: never }));

	test('is read less and less often, and not after a week', async () => {
		const { library, poller } = await buried(life(1, begin - 3 * hour, { done: never }));
		await pollUntil(library, poller, begin + 9 * day, 5 * minute);
		expect(library.readIds.length).toBeLessThan(60);
		const before = library.readIds.length;
		library.requests = 0;
		await poll(library, poller);
		expect(library.requests).toBe(1);
		expect(library.readIds).toHaveLength(before);
		expect(poller.cursor?.pending).toEqual([]);
	});

	test.each([2, 5, 24, 150])(
		'fires when it is trained after all, no later than a tenth of that time: %i hours',
		async (hours) => {
			const { library, poller } = await buried(life(1, begin - hour * 3, { done: begin + hours * hour }));
			const latest = begin + hours * hour + (hours + 3) * hour * 0.1 + 10 * minute;
			await pollUntil(library, poller, latest, 5 * minute);
			expect(poller.fired).toEqual([SimulatedLibrary.id(1)]);
		},
	);

	test('is read once more after the workflow was off for weeks', async () => {
		const { library, poller } = await buried(
			life(1, begin - 3 * hour, { done: begin + day }),
			life(2, begin - 3 * hour, { done: never }),
		);
		library.time += 21 * day;
		await poll(library, poller);
		expect(poller).toMatchObject({ fired: [SimulatedLibrary.id(1)], cursor: { pending: [] } });
	});

	test('costs at most 10 requests per poll with 30 of them, mostly none, and in the end nothing', async () => {
		const { library, poller } = await buried(...stuckOnes(30, begin - 3 * hour));
		const costs: number[] = [];
		for (; library.time < begin + 8 * day; library.time += 5 * minute) {
			const from = library.requests;
			await poll(library, poller);
			costs.push(library.requests - from);
			expect(JSON.stringify(poller.cursor).length).toBeLessThan(4_096);
		}
		expect(Math.max(...costs)).toBeLessThanOrEqual(11);
		expect(costs.filter((cost) => cost > 1).length / costs.length).toBeLessThan(0.1);
		expect(costs.slice(-100)).toEqual(Array(100).fill(1));
	});

	test('is forgotten at once if it was stuck long before the workflow was published', async () => {
		const { library, poller } = await buried(...stuckOnes(30, begin - 30 * day));
		for (let tick = 0; tick < 3; tick++) await poll(library, poller);
		expect(library.readIds).toHaveLength(30);
		expect(poller.cursor?.pending).toEqual([]);
		await poll(library, poller);
		expect(library.readIds).toHaveLength(30);
	});

	test.each(['notFound', 'forbidden', 'input'] as const)(
		'is forgotten where it cannot be seen any more: %s',
		async (kind) => {
			const { library, poller } = await buried(life(1, begin - 3 * hour, { done: never }));
			library.fails = () => new FishAudioError(kind, 'not to be seen');
			await poll(library, poller);
			expect(poller).toMatchObject({ fired: [], cursor: { pending: [] } });
			expect(library.readIds).toHaveLength(1);
		},
	);

	test('does not hold up other voices if it cannot be read, and is reported if it is the only one', async () => {
		const { library, poller } = await buried(
			life(1, begin - 5 * hour, { done: begin + hour }),
			life(2, begin - 3 * hour, { done: begin + minute }),
		);
		library.fails = (id) =>
			id === SimulatedLibrary.id(1) ? new FishAudioError('server', 'no answer for this one') : undefined;
		library.time += hour;
		await poll(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(2)]);
		await expect(poll(library, poller)).rejects.toThrow('no answer for this one');
		library.fails = () => undefined;
		await poll(library, poller);
		expect(poller.fired).toEqual([SimulatedLibrary.id(2), SimulatedLibrary.id(1)]);
	});
});

describe('saved data', () => {
	test('with only the ids of voices in training still works: they fire, or are forgotten a week later', async () => {
		const { library, poller } = await buried(
			life(1, begin - 3 * hour, { done: begin + hour }),
			life(2, begin - 3 * hour, { done: never }),
		);
		poller.cursor = readCursor({ ...poller.cursor, pending: [SimulatedLibrary.id(1), SimulatedLibrary.id(2)] });
		await pollUntil(library, poller, begin + 3 * hour, minute);
		expect(poller.fired).toEqual([SimulatedLibrary.id(1)]);
		await pollUntil(library, poller, begin + 9 * day, hour);
		expect(poller.cursor?.pending).toEqual([]);
	});

	test('is ignored if it is malformed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({ floor: fc.jsonValue(), seen: fc.jsonValue(), pending: fc.jsonValue(), walk: fc.jsonValue() }),
				async (odd) => {
					for (const saved of [
						odd,
						{ version: 1, ...odd },
						{ version: 1, ...odd, floor: begin - hour },
						{ version: 1, ...odd, floor: begin - hour, pending: [odd] },
					]) {
						const library = new SimulatedLibrary();
						library.time = begin;
						library.lives.push(...many(120, (number) => begin - 3 * hour - number * minute));
						const poller: Poller = { cursor: readCursor(saved), fired: [] };
						await poll(library, poller);
						// Any number is a valid floor.
						if (typeof odd.floor !== 'number') expect(poller.fired).toEqual([]);
						expect(readCursor(poller.cursor)).toEqual(poller.cursor);
					}
				},
			),
			{ numRuns: 50 },
		);
	});
});

describe('pages from which the server leaves voices out', () => {
	test.each([1, 4, 7, 9])('%i of ten: all others fire, over several polls', async (hidden) => {
		const library = new SimulatedLibrary({ hidden });
		library.time = begin;
		library.lives.push(...many(3_000, (number) => begin - number * minute));
		const poller: Poller = { cursor: undefined, fired: [] };
		for (let tick = 0; tick < 8; tick++) {
			library.time += minute;
			await poll(library, poller, { includeExisting: true });
		}
		const shown = library.lives.filter((one) => !library.isHidden(one)).map(({ id }) => id);
		expect(new Set(poller.fired).size).toBe(poller.fired.length);
		expect([...poller.fired].sort()).toEqual(shown.sort());
		expect(poller.cursor?.walk).toBeUndefined();
	});
});

describe('a list that is not newest first', () => {
	test.each(['oldestFirst', 'shuffled'] as const)('%s: all of a long one is read', async (order) => {
		const library = new SimulatedLibrary({ order });
		library.time = begin;
		library.lives.push(...many(2_500, (number) => begin - hour - number * minute));
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(...many(20, (number) => begin + number * minute, 10_000));
		await settle(library, poller);
		expect(poller.fired).toHaveLength(20);
	});

	test('is reported if there is no time to read all of it', async () => {
		const library = new SimulatedLibrary({ order: 'oldestFirst' });
		library.time = begin;
		library.lives.push(...many(2_500, (number) => begin - hour - number * minute));
		const poller: Poller = { cursor: undefined, fired: [] };
		await expect(poll(library, poller, { pages: 10 })).rejects.toThrow('too short to read all of your voices');
	});

	test('fires nothing again if the order is lost during a burst', async () => {
		const library = new SimulatedLibrary();
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(...many(6_000, (number) => begin + 1000 + number * 10));
		library.time += 3 * minute;
		for (let tick = 0; tick < 8; tick++) await poll(library, poller, { pages: 5 });
		library.order = 'shuffled';
		await poll(library, poller);
		library.order = 'newestFirst';
		await settle(library, poller);
		expect(new Set(poller.fired).size).toBe(6_000);
		expect(poller.fired).toHaveLength(6_000);
	});
});

describe('requests and memory', () => {
	test.each([
		['spread over months', (number: number) => begin - hour - number * 10 * minute],
		['made within minutes, just now', (number: number) => begin - number],
		['all made in the same moment', () => begin - minute],
	])('an idle poll with 100,000 voices %s takes one request and under 4 KB', async (_, made) => {
		const library = new SimulatedLibrary();
		library.time = begin;
		library.lives.push(...many(100_000, made));
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		expect(library.requests).toBeLessThanOrEqual(10);
		expect(JSON.stringify(poller.cursor).length).toBeLessThan(4_096);
		for (const wait of [minute, hour / 2, hour, 24 * hour]) {
			library.time = begin + wait;
			const before = library.requests;
			await poll(library, poller);
			expect([wait, library.requests - before]).toEqual([wait, 1]);
			expect(JSON.stringify(poller.cursor).length).toBeLessThan(4_096);
		}
		expect(poller.fired).toEqual([]);
	});

	test('a burst of 10,000 is read over several polls, and then forgotten', async () => {
		const library = new SimulatedLibrary({ perRequest: 50 });
		library.time = begin;
		const poller: Poller = { cursor: undefined, fired: [] };
		await poll(library, poller);
		library.lives.push(...many(10_000, (number) => begin + 1000 + number * 10));
		library.time += 3 * minute;
		let polls = 0;
		do {
			const before = library.requests;
			await poll(library, poller, { pages: 12 });
			expect(library.requests - before).toBeLessThanOrEqual(12);
			expect(JSON.stringify(poller.cursor).length).toBeLessThan(64_000);
			polls += 1;
		} while (poller.cursor?.walk);
		expect(polls).toBeGreaterThan(5);
		expect(new Set(poller.fired).size).toBe(10_000);
		await settle(library, poller);
		expect(poller.fired).toHaveLength(10_000);
		expect(JSON.stringify(poller.cursor).length).toBeLessThan(200);
	});
});

/** A random history: the voices at the start, those that come, the polls, and the failures. */
const histories = fc.record({
	old: fc.array(
		fc.record({
			age: fc.integer({ min: 0, max: 3 * hour }),
			training: fc.integer({ min: 0, max: 2 * hour }),
			deleted: fc.option(fc.integer({ min: 0, max: 5 * hour })),
		}),
		{ maxLength: 260, size: 'max' },
	),
	fresh: fc.array(
		fc.record({
			at: fc.integer({ min: 1, max: 4 * hour }),
			/** Many are created at the same moment. */
			same: fc.boolean(),
			late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59 * minute })),
			training: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * hour })),
			failed: fc.boolean(),
			deleted: fc.option(fc.integer({ min: 0, max: 6 * hour }), { freq: 3 }),
		}),
		{ maxLength: 330, size: 'max' },
	),
	polls: fc.array(
		fc.record({
			wait: fc.integer({ min: 1, max: 20 * minute }),
			crash: fc.boolean(),
			pages: fc.integer({ min: 1, max: 5 }),
		}),
		{ maxLength: 40, size: 'max' },
	),
	skew: fc.oneof(fc.constant(0), fc.integer({ min: -3 * hour, max: 3 * hour })),
	perRequest: fc.integer({ min: 0, max: 5_000 }),
	dated: fc.boolean(),
	hidden: fc.constantFrom(0, 0, 1, 3),
	order: fc.constantFrom<LibraryOptions['order']>('newestFirst', 'newestFirst', 'oldestFirst', 'shuffled'),
	includeExisting: fc.boolean(),
});

test('every voice whose training ends fires once, in random histories', async () => {
	await fc.assert(
		fc.asyncProperty(histories, async (history) => {
			// Without an order the trigger cannot notice that it skipped a voice because another was deleted.
			const perRequest = history.order === 'newestFirst' ? history.perRequest : 0;
			const library = new SimulatedLibrary({ ...history, perRequest });
			library.time = begin;
			const old = history.old.map(({ age, training, deleted }, number) =>
				life(number, begin - age, {
					done: begin - age + training,
					deleted: deleted === null ? never : begin + deleted,
				}),
			);
			const fresh = history.fresh.map(({ at, same, late, training, failed, deleted }, number) => {
				const made = begin + (same ? Math.ceil(at / (10 * minute)) * 10 * minute : at);
				return life(10_000 + number, made, {
					listed: made + late,
					done: made + training,
					result: failed ? 'failed' : 'trained',
					deleted: deleted === null ? never : made + deleted,
				});
			});
			library.lives.push(...old, ...fresh);
			const poller: Poller = { cursor: undefined, fired: [] };
			const options = { includeExisting: history.includeExisting, skew: history.skew };
			await poll(library, poller, options);
			const activated = library.time;
			for (const { wait, crash, pages } of history.polls) {
				library.time += wait;
				// Without an order the complete list must be read in one poll.
				const budget = history.order === 'newestFirst' ? pages : Infinity;
				await poll(library, poller, { ...options, crash, pages: budget });
			}
			library.time = Math.max(library.time, begin + 12 * hour);
			await settle(library, poller, options);

			expect(new Set(poller.fired).size).toBe(poller.fired.length);
			const staying = library.lives.filter((one) => one.deleted === never && !library.isHidden(one));
			const due = staying.filter(
				({ made, done }) => history.includeExisting || made > activated || (made <= begin && done > activated),
			);
			const missing = due.filter(({ id }) => !poller.fired.includes(id));
			expect(missing).toEqual([]);
			const wasThere = old.filter(({ done }) => done <= begin).map(({ id }) => id);
			if (!history.includeExisting) expect(poller.fired.filter((id) => wasThere.includes(id))).toEqual([]);
		}),
		{ numRuns: 100, endOnFailure: true },
	);
}, 300_000);
