import { rounded, type Segment } from '../speech/alignment.mts';

const EAST_ASIAN = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
const betweenCharacters = new RegExp(`(?<=${EAST_ASIAN})|(?=${EAST_ASIAN})`, 'u');

/** A segment has no punctuation: `don't` becomes `dont`, `3.5` becomes `35`. */
const bare = (word: string): string => word.replace(/[^\p{L}\p{M}\p{N}]/gu, '');

/** Single words; in Chinese and Japanese, single characters. */
function wordsIn(text: string): string[] {
	return text
		.split(/\s+/)
		.flatMap((word) => word.split(betweenCharacters))
		.map(bare)
		.filter((word) => word !== '');
}

/** The words of a sentence. Each gets a share of its time by length. */
export function wordsOf({ text, start, end }: Segment): Segment[] {
	const words = wordsIn(text);
	const letters = words.join('').length;
	let before = 0;
	return words.map((word) => {
		const from = start + ((end - start) * before) / letters;
		before += word.length;
		return { text: word, start: rounded(from), end: rounded(start + ((end - start) * before) / letters) };
	});
}
