import { wordSegments } from './wordSegments';
import { chineseAndJapanese, southeastAsian } from './writingSystems';
import { hasLetters, isUnspaced } from './spacing';

/** What one speaker says before another one speaks. */
export interface TextTurn {
	text: string;
	speaker?: string;
}

/** A word of a text, with its punctuation. */
export interface TextWord {
	text: string;
	/** What stands before it: nothing, a space, a line feed, or two line feeds where a paragraph begins. */
	before?: string;
	speaker?: string;
	/** What is said in its place, if that is not how it is written. */
	said?: string;
}

/** White space, except for no-break spaces, which keep a number or a mark with its word. */
const gap = /((?:(?![\u00a0\u202f\ufeff])\s)+)/;

/** Chinese and Japanese characters, each a word; runs of scripts without spaces; and runs of anything else. */
const scriptRuns = new RegExp(
	`[${chineseAndJapanese}\\u30fc][\\p{M}\\u30fc]*|[${southeastAsian}]+|` +
		`[^${chineseAndJapanese}${southeastAsian}\\u30fc]+`,
	'gu',
);

const unspacedRun = new RegExp(`^[${southeastAsian}]`, 'u');

const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u;

/** The words of a text without white space. Punctuation stays with its word. */
function wordsIn(token: string): string[] {
	if (!isUnspaced(token)) return [token];
	const words: string[] = [];
	let waiting = '';
	for (const part of token.match(scriptRuns) ?? []) {
		for (const word of unspacedRun.test(part) ? wordSegments(part).map(({ segment }) => segment) : punctuated(part)) {
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

/** Separates the punctuation at both ends from the word between. */
const punctuated = (part: string): string[] =>
	part.match(/[\p{Ps}\p{Pi}¿¡]+|(?:(?![\p{Ps}\p{Pi}¿¡])[^\p{L}\p{N}])+|[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/gsu) ?? [
		part,
	];

/** White space as one space, one line feed or two. */
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
 * The words of a text, in order. Joined with what stands before each of them, they are the text again, with one space
 * or line feed in place of several.
 */
export function textWords(turns: TextTurn[]): TextWord[] {
	const [first, ...rest] = turns.flatMap(wordsOf);
	if (!first) return [];
	const { text, speaker } = first;
	return [{ text, ...(speaker !== undefined && { speaker }) }, ...rest];
}
