/**
 * What is not seen: gaps, control and format characters, half characters, and letters without a shape, as Hangul's
 * filler or the empty Braille cell.
 */
const unseen = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/** Whether nothing of a text is seen. */
export const isEmpty = (text: string): boolean => text.replace(unseen, '') === '';

/** A text with a gap in place of what is not seen. */
export const seenOf = (text: string): string => text.replace(unseen, ' ');

/** Control characters that part what stands around them: vertical tab, form feed, next line. */
const parting = /[\v\f\u0085]/g;

/** Letters that look like a gap: fillers of Hangul, the empty Braille cell. */
const gaps = /[\u115f\u1160\u3164\uffa0\u2800]/g;

/** Control characters other than tab and line ends. */
const control = /(?![\t\n\r])\p{Cc}/gu;

/**
 * Signs inside of words that no script needs: the soft hyphen, the word joiner, the byte order mark, and others of
 * their kind.
 */
const needless = /\u034f|[\u00ad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * Joiners behind letters that do not join, and behind signs and gaps. Persian, the scripts of India and emoji are
 * written with them, and stay as they are (Unicode 17, 9.2, 12.1, 23.2).
 */
const strayJoiner =
	/(?<![\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}])(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{N}\p{P}\p{Z}\s]|^)[\u200c\u200d]+/gu;

/** Places where a line may break. Scripts of South East Asia mark their words so. */
const strayBreak =
	/(?<![\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{M}])\u200b+/gu;

/**
 * A text without what is no part of it though it came along: control characters, soft hyphens, zero-width signs where
 * no script needs them. Takes time in proportion to the text.
 */
export const withoutUnseen = (text: string): string =>
	text
		.replace(parting, '\n')
		.replace(gaps, ' ')
		.replace(control, '')
		.replace(needless, '')
		.replace(strayJoiner, '')
		.replace(strayBreak, '');

/** The same in one line, as a title or a tag is. */
export const oneLine = (text: string): string =>
	withoutUnseen(text)
		.split(/[\s\u2028\u2029]+/)
		.join(' ')
		.trim();
