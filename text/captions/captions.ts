import { firstLine, lineOf, widthOf } from './lines';
import { piecesOf, type Piece } from './pieces';
import type { Word } from '../word';
import { columns, wideIn } from '../writing';

/** A caption. */
export interface Cue {
	/** Milliseconds */
	start: number;
	/** Milliseconds; after `start`, and not after the next one's. */
	end: number;
	/** One or two. */
	lines: string[];
	/** Who speaks, in a dialogue. */
	speaker: string | undefined;
}

/**
 * What can be read. Netflix Timed Text Style Guides (General Requirements; English; Chinese; Korean): two lines of 42
 * letters, or of 16 wide characters, at 17 letters or 9 characters a second, 7 seconds at most. BBC Subtitle Guidelines
 * 1.1.7, 3 and 5.2: broken where sentences and clauses end, and not on the screen for more than 1.5 seconds after the
 * words. Netflix Subtitle Timing Guidelines, 1: a gap of half a second or less is closed, since an empty screen for so
 * short a time flickers. Seconds, and columns, of which a wide character has two.
 */
const reading = { columns: 42, wideColumns: 32, columnsPerSecond: 17, shortest: 1, longest: 7, hang: 1.5, gap: 0.5 };

/** Seconds of silence in which no caption stays. */
const silence = 1.5;

/**
 * What a caption costs that ends so, and one that goes on over the end of a sentence. Chosen by reading what came out.
 */
const costs = { cue: 1, sentence: 0, clause: 2.5, word: 8, goesOver: 2, short: 8, orphan: 8 };

/** Words that follow each other without a silence or another speaker between them. */
interface Run {
	pieces: Piece[];
	speaker: string | undefined;
	/** Columns that the speaker's name takes where it is told. */
	before: number;
	/** Seconds at which the next one begins. */
	until: number;
}

/** What stands before the words where somebody else begins to speak. */
export const label = (speaker: string | undefined): string => (speaker === undefined ? '' : `${speaker}: `);

function runsOf(words: Word[], width: number): Run[] {
	const starts = words.flatMap((word, at) => {
		const last = words[at - 1];
		return !last || word.speaker !== last.speaker || word.start - last.end >= silence ? [at] : [];
	});
	return starts.map((from, number) => {
		const to = starts[number + 1] ?? words.length;
		const speaker = words[from]?.speaker;
		// A name longer than half a line takes what it takes: else no word would have room beside it.
		const before = speaker === words[from - 1]?.speaker ? 0 : Math.min(columns(label(speaker)), width / 2);
		return { pieces: piecesOf(words.slice(from, to)), speaker, before, until: words[to]?.start ?? Infinity };
	});
}

/** What it costs the reader to have these pieces of a run as a caption; undefined when they do not fit. */
function costOf({ pieces, before, until }: Run, from: number, to: number, width: number): number | undefined {
	const shown = pieces.slice(from, to);
	const [first, last] = [shown.at(0), shown.at(-1)];
	if (!first || !last) return undefined;
	const fits =
		last.end - first.start <= reading.longest && firstLine(shown, width, from === 0 ? before : 0) !== undefined;
	if (!fits && shown.length > 1) return undefined;
	const end = to === pieces.length ? 'sentence' : last.ends;
	const isWhole = end === 'sentence' && (pieces[from - 1]?.ends ?? 'sentence') === 'sentence';
	const share = widthOf(shown) / (2 * width);
	const seconds = Math.min(pieces[to]?.start ?? until, last.end + reading.hang) - first.start;
	return (
		costs.cue +
		costs[end] +
		costs.goesOver * shown.slice(0, -1).filter(({ ends }) => ends === 'sentence').length +
		costs.short * Math.max(0, 1 - seconds / reading.shortest) +
		(share < 0.12 && !isWhole ? costs.orphan : 0) +
		// Captions of one length rather than a full and a nearly empty one.
		share ** 2
	);
}

/** Cuts a run into captions so that the costs are the least that they can be in all. */
function cut(run: Run, width: number): Piece[][] {
	const best = [{ cost: 0, from: 0 }];
	for (let to = 1; to <= run.pieces.length; to++) {
		let least = { cost: Infinity, from: to - 1 };
		for (let from = to - 1; from >= 0; from--) {
			const own = costOf(run, from, to, width);
			if (own === undefined) break;
			const cost = own + (best[from]?.cost ?? 0);
			if (cost < least.cost) least = { cost, from };
		}
		best.push(least);
	}
	const parts: Piece[][] = [];
	for (let to = run.pieces.length; to > 0; ) {
		const from = best[to]?.from ?? 0;
		parts.unshift(run.pieces.slice(from, to));
		to = from;
	}
	return parts;
}

const inMilliseconds = (seconds: number): number => Math.round(seconds * 1000);

/**
 * Ends a caption as late after its words as a reader needs and the next one allows; where that follows at once, when it
 * begins.
 */
function endOf({ start, end, lines }: Cue, next: number): number {
	const wished = start + 1000 * Math.max(reading.shortest, columns(lines.join(' ')) / reading.columnsPerSecond);
	const held = Math.max(end, Math.min(wished, end + 1000 * reading.hang));
	const closed = next - held <= 1000 * reading.gap ? next : held;
	return Math.max(start + 1, Math.min(closed, next, start + 1000 * reading.longest));
}

/** Makes captions of timed words. They never overlap, and have every word once, in order. */
export function cuesOf(words: Word[]): Cue[] {
	const text = words.map((word) => word.text).join('');
	const width = wideIn(text) * 2 > text.length ? reading.wideColumns : reading.columns;
	const cues = runsOf(words, width).flatMap((run) =>
		cut(run, width).map((pieces, at): Cue => {
			const first = firstLine(pieces, width, at === 0 ? run.before : 0) ?? pieces.length;
			const lines = [pieces.slice(0, first), pieces.slice(first)].filter(({ length }) => length > 0).map(lineOf);
			return {
				start: inMilliseconds(pieces[0]?.start ?? 0),
				end: inMilliseconds(pieces.at(-1)?.end ?? 0),
				lines,
				speaker: run.speaker,
			};
		}),
	);
	let now = 0;
	return cues.map((cue, at) => {
		const start = Math.max(cue.start, now);
		now = Math.round(endOf({ ...cue, start }, cues[at + 1]?.start ?? Infinity));
		return { ...cue, start, end: now };
	});
}
