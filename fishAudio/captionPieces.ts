import type { Word } from './timedSpeech';
import { columns, hasLetters, isUnspaced, spaceBetween } from './writing';

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

/** What a script tells the voice, and nobody hears: `[happy]` and, where the model reads them so, `(happy)`. */
const cues = /<\|[^|\n]*\|>|\[[^[\]]{1,80}\]/g;
const cuesAndRound = new RegExp(`${cues.source}|\\([^()]{1,80}\\)`, 'g');

/** Words without the script's tags and cues, which may go over several of them. */
export function withoutCues(words: Word[], roundCues: boolean): Word[] {
	const text = words.map((word) => word.text.replace(/\s+/g, ' ')).join('\n');
	const kept = text.replace(roundCues ? cuesAndRound : cues, (cue) => cue.replace(/[^\n]/g, '')).split('\n');
	return words.flatMap((word, at) => (kept[at]?.trim() ? [{ ...word, text: kept[at].trim() }] : []));
}

/** Text in which each character (UTF-16 unit) has its time: that of its word, in equal parts. */
interface TimedText {
	text: string;
	/** Seconds */
	starts: number[];
	/** Seconds */
	ends: number[];
}

function timedText(words: Word[]): TimedText {
	const starts: number[] = [];
	const ends: number[] = [];
	let text = '';
	let last = '';
	for (const word of words) {
		const space = last && spaceBetween(last, word.text) ? ' ' : '';
		const part = (word.end - word.start) / word.text.length;
		for (let at = -space.length; at < word.text.length; at++) {
			starts.push(word.start + at * part);
			ends.push(word.start + (at + 1) * part);
		}
		text += space + word.text;
		last = word.text;
	}
	return { text, starts, ends };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of what has no space in it: one, or in Chinese, Japanese and Thai what a dictionary knows (Unicode Annex 29). */
const wordsOf = (token: string): string[] =>
	isUnspaced(token) ? Array.from(segmenter.segment(token), ({ segment }) => segment) : [token];

const opens = /[\p{Ps}\p{Pi}¿¡]$/u;

/** Whether marks stay with what is before them: neither a line nor a caption begins with a comma, or ends with an opening bracket. */
const belongTogether = (before: string, after: string): boolean => opens.test(before) || (!hasLetters(after) && !opens.test(after));

const closing = `["'\\p{Pe}\\p{Pf}]*$`;
const sentence = new RegExp(`[.!?…。！？؟।]${closing}`, 'u');
const clause = new RegExp(`[,;:—–、，；：،؛-]${closing}`, 'u');

/** Titles and initials, which end no sentence. */
const abbreviation = /^(\p{L}|Dr|Mrs?|Ms|Prof|St|Sra?|Hr|Fr)\.$/iu;

/** Seconds of silence that part a sentence as a comma does. */
const pause = 0.4;

type Span = Pick<Piece, 'text' | 'start' | 'end' | 'spaced'>;

/** What ends with a piece, by its marks and the silence after it. */
function breakAfter(piece: Span, next: Span | undefined): Break {
	const isSentence = sentence.test(piece.text) && !abbreviation.test(piece.text);
	if (isSentence && !/^\p{Ll}/u.test(next?.text ?? '')) return 'sentence';
	const isApart = next !== undefined && next.start - piece.end >= pause;
	return isSentence || isApart || clause.test(piece.text) ? 'clause' : 'word';
}

/** Cuts words that follow each other into what may be broken between. Words that are phrases are cut, characters put together. */
export function piecesOf(words: Word[]): Piece[] {
	const { text, starts, ends } = timedText(words);
	const spans: Span[] = [];
	for (const { 0: token, index } of text.matchAll(/\S+/g)) {
		let at = index;
		for (const shown of wordsOf(token)) {
			const spaced = at === index && index > 0;
			const end = ends[at + shown.length - 1] ?? 0;
			const last = spans.at(-1);
			if (last && belongTogether(last.text, shown)) {
				spans[spans.length - 1] = { ...last, text: `${last.text}${spaced && !opens.test(last.text) ? ' ' : ''}${shown}`, end };
			} else spans.push({ text: shown, start: starts[at] ?? 0, end, spaced });
			at += shown.length;
		}
	}
	return spans.map((span, at) => ({ ...span, columns: columns(span.text), ends: breakAfter(span, spans[at + 1]) }));
}
