/** Scripts that put no spaces between words, and the marks that go with them. */
const withoutSpaces =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** Characters twice as wide as a Latin letter (Unicode Annex 11, East Asian Width: W and F). */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/** How many wide characters a text has. */
export const wideIn = (text: string): number => text.match(wide)?.length ?? 0;

/**
 * Columns a text takes: a Latin letter one, a Chinese, Japanese or Korean character two. Accents and joiners take none.
 */
export const columns = (text: string): number => [...text.replace(/[\p{M}\p{Cf}]/gu, '')].length + wideIn(text);

/** Whether a text is written, wholly or in part, without spaces between its words. */
export const isUnspaced = (text: string): boolean => withoutSpaces.test(text);

/** Whether two words that follow each other have a space in between. */
export const spaceBetween = (before: string, after: string): boolean =>
	!isUnspaced([...before].at(-1) ?? '') && !isUnspaced([...after][0] ?? '');

/** Whether anything of a text can be spoken, and not signs alone. */
export const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const sentence = /[.!?…。！？｡؟।۔]["'\p{Pe}\p{Pf}]*$/u;

/** Titles, initials and numbers, which end no sentence. */
const abbreviation =
	/^["'\p{Ps}\p{Pi}]*(?:(?:\p{L}\.)*\p{L}|\p{Nd}{1,2}|Dr|Mrs?|Ms|Prof|St|Sra?|Jr|Hr|Fr|Mme|Mlle|Gen|Col|Capt|Lt|Sgt|Rev|vs|approx|ca|bzw|Nr)\.$/iu;

/** Whether a word has the marks of a sentence's end, as abbreviations have, too. */
export const marksSentence = (word: string): boolean => sentence.test(word);

/** Whether a sentence ends with a word, by its marks and the word behind it. */
export const endsSentence = (word: string, next: string | undefined): boolean =>
	sentence.test(word) && !abbreviation.test(word) && !/^\p{Ll}/u.test(next ?? '');
