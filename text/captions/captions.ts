import { columns, wideIn } from '../columns';
import type { Word } from '../word';
import { captionWordsOf, type CaptionWord } from './captionWords';
import { firstLine, lineOf, widthOf } from './lines';

/** One caption, as the screen shows it. */
export interface Caption {
	/** Milliseconds */
	start: number;
	/** Milliseconds; after `start`, and not after the next one's `start`. */
	end: number;
	/** One or two. */
	lines: string[];
	/** Who speaks, in a dialogue. */
	speaker: string | undefined;
}

/**
 * What viewers can read, in seconds and columns (a wide character takes two).
 *
 * - Netflix Timed Text Style Guides (General Requirements; English; Chinese; Korean): two lines of 42 letters or 16
 * wide
 *   characters, 17 letters or 9 characters a second, at most 7 seconds.
 * - BBC Subtitle Guidelines 1.1.7, 3 and 5.2: break at the ends of sentences and clauses; stay at most 1.5 seconds
 * after
 *   the words.
 * - Netflix Subtitle Timing Guidelines, 1: close gaps of half a second or less, since so short an empty screen
 * flickers.
 */
const reading = { columns: 42, wideColumns: 32, columnsPerSecond: 17, shortest: 1, longest: 7, hang: 1.5, gap: 0.5 };

/** Seconds of silence over which no caption stays. */
const silence = 1.5;

/** Penalties by which break points are chosen (lower is better). Tuned by hand on real texts. */
const costs = {
	/** Every caption: fewer are better. */
	caption: 1,
	/** A caption that ends with a sentence, a clause, or in the middle of one. */
	sentence: 0,
	clause: 2.5,
	word: 8,
	/** Each end of a sentence inside a caption. */
	goesOver: 2,
	/** A caption shown for less than `reading.shortest`: the share of the time that is missing, times this. */
	short: 8,
	/** A few words alone that are no whole sentence. */
	orphan: 8,
};

/** Words of one speaker without a silence between them. */
interface Utterance {
	words: CaptionWord[];
	speaker: string | undefined;
	/** Columns of the speaker's name, if it is shown. */
	before: number;
	/** Seconds at which the next one begins. */
	until: number;
}

/** What stands before the words where another speaker begins. */
export const label = (speaker: string | undefined): string => (speaker === undefined ? '' : `${speaker}: `);

function utterancesOf(words: Word[], width: number): Utterance[] {
	const starts = words.flatMap((word, at) => {
		const last = words[at - 1];
		return !last || word.speaker !== last.speaker || word.start - last.end >= silence ? [at] : [];
	});
	return starts.map((from, number) => {
		const to = starts[number + 1] ?? words.length;
		const speaker = words[from]?.speaker;
		// A long name counts as half a line: else no word would fit beside it.
		const before = speaker === words[from - 1]?.speaker ? 0 : Math.min(columns(label(speaker)), width / 2);
		return { words: captionWordsOf(words.slice(from, to)), speaker, before, until: words[to]?.start ?? Infinity };
	});
}

/** The penalty for making these words one caption; undefined if they do not fit. */
function costOf({ words, before, until }: Utterance, from: number, to: number, width: number): number | undefined {
	const shown = words.slice(from, to);
	const [first, last] = [shown.at(0), shown.at(-1)];
	if (!first || !last) return undefined;
	const fits =
		last.end - first.start <= reading.longest && firstLine(shown, width, from === 0 ? before : 0) !== undefined;
	if (!fits && shown.length > 1) return undefined;
	const end = to === words.length ? 'sentence' : last.ends;
	const isSentence = end === 'sentence' && (words[from - 1]?.ends ?? 'sentence') === 'sentence';
	const share = widthOf(shown) / (2 * width);
	const seconds = Math.min(words[to]?.start ?? until, last.end + reading.hang) - first.start;
	return (
		costs.caption +
		costs[end] +
		costs.goesOver * shown.slice(0, -1).filter(({ ends }) => ends === 'sentence').length +
		costs.short * Math.max(0, 1 - seconds / reading.shortest) +
		(share < 0.12 && !isSentence ? costs.orphan : 0) +
		// Two captions of similar length are better than a full and a nearly empty one.
		share ** 2
	);
}

/** Cuts an utterance into captions with the lowest sum of penalties. */
function cut(utterance: Utterance, width: number): CaptionWord[][] {
	const best = [{ cost: 0, from: 0 }];
	for (let to = 1; to <= utterance.words.length; to++) {
		let least = { cost: Infinity, from: to - 1 };
		for (let from = to - 1; from >= 0; from--) {
			const own = costOf(utterance, from, to, width);
			if (own === undefined) break;
			const cost = own + (best[from]?.cost ?? 0);
			if (cost < least.cost) least = { cost, from };
		}
		best.push(least);
	}
	const captions: CaptionWord[][] = [];
	for (let to = utterance.words.length; to > 0; ) {
		const from = best[to]?.from ?? 0;
		captions.unshift(utterance.words.slice(from, to));
		to = from;
	}
	return captions;
}

const inMilliseconds = (seconds: number): number => Math.round(seconds * 1000);

/**
 * When a caption ends: late enough to be read, if the next one leaves the time, and without a short gap before that.
 */
function endOf({ start, end, lines }: Caption, next: number): number {
	const wished = start + 1000 * Math.max(reading.shortest, columns(lines.join(' ')) / reading.columnsPerSecond);
	const held = Math.max(end, Math.min(wished, end + 1000 * reading.hang));
	const closed = next - held <= 1000 * reading.gap ? next : held;
	return Math.max(start + 1, Math.min(closed, next, start + 1000 * reading.longest));
}

/** Captions as long as their words are heard. */
const spokenCaptions = (utterance: Utterance, width: number): Caption[] =>
	cut(utterance, width).map((words, at) => {
		const first = firstLine(words, width, at === 0 ? utterance.before : 0) ?? words.length;
		return {
			start: inMilliseconds(words[0]?.start ?? 0),
			end: inMilliseconds(words.at(-1)?.end ?? 0),
			lines: [words.slice(0, first), words.slice(first)].filter(({ length }) => length > 0).map(lineOf),
			speaker: utterance.speaker,
		};
	});

/** Makes captions of timed words. They never overlap, and show every word once and in order. */
export function captionsOfWords(words: Word[]): Caption[] {
	const text = words.map((word) => word.text).join('');
	const width = wideIn(text) * 2 > text.length ? reading.wideColumns : reading.columns;
	const captions = utterancesOf(words, width).flatMap((utterance) => spokenCaptions(utterance, width));
	let now = 0;
	return captions.map((caption, at) => {
		const start = Math.max(caption.start, now);
		now = Math.round(endOf({ ...caption, start }, captions[at + 1]?.start ?? Infinity));
		return { ...caption, start, end: now };
	});
}
