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
