import { largestPage } from '../../fishAudio/requests/listPages';
import type { Voice } from '../../fishAudio/voices/voice';
import type { PageChoice } from '../../fishAudio/voices/voicePage';
import type { Walk } from './savedCursor';
import { shortIdOf } from './seen';

/** Smallest page to request: larger pages need fewer requests. */
const smallestPage = 60;

/** The page that reaches furthest, of those that begin at or before this offset in the list. */
function furthestFrom(start: number): PageChoice & { end: number } {
	let best = { page: 1, pageSize: largestPage, end: 0 };
	for (let pageSize = largestPage; pageSize >= smallestPage; pageSize--) {
		const page = Math.floor(start / pageSize) + 1;
		if (page * pageSize > best.end) best = { page, pageSize, end: page * pageSize };
	}
	return best;
}

/**
 * The next page. It begins at or before the last voice read, so that the walk can see that it skipped nothing. If the
 * server leaves so many voices out of its pages that no such page would get further, it begins where the last one
 * ended.
 */
export function nextPage({
	walk,
	unordered,
	pages,
}: {
	walk: Walk | undefined;
	unordered: boolean;
	pages: number;
}): PageChoice {
	if (!walk || unordered) return { page: unordered ? pages + 1 : 1, pageSize: largestPage };
	const { end = 0, offset } = walk;
	const overlapping = furthestFrom(offset);
	const { page, pageSize } = overlapping.end > end ? overlapping : furthestFrom(end);
	return { page, pageSize };
}

/** A voice, and when it was made in milliseconds since 1970. */
export interface Timed {
	voice: Voice;
	time: number;
}

/** Whether a page lists the newest voices first. */
export const isNewestFirst = (timed: Timed[]): boolean =>
	timed.every(({ time }, index) => index === 0 || time <= (timed[index - 1]?.time ?? Infinity));

/** Whether the walk has passed a voice. */
export const isBehind = (walk: Walk | undefined, { voice, time }: Timed): boolean =>
	walk !== undefined && (time > walk.below || (time === walk.below && walk.at.includes(shortIdOf(voice._id))));

/** The walk after a page that began at the offset `start`. `end` is set if the page was short. */
export function walkAfter(walk: Walk, timed: Timed[], start: number, end: number | undefined): Walk {
	const offsets = { offset: Math.max(0, start + timed.length - 1), end };
	const last = timed.at(-1)?.time ?? walk.below;
	// The walk had passed the whole page: voices were added above.
	if (last > walk.below) return { ...walk, ...offsets };
	const here = timed.filter(({ time }) => time === last).map(({ voice }) => shortIdOf(voice._id));
	const before = walk.below === last ? walk.at : [];
	return { ...walk, ...offsets, below: last, at: [...new Set([...before, ...here])] };
}

/** The walk half a page further up, to find its position again. */
export const steppedBack = (walk: Walk, start: number): Walk => ({
	...walk,
	offset: Math.max(0, Math.min(walk.offset, start) - largestPage / 2),
	end: undefined,
});
