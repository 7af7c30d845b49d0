import { anyCue, phonemes } from './brackets';
import type { TextRange } from './cues';
import { endsSentence } from './sentences';
import { speakerTagStart } from './speakerTags';

/** The last part should be at least the longest part divided by this. */
const leastTail = 20;

/** Characters after the longest part that are read: a cue in which it would end may reach that far. */
const lookahead = 204;

/** Characters before and after a gap that show what ends there. */
const context = { before: 12, after: 10 };

/**
 * Where a text can be cut: gaps, speaker tags and, in writing systems without spaces, after the signs that end a clause
 * (Unicode: Terminal_Punctuation), with closing quotes and brackets.
 */
const seams = /\s+|(?<!\s)(?=<\|speaker:)|(?:(?![\0-\x7f])\p{Term})+[\p{Pe}\p{Pf}]*/gu;

const clauseEnd = /(?:(?!\.)\p{Term}|[–—])[\p{Pe}\p{Pf}"']*$/u;
const cueEnd = /[\])>]$/;
const paragraphEnd = /\n\s*\n|\u2029/;
const cuesAlone = new RegExp(`^\\s*(?:(?:${anyCue.source})\\s*)+$`);

/** How good a cut is, best first: paragraph or speaker, sentence, clause or line, gap. */
type Rank = 0 | 1 | 2 | 3;
const ranks: Rank[] = [0, 1, 2, 3];

/** Where a text may be cut. */
interface Cut {
	position: number;
	rank: Rank;
}

/** The rank of a cut by what is around it; undefined after a cue, which belongs to the words it directs. */
function rankOf(before: string, gap: string, after: string): Rank | undefined {
	if (paragraphEnd.test(gap) || after.startsWith(speakerTagStart)) return 0;
	if (endsSentence(before, after)) return 1;
	if (cueEnd.test(before)) return undefined;
	return clauseEnd.test(before) || gap.includes('\n') ? 2 : 3;
}

/** Whether a line of cues alone ends here: it directs the paragraph after it. */
const isAfterCues = (text: string, position: number): boolean =>
	cuesAlone.test(text.slice(text.lastIndexOf('\n', position - 1) + 1, position));

/** The possible cuts up to `limit`. Each is before its gap. */
function cutsIn(text: string, limit: number): Cut[] {
	const cuts: Cut[] = [];
	for (const { 0: found, index } of text.matchAll(seams)) {
		const gap = found.trim() === '' ? found : '';
		const next = index + found.length;
		const position = gap ? index : next;
		if (position > limit) break;
		const before = text.slice(Math.max(0, position - context.before), position);
		const rank = rankOf(before, gap, text.slice(next, next + context.after));
		if (rank === undefined || position === 0 || (rank === 0 && isAfterCues(text, position))) continue;
		cuts.push({ position, rank });
	}
	return cuts;
}

/** What is not cut: phonemes with their tags, and cues. */
const uncut = new RegExp(`${phonemes.source}|${anyCue.source}`, 'g');

/** The beginning of the text that is left, with the ranges that must not be cut. */
interface Ahead {
	text: string;
	kept: TextRange[];
}

/**
 * Moves a position inside a cue, a kept range or a grapheme back to its start. `text` begins with a whole grapheme.
 */
function startFinder({ text, kept }: Ahead, limit: number, graphemes: Intl.Segmenter): (position: number) => number {
	const found = Array.from(text.matchAll(uncut), ({ 0: cue, index }) => ({ from: index, to: index + cue.length }));
	const cues = [...kept, ...found];
	const segments = graphemes.segment(text);
	const back = (position: number): number => {
		const cue = cues.find(({ from, to }) => position > from && position < to && to - from <= limit);
		return cue ? cue.from : (segments.containing(position)?.index ?? position);
	};
	return (position) => {
		let start = position;
		for (let next = back(position); next !== start; next = back(next)) start = next;
		return start;
	};
}

/** Where to cut a text: at the best cut of its second half, else at the last one of its first half, else anywhere. */
function bestCut(ahead: Ahead, limit: number, graphemes: Intl.Segmenter): number {
	const { text } = ahead;
	const startOf = startFinder(ahead, limit, graphemes);
	const cuts = cutsIn(text, limit).reverse();
	const isAllowed = ({ position }: Cut): boolean => startOf(position) === position;
	for (const wanted of ranks) {
		const cut = cuts.find((one) => one.rank === wanted && one.position > limit / 2 && isAllowed(one));
		if (cut) return cut.position;
	}
	const position = cuts.find(isAllowed)?.position ?? startOf(limit);
	if (position > 0) return position;
	// A grapheme longer than a part is cut between its code points.
	return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}

/** Where the next part begins: after the gap, except for a space that is one grapheme with the accent after it. */
function skipGap(text: string, from: number, graphemes: Intl.Segmenter): number {
	const gap = /\s*/y;
	gap.lastIndex = from;
	gap.test(text);
	const position = gap.lastIndex;
	const isJoined =
		position > from && graphemes.segment(text.slice(position - 1, position + 2)).containing(1)?.index === 0;
	return isJoined ? position - 1 : position;
}

/** Gives the ranges between two positions, counted from the first of them. Positions rise from call to call. */
function rangesFrom(ranges: TextRange[]): (from: number, to: number) => TextRange[] {
	let next = 0;
	return (from, to) => {
		while ((ranges[next]?.to ?? Infinity) <= from) next += 1;
		const inside: TextRange[] = [];
		for (let at = next; (ranges[at]?.from ?? Infinity) < to; at++) {
			const range = ranges[at];
			if (range) inside.push({ from: range.from - from, to: range.to - from });
		}
		return inside;
	};
}

/**
 * Splits a text into parts that are spoken one after the other: at ends of paragraphs, else of sentences, else of
 * clauses, else at gaps; never inside a cue, a tag or a letter.
 *
 * `limitFrom` gives the longest part that may begin at a position, in characters (UTF-16 units, at least 2). White
 * space around the parts is left out. The last part is at least a 20th of that, where possible: a single word or sign
 * may be spoken oddly or not at all. Ranges in `kept`, which are in order, are not cut either. Takes time in proportion
 * to the text.
 */
export function splitText(text: string, limitFrom: (position: number) => number, kept: TextRange[] = []): string[] {
	const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
	const parts: string[] = [];
	const keptIn = rangesFrom(kept);
	const end = text.trimEnd().length;
	for (let at = skipGap(text, 0, graphemes); at < end; at = skipGap(text, at, graphemes)) {
		const left = end - at;
		const limit = limitFrom(at);
		const longest = Math.min(limit, left - Math.floor(limit / leastTail));
		const ahead = text.slice(at, Math.min(end, at + longest + lookahead));
		const length =
			left > limit ? bestCut({ text: ahead, kept: keptIn(at, at + ahead.length) }, longest, graphemes) : left;
		parts.push(ahead.slice(0, length));
		at += length;
	}
	return parts;
}
