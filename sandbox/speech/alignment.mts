import type { Spoken } from './speak.mts';

/** A word or a sentence with its times. */
export interface Segment {
	text: string;
	start: number;
	end: number;
}

/** Tenths of a millisecond: fine enough that no short word is lost. */
export const rounded = (seconds: number): number => Math.round(seconds * 10_000) / 10_000;

/** Words are separated by spaces; in Chinese and Japanese each character counts as one. */
const oneByOne =
	/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]\p{M}*|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]+/gu;

const wordsIn = (text: string): string[] => text.split(' ').flatMap((word) => word.match(oneByOne) ?? []);

/** The words of a piece as written. Each gets a share of its time by length. */
export function wordTimes({ text, start, end }: Spoken): Segment[] {
	const words = wordsIn(text);
	const letters = words.reduce((sum, word) => sum + word.length, 0);
	let before = 0;
	return words.map((word) => {
		const from = start + ((end - start) * before) / letters;
		before += word.length;
		return { text: word, start: from, end: start + ((end - start) * before) / letters };
	});
}

const marks = /[^\p{L}\p{M}\p{N}]/gu;
const apostrophe = /(?<=\p{L})['’](?=\p{L})/u;

/**
 * Words as in segments: without punctuation and apostrophes, except the first word, as in the contract's example.
 */
export function withoutMarks(words: Segment[]): Segment[] {
	const keepsIt = words.find(({ text }) => apostrophe.test(text));
	return words
		.map((word) => {
			const parts = word === keepsIt ? word.text.split(apostrophe) : [word.text];
			return { ...word, text: parts.map((part) => part.replace(marks, '')).join("'") };
		})
		.filter(({ text }) => text !== '');
}

/** The service rounds times to steps: two words may have a gap, and a short word may end where it begins. */
export function inSteps({ text, start, end }: Segment, step: number): Segment {
	const from = rounded(Math.round(start / step) * step);
	return { text, start: from, end: Math.max(from, rounded(Math.floor(end / step) * step)) };
}
