import { chineseAndJapanese, southeastAsian } from './scriptClasses';

/**
 * What cannot be seen: white space, control and format characters, half characters, and blank letters such as the
 * Hangul filler or the empty Braille cell.
 */
const unseen = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/** Whether a text has nothing that can be seen. */
export const isEmpty = (text: string): boolean => text.replace(unseen, '') === '';

/** A text with a space in place of what cannot be seen. */
export const seenOf = (text: string): string => text.replace(unseen, ' ');

/** Control characters that end a line: vertical tab, form feed, next line. */
const lineEnds = /[\v\f\u0085]/g;

/** Letters that look like a space: the Hangul fillers, the empty Braille cell. */
const blanks = /[\u115f\u1160\u3164\uffa0\u2800]/g;

/** Control characters other than tab and line ends. */
const control = /(?![\t\n\r])\p{Cc}/gu;

/** Invisible signs that no script needs: the soft hyphen, the word joiner, the byte order mark and the like. */
const needless = /\u034f|[\u00ad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * Joiners after letters that do not join, and after signs and spaces. Persian, the scripts of India and emoji need
 * joiners and keep them (Unicode 17, 9.2, 12.1, 23.2).
 */
const strayJoiner = new RegExp(
	String.raw`(?<![\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}])` +
		String.raw`(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hangul}${chineseAndJapanese}` +
		String.raw`\p{N}\p{P}\p{Z}\s]|^)[\u200c\u200d]+`,
	'gu',
);

/** Zero-width spaces. Scripts of South East Asia separate words by them and keep them. */
const strayBreak = new RegExp(String.raw`(?<![${southeastAsian}\p{Script=Tibetan}\p{M}])\u200b+`, 'gu');

/**
 * A text without invisible characters that were copied along: control characters, soft hyphens, and zero-width signs
 * where no script needs them. Takes time in proportion to the text.
 */
export const withoutUnseen = (text: string): string =>
	text
		.replace(lineEnds, '\n')
		.replace(blanks, ' ')
		.replace(control, '')
		.replace(needless, '')
		.replace(strayJoiner, '')
		.replace(strayBreak, '');

/** The same in one line, for titles and tags. */
export const oneLine = (text: string): string =>
	withoutUnseen(text)
		.split(/[\s\u2028\u2029]+/)
		.join(' ')
		.trim();
