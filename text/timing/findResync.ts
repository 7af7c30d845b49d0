import { createPathFinder, type Pair, type Window } from './letterPath';
import type { Letters } from './letters';

/**
 * Sides of the windows, in letters, in which two texts that differ are compared: first the small one; the large one
 * where, for example, a long number or address is heard in other words.
 */
const windowSides = { small: 64, large: 256 };

/** Points that a path needs to count: those of a word. */
const minScore = 16;

/** Share of equal letters that a path needs to count. Any two texts have fewer small words in common. */
const minShare = 0.35;

/** Beyond the windows: how many letters are searched for in the other text, how far apart, and how often. */
const probe = { letters: 16, apart: 8, times: 24 };

/** Letters that are searched for at one position. */
const probed = probe.apart * probe.times;

/**
 * Letters that may be searched, and cells of large windows that may be compared, for each letter of both texts. Beyond
 * that the time would no longer be in proportion to the texts.
 */
const budget = { searched: 400, cells: 64 };

/** Where two texts are the same again. */
export interface Resync {
	/** The letters that are the same before that. */
	pairs: Pair[];
	/** The positions to continue from. */
	a: number;
	b: number;
}

/**
 * Finds where two texts are the same again, from the position `at` in `a` and `on` in `b`. The first `known` letters
 * from there are the same, which proves nothing.
 */
export type FindResync = (at: number, on: number, known: number) => Resync;

/** The pairs that are certain: in the last third of a window, the letters after it could tell better. */
function certainPairs(pairs: Pair[], { a, b, width, height }: Window): Pair[] {
	const kept = pairs.filter(([x, y]) => x - a < (width * 2) / 3 && y - b < (height * 2) / 3);
	return kept.length > 0 ? kept : pairs;
}

/** The share of letters that are the same up to the end of a path, without the known ones. */
function shareOf(pairs: Pair[], { a, b }: Window, known: number): number {
	const [x, y] = pairs.at(-1) ?? [a, b];
	return (2 * (pairs.length - known)) / (x + 1 - a + (y + 1 - b) - 2 * known);
}

/** Searches for letters of one text in another, within a budget. */
function createProbes(searchable: number) {
	let left = searchable;
	/** How far ahead in `text` some of the next letters of `other` are, and how many of these are skipped. */
	return (text: string, from: number, other: string, on: number): { ahead: number; skipped: number } | undefined => {
		for (let time = 0; time < probe.times && left > 0; time++) {
			const skipped = time * probe.apart;
			const wanted = other.slice(on + skipped, on + skipped + probe.letters);
			if (wanted.length < probe.letters) return undefined;
			const found = text.indexOf(wanted, from);
			left -= (found < 0 ? text.length : found) - from;
			if (found >= 0) return { ahead: found - from, skipped };
		}
		return undefined;
	};
}

/** Finds where two texts are the same again after they differ. Keeps the budget for both texts. */
export function createResync(a: Letters, b: Letters): FindResync {
	const lengths = { a: a.letters.length, b: b.letters.length };
	const finder = createPathFinder(a, b, windowSides.large);
	const findProbe = createProbes(budget.searched * (lengths.a + lengths.b));
	let cells = budget.cells * (lengths.a + lengths.b);
	/** Where in `a` to probe again. The pause doubles with each failure: a long difference must leave some budget. */
	let nextProbes = 0;
	let pause = probed / 2;

	function inWindow(side: number, at: number, on: number, known: number): Resync | undefined {
		const window = { a: at, b: on, width: Math.min(side, lengths.a - at), height: Math.min(side, lengths.b - on) };
		if (side > windowSides.small && (cells -= window.width * window.height) < 0) return undefined;
		const toEnd = at + window.width === lengths.a && on + window.height === lengths.b;
		const { pairs, score } = finder.path(window, toEnd);
		if (toEnd) return { pairs, a: lengths.a, b: lengths.b };
		const counts = score - finder.scoreOf(window, known) >= minScore && shareOf(pairs, window, known) >= minShare;
		const kept = counts ? certainPairs(pairs, window) : [];
		const last = kept.at(-1);
		return last && { pairs: kept, a: last[0] + 1, b: last[1] + 1 };
	}

	/** Beyond all windows, where much is missing in one of the texts. */
	function farAway(at: number, on: number): { a: number; b: number } | undefined {
		if (at < nextProbes) return undefined;
		const inA = findProbe(a.letters, at, b.letters, on);
		const inB = findProbe(b.letters, on, a.letters, at);
		const isFound = inA !== undefined || inB !== undefined;
		pause = isFound ? probed / 2 : 2 * pause;
		nextProbes = isFound ? 0 : at + pause;
		const isInA = inA && (!inB || inA.ahead + inA.skipped <= inB.ahead + inB.skipped);
		if (isInA) return { a: at + inA.ahead, b: on + inA.skipped };
		return inB && { a: at + inB.skipped, b: on + inB.ahead };
	}

	return (at, on, known) => {
		const near = inWindow(windowSides.small, at, on, known) ?? inWindow(windowSides.large, at, on, known);
		if (near) return near;
		const pairs = Array.from({ length: known }, (_, pair): Pair => [at + pair, on + pair]);
		const differ = { a: at + known, b: on + known };
		const half = windowSides.small / 2;
		return { pairs, ...(farAway(differ.a, differ.b) ?? { a: differ.a + half, b: differ.b + half }) };
	};
}
