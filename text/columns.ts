/** Characters twice as wide as a Latin letter (Unicode Annex 11, East Asian Width: W and F). */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/** How many wide characters a text has. */
export const wideIn = (text: string): number => text.match(wide)?.length ?? 0;

/**
 * The columns that a text takes on a screen: one for a Latin letter, two for a Chinese, Japanese or Korean character,
 * none for accents and joiners.
 */
export const columns = (text: string): number => [...text.replace(/[\p{M}\p{Cf}]/gu, '')].length + wideIn(text);
