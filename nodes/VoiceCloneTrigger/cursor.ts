import { largestPage } from '../../fishAudio/requests/pages';
import { createdAt, type Voice } from '../../fishAudio/voices/voice';
import type { PageChoice } from '../../fishAudio/voices/voicePage';
import { isDue, isStuck, packPending, readPending, type Pending, type Waiting } from './pending';
import type { Cursor, Walk } from './savedCursor';
import { packSeen, readSeen, shortIdOf, type Seen } from './seen';

/** A page of voices as the walk takes it. */
export interface VoicePage {
	items: Voice[];
	hasMore: boolean;
	/** Milliseconds since 1970; undefined where the server does not tell. */
	serverTime: number | undefined;
	/** The same by the server's clock or, where it tells none, by ours. */
	readAt: number;
}

/** A walk under way. Each step gives a new one. */
export interface Progress {
	floor: number;
	seen: Seen;
	pending: Pending;
	/** When the last page was read, in milliseconds since 1970. */
	readAt: number;
	walk: Walk | undefined;
	/** The very first walk only takes stock: what is there does not count as new. */
	takesStock: boolean;
	/** The list is not newest first, so all of it has to be read each time. */
	unordered: boolean;
	/** Voices whose training has ended, as far as known for the first time. */
	fresh: readonly Voice[];
	/** Ids on the pages read: their state is known. */
	met: ReadonlySet<string>;
	/** Pages read. */
	pages: number;
	/** Where the walk ended: at the end of the list, or where all below is settled. */
	ended: 'list' | 'floor' | undefined;
}

/** Voices may enter the list as long after they were made. */
const lateness = 3_600_000;

/** Voices remembered at most; beyond, the floor rises. Taking stock needs fewer: what was there is not fired for. */
const maxSeen = { stock: 90, always: 2_000 };

/** Pages that taking stock reads at most, in search of voices still in training. */
const stockPages = 10;

/** Smallest page that is asked for: the larger the page, the fewer requests. */
const smallestPage = 60;

const isTerminal = ({ state }: Voice): boolean => state === 'trained' || state === 'failed';

/**
 * Begins a poll at `now`: goes on with a walk, begins a new one, or, without a cursor, takes stock or fires for
 * everything.
 */
export function beginPoll(cursor: Cursor | undefined, includeExisting: boolean, now: number): Progress {
	return {
		floor: cursor?.floor ?? 0,
		seen: readSeen(cursor?.seen ?? ''),
		pending: readPending(cursor?.pending ?? [], now),
		readAt: now,
		walk: cursor?.walk,
		takesStock: cursor === undefined && !includeExisting,
		unordered: false,
		fresh: [],
		met: new Set(),
		pages: 0,
		ended: undefined,
	};
}

/** Of the pages that begin at a place of the list or before it, the one that reaches furthest. */
function furthestFrom(place: number): PageChoice & { end: number } {
	let best = { page: 1, pageSize: largestPage, end: 0 };
	for (let pageSize = largestPage; pageSize >= smallestPage; pageSize--) {
		const page = Math.floor(place / pageSize) + 1;
		if (page * pageSize > best.end) best = { page, pageSize, end: page * pageSize };
	}
	return best;
}

/**
 * Which page to read next. It begins at or before the last voice read, so that the walk can see that nothing between
 * was skipped. Where so many voices are left out of the pages that no such page would get on, it begins where the last
 * one ended.
 */
export function nextPage({ walk, unordered, pages }: Progress): PageChoice {
	if (!walk || unordered) return { page: unordered ? pages + 1 : 1, pageSize: largestPage };
	const { end = 0, offset } = walk;
	const overlapping = furthestFrom(offset);
	const { page, pageSize } = overlapping.end > end ? overlapping : furthestFrom(end);
	return { page, pageSize };
}

interface Timed {
	voice: Voice;
	time: number;
}

const isNewestFirst = (timed: Timed[]): boolean =>
	timed.every(({ time }, index) => index === 0 || time <= (timed[index - 1]?.time ?? Infinity));

/** Whether the walk has come past a voice. */
const isBehind = (walk: Walk | undefined, { voice, time }: Timed): boolean =>
	walk !== undefined && (time > walk.below || (time === walk.below && walk.at.includes(shortIdOf(voice._id))));

/**
 * What the voices of a page mean. Those behind the walk's place were met before; only a pending one may have changed.
 */
function meet(progress: Progress, timed: Timed[]): Progress {
	const seen = new Map(progress.seen);
	const pending = new Map(progress.pending);
	const met = new Set(progress.met);
	const fresh = [...progress.fresh];
	for (const { voice, time } of timed) {
		const id = shortIdOf(voice._id);
		met.add(voice._id);
		if (pending.has(voice._id)) {
			if (!isTerminal(voice)) continue;
			pending.delete(voice._id);
			fresh.push(voice);
		} else if (time >= progress.floor && !seen.has(id) && !isBehind(progress.walk, { voice, time })) {
			seen.set(id, time);
			if (!isTerminal(voice)) pending.set(voice._id, { made: time, asked: 0 });
			else if (!progress.takesStock) fresh.push(voice);
		}
	}
	return { ...progress, seen, pending, met, fresh };
}

