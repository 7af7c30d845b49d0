import { columns } from '../columns';
import { hasLetters, isUnspaced, spaceBetween } from '../spacing';
import { endsSentence, hasEndMark } from '../sentences';
import type { Word } from '../word';
import { wordSegments } from '../wordSegments';

/** What a line never splits: a word with its punctuation. */
export interface CaptionWord {
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

/** What ends at the gap after a word: a sentence, a clause, or only the word. */
export type Break = 'sentence' | 'clause' | 'word';

/** A text in which each character (UTF-16 unit) has an equal share of its word's time. */
interface TimedCharacters {
	text: string;
	/** Seconds */
	starts: number[];
	/** Seconds */
	ends: number[];
	/** What ends at the line ends of the source text, by the position of the word after them. */
	lineEnds: Map<number, Break>;
}

/** The space before a word: as in the source text, or else as its writing system has it. */
const spaceBefore = ({ before, text }: Word, last: string): string =>
	(before ?? (spaceBetween(last, text) ? ' ' : '')) && ' ';

function timedCharacters(words: Word[]): TimedCharacters {
	const starts: number[] = [];
	const ends: number[] = [];
	const lineEnds = new Map<number, Break>();
	let text = '';
	let last = '';
	for (const word of words) {
		const space = last && spaceBefore(word, last);
		const share = (word.end - word.start) / word.text.length;
		for (let at = -space.length; at < word.text.length; at++) {
			starts.push(word.start + at * share);
			ends.push(word.start + (at + 1) * share);
		}
		text += space;
		if (word.before?.startsWith('\n')) lineEnds.set(text.length, word.before === '\n' ? 'clause' : 'sentence');
		text += word.text;
		last = word.text;
	}
	return { text, starts, ends, lineEnds };
}

/** The words of a text without spaces. Chinese, Japanese and Thai are cut by a dictionary (Unicode Annex 29). */
const wordsIn = (token: string): string[] =>
	isUnspaced(token) ? wordSegments(token).map(({ segment }) => segment) : [token];

const opens = /[\p{Ps}\p{Pi}¿¡]$/u;

/** Keeps marks with their words: nothing begins with a comma or ends with an opening bracket. */
const belongTogether = (before: string, after: string): boolean =>
	opens.test(before) || (!hasLetters(after) && !opens.test(after));

const clauseMark = /[,;:—–、，；：،؛-]["'\p{Pe}\p{Pf}]*$/u;

/** Seconds of silence that count as the end of a clause. */
const pause = 0.4;

interface UnjudgedWord extends Pick<CaptionWord, 'text' | 'start' | 'end' | 'spaced'> {
	/** What ends before it at a line end of the source text. */
	endsBefore: Break | undefined;
}

/** What ends with a word, by its marks, a line end or a silence after it. */
function breakAfter(word: UnjudgedWord, next: UnjudgedWord | undefined): Break {
	if (next?.endsBefore === 'sentence' || endsSentence(word.text, next?.text)) return 'sentence';
	const isApart = next !== undefined && (next.endsBefore === 'clause' || next.start - word.end >= pause);
	return isApart || clauseMark.test(word.text) || hasEndMark(word.text) ? 'clause' : 'word';
}

/**
 * The words of captions, from words of one speaker. Phrases that came as one word are cut, and single Chinese and
 * Japanese characters are put together to words.
 */
export function captionWordsOf(words: Word[]): CaptionWord[] {
	const { text, starts, ends, lineEnds } = timedCharacters(words);
	const found: UnjudgedWord[] = [];
	for (const { 0: token, index } of text.matchAll(/(?:\S|[\u00a0\u202f])+/g)) {
		let at = index;
		for (const shown of wordsIn(token)) {
			const spaced = at === index && index > 0;
			const end = ends[at + shown.length - 1] ?? 0;
			const last = found.at(-1);
			if (last && (opens.test(last.text) || !lineEnds.has(at)) && belongTogether(last.text, shown)) {
				const space = spaced && !opens.test(last.text) ? ' ' : '';
				found[found.length - 1] = { ...last, text: `${last.text}${space}${shown}`, end };
			} else found.push({ text: shown, start: starts[at] ?? 0, end, spaced, endsBefore: lineEnds.get(at) });
			at += shown.length;
		}
	}
	return found.map((word, at) => ({ ...word, columns: columns(word.text), ends: breakAfter(word, found[at + 1]) }));
}
