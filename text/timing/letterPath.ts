import type { Letters } from './letters';

/** Two letters, by their places, that are the same. */
export type Pair = [number, number];

/**
 * What the same letter in both is worth, the more where words begin or end with it in both; and what it costs to leave
 * letters out.
 */
const worth = { letter: 4, edge: 4, gap: -10 };

const never = -1_000_000_000;

const { max } = Math;

/**
 * Where the best way to a cell comes from: with a pair, out of a gap or not; in a gap, from another row or column of
 * it.
 */
const outOfGap = 1;
const above = 2;
const left = 4;

/** Stretches of two texts, by their first letters and their lengths. */
export interface Windows {
	a: number;
	b: number;
	width: number;
	height: number;
}

/** Finds how two stretches of letters lie upon each other. */
export interface PathFinder {
	/**
	 * The pairs of the best way from the beginnings of both to the ends of both or, if it is not `toEnds`, to anywhere,
	 * and what it is worth. Takes time in proportion to the product of their lengths.
	 */
	path(windows: Windows, toEnds: boolean): { pairs: Pair[]; score: number };
	/** What so many pairs are worth that follow each other without a gap. */
	worthOf(windows: { a: number; b: number }, pairs: number): number;
}

/**
 * Global alignment without exchanged letters, where a gap of any length has the same cost (Gotoh 1982). Gaps are so
 * dear that letters which happen to be the same in other words do not count. `most` letters in a stretch; takes memory
 * in proportion to its square.
 */
export function createPathFinder(a: Letters, b: Letters, most: number): PathFinder {
	const side = most + 1;
	const moves = new Uint8Array(side * side);
	/** What the best way to each cell of a row is worth, which ends with a pair, or in a gap. */
	let paired = new Int32Array(side);
	let gap = new Int32Array(side);
	let pairedAbove = new Int32Array(side);
	let gapAbove = new Int32Array(side);

	const worthOf = (at: number, on: number): number =>
		worth.letter +
		(a.begins[at] && b.begins[on] ? worth.edge : 0) +
		(a.begins[at + 1] && b.begins[on + 1] ? worth.edge : 0);

	function firstRow(height: number): void {
		paired.fill(never, 0, height + 1);
		paired[0] = 0;
		gap.fill(worth.gap, 0, height + 1);
		moves.fill(left, 1, height + 1);
		moves[0] = 0;
	}

	/** Fills a row; gives the best cell that ends with a pair. */
	function nextRow(x: number, { a: from, b: on, height }: Windows): { y: number; score: number } {
		[paired, pairedAbove, gap, gapAbove] = [pairedAbove, paired, gapAbove, gap];
		const unit = a.letters.charCodeAt(from + x - 1);
		paired[0] = never;
		gap[0] = worth.gap;
		moves[x * side] = above;
		let best = 0;
		let score = never;
		for (let y = 1; y <= height; y++) {
			let move = 0;
			let here = never;
			if (unit === b.letters.charCodeAt(on + y - 1)) {
				const direct = pairedAbove[y - 1] ?? never;
				const over = gapAbove[y - 1] ?? never;
				here = worthOf(from + x - 1, on + y - 1) + max(direct, over);
				if (over > direct) move = outOfGap;
				if (here > score) [best, score] = [y, here];
			}
			const up = gapAbove[y] ?? never;
			const before = gap[y - 1] ?? never;
			const open = max(here + worth.gap, up, before);
			if (open === up) move |= above;
			else if (open === before) move |= left;
			paired[y] = here;
			gap[y] = open;
			moves[x * side + y] = move;
		}
		return { y: best, score };
	}

	function back(x: number, y: number, isOpen: boolean, windows: Windows): Pair[] {
		const pairs: Pair[] = [];
		let inGap = isOpen;
		while (x > 0 || y > 0) {
			const move = moves[x * side + y] ?? 0;
			if (!inGap) {
				x -= 1;
				y -= 1;
				pairs.push([windows.a + x, windows.b + y]);
				inGap = (move & outOfGap) !== 0;
			} else if (move & above) x -= 1;
			else if (move & left) y -= 1;
			else inGap = false;
		}
		return pairs.reverse();
	}

	return {
		worthOf: ({ a: at, b: on }, pairs) => {
			let sum = 0;
			for (let pair = 0; pair < pairs; pair++) sum += worthOf(at + pair, on + pair);
			return sum;
		},
		path(windows, toEnds) {
			const { width, height } = windows;
			firstRow(height);
			let best = { x: 0, y: 0, score: 0 };
			for (let x = 1; x <= width; x++) {
				const { y, score } = nextRow(x, windows);
				if (score > best.score) best = { x, y, score };
			}
			if (!toEnds) return { pairs: back(best.x, best.y, false, windows), score: best.score };
			const [closed, open] = [paired[height] ?? never, gap[height] ?? never];
			return { pairs: back(width, height, open > closed, windows), score: max(closed, open) };
		},
	};
}
