import type { Spoken } from './speak.mts';

/** A word, or a sentence, and when it is heard. */
export interface Segment {
	text: string;
	start: number;
	end: number;
}

/** Tenths of a millisecond: fine enough that no short word is lost. */
export const rounded = (seconds: number): number => Math.round(seconds * 10_000) / 10_000;

/** Words are written apart, but for Chinese and Japanese, where each character counts as one. */
function wordsIn(text: string): string[] {
	const apart = text.split(' ').filter((word) => word !== '');
	return apart.flatMap((word) => word.split(/(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/u));
}

/** The words of a piece, each with a share of its time by its length. */
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
