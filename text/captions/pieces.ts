import type { Word } from '../word';
import { columns, endsSentence, hasLetters, isUnspaced, marksSentence, spaceBetween } from '../writing';

/** What a caption is not broken inside of: a word and the marks that go with it. */
export interface Piece {
	text: string;
	/** Seconds */
	start: number;
	/** Seconds */
	end: number;
	/** Whether a space comes before it in a line. */
	spaced: boolean;
	/** Columns it takes, without that space. */
	columns: number;
	/** What ends with it. */
	ends: Break;
}

/** How a text may be broken between two pieces. */
export type Break = 'sentence' | 'clause' | 'word';

/** Text in which each character (UTF-16 unit) has its time: that of its word, in equal parts. */
interface TimedText {
	text: string;
	/** Seconds */
	starts: number[];
	/** Seconds */
	ends: number[];
	/** Places of words that begin a line of their own in the text they come from, or a paragraph. */
	lines: Map<number, Break>;
}

/** What a text has told to stand between two words, or what their writing has there. */
const gapBefore = ({ before, text }: Word, last: string): string =>
	(before ?? (spaceBetween(last, text) ? ' ' : '')) && ' ';

function timedText(words: Word[]): TimedText {
	const starts: number[] = [];
	const ends: number[] = [];
	const lines = new Map<number, Break>();
	let text = '';
	let last = '';
	for (const word of words) {
		const space = last && gapBefore(word, last);
		const part = (word.end - word.start) / word.text.length;
		for (let at = -space.length; at < word.text.length; at++) {
			starts.push(word.start + at * part);
			ends.push(word.start + (at + 1) * part);
		}
		text += space;
		if (word.before?.startsWith('\n')) lines.set(text.length, word.before === '\n' ? 'clause' : 'sentence');
		text += word.text;
		last = word.text;
	}
	return { text, starts, ends, lines };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The words of what has no space in it: one, or in Chinese, Japanese and Thai what a dictionary knows (Unicode Annex
 * 29).
 */
const wordsOf = (token: string): string[] =>
	isUnspaced(token) ? Array.from(segmenter.segment(token), ({ segment }) => segment) : [token];

const opens = /[\p{Ps}\p{Pi}¿¡]$/u;

/**
 * Whether marks stay with what is before them: neither a line nor a caption begins with a comma, or ends with an
 * opening bracket.
 */
const belongTogether = (before: string, after: string): boolean =>
	opens.test(before) || (!hasLetters(after) && !opens.test(after));

const clause = /[,;:—–、，；：،؛-]["'\p{Pe}\p{Pf}]*$/u;

/** Seconds of silence that part a sentence as a comma does. */
const pause = 0.4;

interface Span extends Pick<Piece, 'text' | 'start' | 'end' | 'spaced'> {
	/** What ends before it, by the lines of its text. */
	after: Break | undefined;
}

/** What ends with a piece, by its marks and what comes after it: a line, or a silence. */
function breakAfter(piece: Span, next: Span | undefined): Break {
	if (next?.after === 'sentence' || endsSentence(piece.text, next?.text)) return 'sentence';
	const isApart = next !== undefined && (next.after === 'clause' || next.start - piece.end >= pause);
	return isApart || clause.test(piece.text) || marksSentence(piece.text) ? 'clause' : 'word';
}

/**
 * Cuts words that follow each other into what may be broken between. Words that are phrases are cut, characters put
 * together.
 */
export function piecesOf(words: Word[]): Piece[] {
	const { text, starts, ends, lines } = timedText(words);
	const spans: Span[] = [];
	for (const { 0: token, index } of text.matchAll(/(?:\S|[\u00a0\u202f])+/g)) {
		let at = index;
		for (const shown of wordsOf(token)) {
			const spaced = at === index && index > 0;
			const end = ends[at + shown.length - 1] ?? 0;
			const last = spans.at(-1);
			if (last && (opens.test(last.text) || !lines.has(at)) && belongTogether(last.text, shown)) {
				spans[spans.length - 1] = {
					...last,
					text: `${last.text}${spaced && !opens.test(last.text) ? ' ' : ''}${shown}`,
					end,
				};
			} else spans.push({ text: shown, start: starts[at] ?? 0, end, spaced, after: lines.get(at) });
			at += shown.length;
		}
	}
	return spans.map((span, at) => ({ ...span, columns: columns(span.text), ends: breakAfter(span, spans[at + 1]) }));
}
