import { createPathFinder, type Pair, type Windows } from './letterPath';
import type { Letters } from './letters';

/**
 * Letters of each text that are compared with each other where they differ; more where a long number or address is told
 * in other words.
 */
const near = 64;
const farther = 256;

/** Letters that are gone back where two texts begin to differ: the last of them may have been the same by chance. */
const stepBack = 12;

/** What a way has to be worth before it is taken for the right one: that of a word. */
const surely = 16;

/**
 * The share of the letters on a way that have to be the same: the small words that any two texts have in common are
 * fewer.
 */
const leastShare = 0.35;

/**
 * Letters that are looked for in all of the other text where nothing near is the same, how far apart, and how often.
 */
const probe = { letters: 16, apart: 8, times: 24 };

/**
 * Times the length of both texts that may be looked through for probes, and compared in wide windows: else the time
 * would not stay in proportion.
 */
const patience = { looks: 40, cells: 64 };

/** Where two texts are the same again. */
interface Meeting {
	pairs: Pair[];
	/** Where to go on. */
	a: number;
	b: number;
}

/** Finds where texts that differ meet again. */
function createMeetings(a: Letters, b: Letters) {
	const [ends, others] = [a.letters.length, b.letters.length];
	const finder = createPathFinder(a, b, farther);
	let looks = patience.looks * (ends + others);
	let cells = patience.cells * (ends + others);

	/** What of a way is sure: in the last third of a window the next letters could tell better. */
	function sure(pairs: Pair[], { a: at, b: on, width, height }: Windows, toEnds: boolean): Pair[] {
		if (toEnds) return pairs;
		const kept = pairs.filter(([x, y]) => x - at < (width * 2) / 3 && y - on < (height * 2) / 3);
		return kept.length > 0 ? kept : pairs;
	}

	/** The share of the letters up to the end of a way that are the same, without the first ones. */
	function shareOf(pairs: Pair[], { a: at, b: on }: Windows, known: number): number {
		const [x, y] = pairs.at(-1) ?? [at, on];
		return (2 * (pairs.length - known)) / (x + 1 - at + (y + 1 - on) - 2 * known);
	}

	/** The first `known` letters of both are the same; they do not make a way a right one. */
	function within(most: number, at: number, on: number, known: number): Meeting | undefined {
		const windows = { a: at, b: on, width: Math.min(most, ends - at), height: Math.min(most, others - on) };
		if (most > near && (cells -= windows.width * windows.height) < 0) return undefined;
		const toEnds = at + windows.width === ends && on + windows.height === others;
		const { pairs, score } = finder.path(windows, toEnds);
		if (toEnds) return { pairs, a: ends, b: others };
		const isRight = score - finder.worthOf(windows, known) >= surely && shareOf(pairs, windows, known) >= leastShare;
		const kept = isRight ? sure(pairs, windows, toEnds) : [];
		const last = kept.at(-1);
		return last && { pairs: kept, a: last[0] + 1, b: last[1] + 1 };
	}

	/** How many letters of `text` come before some of `other`'s next ones, and which ones these are. */
	function look(text: string, from: number, other: string, on: number): { far: number; passed: number } | undefined {
		for (let time = 0; time < probe.times && looks > 0; time++) {
			const passed = time * probe.apart;
			const wanted = other.slice(on + passed, on + passed + probe.letters);
			if (wanted.length < probe.letters) return undefined;
			const found = text.indexOf(wanted, from);
			looks -= (found < 0 ? text.length : found) - from;
			if (found >= 0) return { far: found - from, passed };
		}
		return undefined;
	}

	/** Beyond all windows: where much was left out of one text. */
	function farAway(at: number, on: number): { a: number; b: number } | undefined {
		const inA = look(a.letters, at, b.letters, on);
		const inB = look(b.letters, on, a.letters, at);
		if (inA && (!inB || inA.far + inA.passed <= inB.far + inB.passed)) return { a: at + inA.far, b: on + inA.passed };
		return inB && { a: at + inB.passed, b: on + inB.far };
	}

	return (at: number, on: number, known: number): Meeting => {
		const close = within(near, at, on, known) ?? within(farther, at, on, known);
		if (close) return close;
		const pairs = Array.from({ length: known }, (_, pair): Pair => [at + pair, on + pair]);
		const differ = { a: at + known, b: on + known };
		return { pairs, ...(farAway(differ.a, differ.b) ?? { a: differ.a + near / 2, b: differ.b + near / 2 }) };
	};
}

/**
 * For each letter of `a` the place of the same one in `b`, or -1: in order, none twice. What is left out of one text,
 * put in, or told in other words does not disturb what comes after it. Takes time in proportion to both texts, however
 * they differ.
 */
export function matchLetters(a: Letters, b: Letters): Int32Array {
	const places = new Int32Array(a.letters.length).fill(-1);
	let meet: ReturnType<typeof createMeetings> | undefined;
	let [at, on] = [0, 0];
	/** Before it all is settled. */
	let settled = 0;
	while (at < a.letters.length && on < b.letters.length) {
		if (a.letters.charCodeAt(at) === b.letters.charCodeAt(on)) {
			places[at] = on;
			at += 1;
			on += 1;
			continue;
		}
		const differ = at;
		for (let steps = 0; steps < stepBack && at > settled && on > 0 && places[at - 1] === on - 1; steps++) {
			at -= 1;
			on -= 1;
			places[at] = -1;
		}
		settled = differ;
		meet ??= createMeetings(a, b);
		const meeting = meet(at, on, differ - at);
		for (const [x, y] of meeting.pairs) places[x] = y;
		at = meeting.a;
		on = meeting.b;
	}
	return places;
}