/** The walk's place after a page that began `start` voices down the list; `end` where it was short. */
function placeAfter(walk: Walk, timed: Timed[], start: number, end: number | undefined): Walk {
	const place = { offset: Math.max(0, start + timed.length - 1), end };
	const last = timed.at(-1)?.time ?? walk.below;
	// All of the page was behind us: voices were added above.
	if (last > walk.below) return { ...walk, ...place };
	const here = timed.filter(({ time }) => time === last).map(({ voice }) => shortIdOf(voice._id));
	const before = walk.below === last ? walk.at : [];
	return { ...walk, ...place, below: last, at: [...new Set([...before, ...here])] };
}

/** The walk some way up, so as to see where it was. */
const steppedBack = (walk: Walk, start: number): Walk => ({
	...walk,
	offset: Math.max(0, Math.min(walk.offset, start) - largestPage / 2),
	end: undefined,
});

/** Whether a walk newest first has come far enough down. */
const isFarEnough = (progress: Progress, walk: Walk): boolean =>
	progress.takesStock ? progress.pages >= stockPages : walk.below < progress.floor;

/** Reads a list without an order, from its top to its end. */
function takeUnordered(progress: Progress, timed: Timed[], hasMore: boolean, choice: PageChoice): Progress {
	// What a walk had come past stays behind it: it may no longer be remembered as seen.
	const anew = { ...progress, unordered: true };
	const fromTop = progress.unordered || choice.page === 1;
	if (!fromTop) return { ...anew, pages: 0 };
	return { ...meet(anew, timed), ended: hasMore ? undefined : 'list' };
}

/** Takes a page that was read for `choice`. */
export function takePage(
	before: Progress,
	{ items, hasMore, serverTime, readAt }: VoicePage,
	choice: PageChoice,
): Progress {
	const newest = Math.max(0, ...items.map((voice) => createdAt(voice) ?? 0));
	const now = serverTime ?? Math.max(newest, before.floor);
	const begun: Walk = { startedAt: now, below: Infinity, at: [], offset: 0, keepFrom: 0 };
	const walk = before.walk ?? begun;
	const progress = { ...before, walk, readAt, pages: before.pages + 1 };
	const timed = items.map((voice) => ({ voice, time: createdAt(voice) ?? walk.startedAt }));
	if (progress.unordered || !isNewestFirst(timed)) return takeUnordered(progress, timed, hasMore, choice);

	const start = (choice.page - 1) * choice.pageSize;
	// A page behind the last voice was asked for only where none could overlap.
	const continues = start === 0 || start > walk.offset || (timed[0] !== undefined && isBehind(walk, timed[0]));
	// Voices above our place were deleted and others moved up.
	if (!continues) return { ...progress, walk: steppedBack(walk, start) };
	const isShort = hasMore && timed.length < choice.pageSize;
	const place = placeAfter(walk, timed, start, isShort ? start + choice.pageSize : undefined);
	const next = { ...meet(progress, timed), walk: place };
	const ended = !hasMore ? 'list' : isFarEnough(next, place) ? 'floor' : undefined;
	return { ...next, ended };
}

/** Pending voices that no page has shown and whose turn it is to be asked for, the longest unasked first. */
export const duePending = ({ pending, met, readAt }: Progress): string[] =>
	[...pending]
		.filter(([id, waiting]) => !met.has(id) && (isDue(waiting, readAt) || isStuck(waiting, readAt)))
		.map(([id]) => id);

/**
 * Takes what asking for a pending voice by its id gave: the voice, or undefined where it was deleted. A stuck one is
 * let go of.
 */
export function takePending(progress: Progress, id: string, voice: Voice | undefined): Progress {
	const pending = new Map<string, Waiting>(progress.pending);
	const waiting = pending.get(id);
	pending.delete(id);
	if (!voice || !waiting) return { ...progress, pending };
	if (isTerminal(voice)) return { ...progress, pending, fresh: [...progress.fresh, voice] };
	// Asked for: it goes to the end of the line.
	if (!isStuck(waiting, progress.readAt)) pending.set(id, { ...waiting, asked: progress.readAt });
	return { ...progress, pending };
}

/** The time from which on there are no more than `most` voices to remember. */
function timeOfNewest(seen: Seen, most: number): number {
	if (seen.size <= most) return 0;
	const times = [...seen.values()].sort((a, b) => b - a);
	return (times[most] ?? 0) + 1;
}

const since = (seen: Seen, from: number): Seen => new Map([...seen].filter(([, time]) => time >= from));

/** What to remember of a poll. */
export function endPoll(progress: Progress): Cursor {
	const { floor, seen, walk, takesStock, unordered, ended } = progress;
	const cursor = { version: 1 as const, pending: packPending(progress.pending) };
	if (!walk) return { ...cursor, floor, seen: packSeen(seen) };
	const reached = walk.startedAt - lateness;
	const capped = timeOfNewest(since(seen, reached), takesStock ? maxSeen.stock : maxSeen.always);
	const keepFrom = Math.max(floor, reached, capped, walk.keepFrom);
	if (ended || takesStock) {
		// What taking stock did not read is settled: it was there before us.
		const unread = takesStock && ended !== 'list' && !unordered ? walk.below + 1 : 0;
		const risen = Math.max(keepFrom, unread);
		return { ...cursor, floor: risen, seen: packSeen(since(seen, risen)) };
	}
	// The walk goes on with the next poll. What it has not come to yet is still known by what was seen before.
	const needed = new Map([...seen].filter(([, time]) => time >= keepFrom || time <= walk.below));
	return { ...cursor, floor, seen: packSeen(needed), walk: { ...walk, keepFrom } };
}
