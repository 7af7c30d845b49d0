import { hasLetters, isUnspaced } from './scripts';

/** A text of one speaker. */
export interface TextTurn {
	text: string;
	speaker?: string;
}

/** A word of a text, with its marks. */
export interface TextWord {
	text: string;
	/** What stands between it and the word before: nothing, a space, a line feed, or two where a paragraph begins. */
	before?: string;
	speaker?: string;
}

/** Spaces, but for those that hold a number or a mark to its word. */
const gap = /((?:(?![\u00a0\u202f\ufeff])\s)+)/;

/** Characters that are words by themselves, with what belongs to them; what is written on and on; and all else. */
const parts =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc][\p{M}\u30fc]*|[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;

const writtenOn = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u;

/** The words of what has no space in it. Marks stay with what they belong to. */
function wordsIn(token: string): string[] {
	if (!isUnspaced(token)) return [token];
	const words: string[] = [];
	let waiting = '';
	for (const part of token.match(parts) ?? []) {
		for (const word of writtenOn.test(part)
			? Array.from(segmenter.segment(part), ({ segment }) => segment)
			: marked(part)) {
			if (opening.test(word)) waiting += word;
			else if (!hasLetters(word) && !waiting && words.length > 0) words[words.length - 1] += word;
			else {
				words.push(waiting + word);
				waiting = '';
			}
		}
	}
	return waiting ? [...words, waiting] : words;
}

/** Marks at the beginning and the end, apart from what is between them. */
const marked = (part: string): string[] =>
	part.match(/[\p{Ps}\p{Pi}¿¡]+|(?:(?![\p{Ps}\p{Pi}¿¡])[^\p{L}\p{N}])+|[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/gsu) ?? [
		part,
	];

/** One space, one line feed or two. */
function gapAs(found: string): string {
	const lines = found.match(/\r\n?|[\n\u2028]|\u2029/g) ?? [];
	if (lines.length > 1 || lines[0] === '\u2029') return '\n\n';
	return lines.length === 1 ? '\n' : ' ';
}

function wordsOf({ text, ...by }: TextTurn): TextWord[] {
	const words: TextWord[] = [];
	let before = '\n';
	for (const [at, token] of text.trim().split(gap).entries()) {
		if (at % 2 === 1) before = gapAs(token);
		else {
			for (const word of wordsIn(token)) {
				words.push({ text: word, before, ...by });
				before = '';
			}
		}
	}
	return words;
}

/**
 * The words of a text in their order. Put together with what stands before each but the first they are the text, with a
 * space or a line's end in place of several.
 */
export function textWords(turns: TextTurn[]): TextWord[] {
	const [first, ...rest] = turns.flatMap(wordsOf);
	if (!first) return [];
	const { text, speaker } = first;
	return [{ text, ...(speaker !== undefined && { speaker }) }, ...rest];
}
