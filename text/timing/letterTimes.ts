import type { Letters } from './letters';

/** When each letter is heard, in seconds; NaN if that is unknown. */
export interface Times {
	starts: Float64Array;
	ends: Float64Array;
}

/** Letters with their times. */
export type TimedLetters = Letters & Times;

/** Times that are all unknown. */
export const unknownTimes = (length: number): Times => ({
	starts: new Float64Array(length).fill(NaN),
	ends: new Float64Array(length).fill(NaN),
});

/** Letters from one index to another (exclusive), and the seconds they share. */
export interface Share {
	from: number;
	to: number;
	start: number;
	end: number;
}

/** Gives each letter an equal share of the time. */
export function spread({ starts, ends }: Times, { from, to, start, end }: Share): void {
	const each = (end - start) / (to - from);
	for (let at = from; at < to; at++) {
		starts[at] = start + (at - from) * each;
		ends[at] = at + 1 === to ? end : start + (at + 1 - from) * each;
	}
}

/** Calls `found` for each run of indexes that `matches` accepts; `to` is the index after it. */
export function eachRun(
	length: number,
	matches: (index: number) => boolean,
	found: (from: number, to: number) => void,
): void {
	for (let at = 0; at < length; at++) {
		if (!matches(at)) continue;
		const from = at;
		while (at < length && matches(at)) at += 1;
		found(from, at);
	}
}
