import { chineseAndJapanese, southeastAsian } from './writingSystems';

/** Writing systems without spaces between words, and the marks that go with them. */
const unspaced = new RegExp(`[${chineseAndJapanese}${southeastAsian}\\u3000-\\u303f\\uff00-\\uffef]`, 'u');

/** Whether any part of a text is in a writing system without spaces between words. */
export const isUnspaced = (text: string): boolean => unspaced.test(text);

/** Whether two words that follow each other have a space between them. */
export const spaceBetween = (before: string, after: string): boolean =>
	!isUnspaced([...before].at(-1) ?? '') && !isUnspaced([...after][0] ?? '');

/** Whether a text has a letter or a digit. */
export const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The first and the last character of a text, which may be two units long. */
export const firstOf = (text: string): string => [...text.slice(0, 2)][0] ?? '';
export const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? '';

/** Whether two texts that meet, such as where a cue was taken out, need a space between them. */
export function needsSpace(before: string, after: string): boolean {
	const [last, first] = [lastOf(before), firstOf(after)];
	return hasLetters(last) && hasLetters(first) && spaceBetween(last, first);
}
