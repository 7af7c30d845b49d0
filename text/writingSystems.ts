// Parts of character classes, for expressions with the flag `u`.

/** Chinese characters and the Japanese syllabaries. */
export const chineseAndJapanese = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;

/** Writing systems of South East Asia without spaces between words. */
export const southeastAsian = String.raw`\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
