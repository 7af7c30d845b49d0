import { createdAt, type Voice } from '../../fishAudio/voices/voice';
import type { PageChoice } from '../../fishAudio/voices/voicePage';
import { isDue, isStuck, packPending, readPending, type Pending, type Waiting } from './pending';
import type { Cursor, Walk } from './savedCursor';
import { packSeen, readSeen, shortIdOf, type Seen } from './seen';
import { isBehind, isNewestFirst, steppedBack, walkAfter, type Timed } from './walk';

/** A page of voices, as the server listed them. */
export interface VoicePage {
	items: Voice[];
	hasMore: boolean;
	/** Milliseconds since 1970; undefined if the server does not say. */
	serverTime: number | undefined;
	/** The same by the server's clock or, if it does not say, by ours. */
	readAt: number;
}

/** The state of a poll. Each step gives a new one. */
export interface Progress {
	floor: number;
	seen: Seen;
	pending: Pending;
	/** When the last page was read, in milliseconds since 1970. */
	readAt: number;
	walk: Walk | undefined;
	/** The first walk only takes stock: voices that exist already are not new. */
	takesStock: boolean;
	/** The list is not newest first, so each poll must read all of it. */
	unordered: boolean;
	/** Voices whose training is now first known to have ended. */
	fresh: readonly Voice[];
	/** Ids on the pages read: their state is known. */
	met: ReadonlySet<string>;
	/** Pages read. */
	pages: number;
	/** Where the walk ended: at the end of the list, or at the floor, below which all voices are settled. */
	ended: 'list' | 'floor' | undefined;
}

/** Longest time in milliseconds between the creation of a voice and its appearance in the list. */
const lateness = 3_600_000;

/** Largest number of voices remembered; with more, the floor rises. Taking stock needs fewer: it fires for none. */
const maxSeen = { stock: 90, always: 2_000 };

/** Largest number of pages that taking stock reads to find voices still in training. */
const stockPages = 10;

const isTerminal = ({ state }: Voice): boolean => state === 'trained' || state === 'failed';

/**
 * Begins a poll at `now`: continues a walk, begins a new one or, without a cursor, takes stock or fires for every
 * voice.
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

/** Takes the voices of a page. Those the walk has passed were taken before; only pending ones may have changed. */
function takeVoices(progress: Progress, timed: Timed[]): Progress {
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

/** Whether a walk through a list that is newest first has gone far enough. */
const isFarEnough = (progress: Progress, walk: Walk): boolean =>
	progress.takesStock ? progress.pages >= stockPages : walk.below < progress.floor;

/** Takes a page of an unordered list, which is read from its top to its end. */
function takeUnordered(progress: Progress, timed: Timed[], hasMore: boolean, choice: PageChoice): Progress {
	// The walk is kept: voices it has passed may no longer be remembered as seen.
	const anew = { ...progress, unordered: true };
	const fromTop = progress.unordered || choice.page === 1;
	if (!fromTop) return { ...anew, pages: 0 };
	return { ...takeVoices(anew, timed), ended: hasMore ? undefined : 'list' };
}

/** Takes the page that was read for `choice`. */
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
	// A page after the last voice was requested only because none could overlap.
	const continues = start === 0 || start > walk.offset || (timed[0] !== undefined && isBehind(walk, timed[0]));
	// Voices above were deleted, so others moved up.
	if (!continues) return { ...progress, walk: steppedBack(walk, start) };
	const isShort = hasMore && timed.length < choice.pageSize;
	const place = walkAfter(walk, timed, start, isShort ? start + choice.pageSize : undefined);
	const next = { ...takeVoices(progress, timed), walk: place };
	const ended = !hasMore ? 'list' : isFarEnough(next, place) ? 'floor' : undefined;
	return { ...next, ended };
}

/** Pending voices that no page has shown and that are due for a request of their own, the longest waiting first. */
export const duePending = ({ pending, met, readAt }: Progress): string[] =>
	[...pending]
		.filter(([id, waiting]) => !met.has(id) && (isDue(waiting, readAt) || isStuck(waiting, readAt)))
		.map(([id]) => id);

/** Takes a pending voice that was requested by its id; undefined if it was deleted. A stuck one is dropped. */
export function takePending(progress: Progress, id: string, voice: Voice | undefined): Progress {
	const pending = new Map<string, Waiting>(progress.pending);
	const waiting = pending.get(id);
	pending.delete(id);
	if (!voice || !waiting) return { ...progress, pending };
	if (isTerminal(voice)) return { ...progress, pending, fresh: [...progress.fresh, voice] };
	// It moves to the end of the queue.
	if (!isStuck(waiting, progress.readAt)) pending.set(id, { ...waiting, asked: progress.readAt });
	return { ...progress, pending };
}

/** The time since which at most `max` voices were made. */
function timeOfNewest(seen: Seen, max: number): number {
	if (seen.size <= max) return 0;
	const times = [...seen.values()].sort((a, b) => b - a);
	return (times[max] ?? 0) + 1;
}

const since = (seen: Seen, from: number): Seen => new Map([...seen].filter(([, time]) => time >= from));

/** The cursor to save after a poll. */
export function endPoll(progress: Progress): Cursor {
	const { floor, seen, walk, takesStock, unordered, ended } = progress;
	const cursor = { version: 1 as const, pending: packPending(progress.pending) };
	if (!walk) return { ...cursor, floor, seen: packSeen(seen) };
	const reached = walk.startedAt - lateness;
	const capped = timeOfNewest(since(seen, reached), takesStock ? maxSeen.stock : maxSeen.always);
	const keepFrom = Math.max(floor, reached, capped, walk.keepFrom);
	if (ended || takesStock) {
		// Voices that taking stock did not read are settled: they existed before.
		const unread = takesStock && ended !== 'list' && !unordered ? walk.below + 1 : 0;
		const risen = Math.max(keepFrom, unread);
		return { ...cursor, floor: risen, seen: packSeen(since(seen, risen)) };
	}
	// The next poll continues the walk. Voices below it are still known from earlier polls.
	const needed = new Map([...seen].filter(([, time]) => time >= keepFrom || time <= walk.below));
	return { ...cursor, floor, seen: packSeen(needed), walk: { ...walk, keepFrom } };
}
