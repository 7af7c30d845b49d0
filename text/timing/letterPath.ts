import type { Letters } from './letters';

/** The positions of a letter in `a` and of the same letter in `b`. */
export type Pair = [a: number, b: number];

/** Points for a pair, more where a word begins or ends with it in both texts, and for a gap of any length. */
const points = { letter: 4, edge: 4, gap: -10 };

const impossible = -1_000_000_000;

const { max } = Math;

/** Flags of a cell: a pair that follows a gap; a gap that comes from the cell above, or from the one to the left. */
const afterGap = 1;
const above = 2;
const left = 4;

/** A stretch of each text: the position of its first letter, and its length (`width` in `a`, `height` in `b`). */
export interface Window {
	a: number;
	b: number;
	width: number;
	height: number;
}

/** Aligns stretches of letters. */
export interface PathFinder {
	/**
	 * The pairs of the best path and its points. The path begins where the window begins. It ends where the window ends,
	 * or, without `toEnd`, anywhere. Takes time in proportion to the window's area.
	 */
	path(window: Window, toEnd: boolean): { pairs: Pair[]; score: number };
	/** The points of this many pairs that follow each other without a gap. */
	scoreOf(start: { a: number; b: number }, pairs: number): number;
}

/** The points of a pair. */
const pairScore = (a: Letters, b: Letters, inA: number, inB: number): number =>
	points.letter +
	(a.begins[inA] && b.begins[inB] ? points.edge : 0) +
	(a.begins[inA + 1] && b.begins[inB + 1] ? points.edge : 0);

/** The end of a path: its cell, and whether it ends in a gap there. */
interface PathEnd {
	x: number;
	y: number;
	inGap: boolean;
}

/** Follows the moves, in rows of `side` cells, from the end of a path back to its beginning. */
function pairsOfPath(moves: Uint8Array, side: number, end: PathEnd, window: Window): Pair[] {
	const pairs: Pair[] = [];
	let { x, y, inGap } = end;
	while (x > 0 || y > 0) {
		const move = moves[x * side + y] ?? 0;
		if (!inGap) {
			x -= 1;
			y -= 1;
			pairs.push([window.a + x, window.b + y]);
			inGap = (move & afterGap) !== 0;
		} else if (move & above) x -= 1;
		else if (move & left) y -= 1;
		else inGap = false;
	}
	return pairs.reverse();
}

/**
 * Global alignment without substitutions and with a constant cost for a gap of any length (Gotoh 1982). Gaps are
 * expensive, so that letters that are equal by chance do not count. A side of a window has at most `longest` letters;
 * memory is in proportion to its square.
 */
export function createPathFinder(a: Letters, b: Letters, longest: number): PathFinder {
	const side = longest + 1;
	const moves = new Uint8Array(side * side);
	/** Points of the best path to each cell of the row that ends with a pair, and that ends in a gap. */
	let paired = new Int32Array(side);
	let gap = new Int32Array(side);
	let pairedAbove = new Int32Array(side);
	let gapAbove = new Int32Array(side);

	function firstRow(height: number): void {
		paired.fill(impossible, 0, height + 1);
		paired[0] = 0;
		gap.fill(points.gap, 0, height + 1);
		moves.fill(left, 1, height + 1);
		moves[0] = 0;
	}

	/** Fills a row. Returns its best cell that ends with a pair. */
	function nextRow(x: number, { a: inA, b: inB, height }: Window): { y: number; score: number } {
		[paired, pairedAbove, gap, gapAbove] = [pairedAbove, paired, gapAbove, gap];
		const unit = a.letters.charCodeAt(inA + x - 1);
		paired[0] = impossible;
		gap[0] = points.gap;
		moves[x * side] = above;
		let best = 0;
		let score = impossible;
		for (let y = 1; y <= height; y++) {
			let move = 0;
			let here = impossible;
			if (unit === b.letters.charCodeAt(inB + y - 1)) {
				const direct = pairedAbove[y - 1] ?? impossible;
				const overGap = gapAbove[y - 1] ?? impossible;
				here = pairScore(a, b, inA + x - 1, inB + y - 1) + max(direct, overGap);
				if (overGap > direct) move = afterGap;
				if (here > score) [best, score] = [y, here];
			}
			const fromAbove = gapAbove[y] ?? impossible;
			const fromLeft = gap[y - 1] ?? impossible;
			const open = max(here + points.gap, fromAbove, fromLeft);
			if (open === fromAbove) move |= above;
			else if (open === fromLeft) move |= left;
			paired[y] = here;
			gap[y] = open;
			moves[x * side + y] = move;
		}
		return { y: best, score };
	}

	return {
		scoreOf: (start, pairs) => {
			let sum = 0;
			for (let pair = 0; pair < pairs; pair++) sum += pairScore(a, b, start.a + pair, start.b + pair);
			return sum;
		},
		path(window, toEnd) {
			const { width, height } = window;
			firstRow(height);
			let best = { x: 0, y: 0, score: 0 };
			for (let x = 1; x <= width; x++) {
				const { y, score } = nextRow(x, window);
				if (score > best.score) best = { x, y, score };
			}
			if (!toEnd) return { pairs: pairsOfPath(moves, side, { ...best, inGap: false }, window), score: best.score };
			const [withPair, withGap] = [paired[height] ?? impossible, gap[height] ?? impossible];
			const end = { x: width, y: height, inGap: withGap > withPair };
			return { pairs: pairsOfPath(moves, side, end, window), score: max(withPair, withGap) };
		},
	};
}
