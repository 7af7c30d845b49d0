import type { Break, CaptionWord } from './captionWords';

/** Words as one line shows them. */
export const lineOf = (words: CaptionWord[]): string =>
	words.map(({ text, spaced }, at) => (spaced && at > 0 ? ` ${text}` : text)).join('');

/** Columns of that line. */
export const widthOf = (words: CaptionWord[]): number =>
	words.reduce((sum, word, at) => sum + word.columns + (word.spaced && at > 0 ? 1 : 0), 0);

/** How many columns of difference between two lines are accepted for a break after such a mark. */
const bonus: Record<Break, number> = { sentence: 16, clause: 8, word: 0 };

/**
 * How many words go into the first of two lines of `width` columns: all if one line is enough. Otherwise so many that
 * both lines are of similar length, with the break after a mark. Undefined if the words do not fit. `before` columns of
 * the first line are already used.
 */
export function firstLine(words: CaptionWord[], width: number, before = 0): number | undefined {
	const total = widthOf(words);
	if (before + total <= width) return words.length;
	let best: { at: number; cost: number } | undefined;
	let top = 0;
	for (const [at, word] of words.entries()) {
		const space = word.spaced ? 1 : 0;
		const bottom = total - top - (at > 0 ? space : 0);
		const cost = Math.abs(top - bottom) - bonus[words[at - 1]?.ends ?? 'word'];
		if (at > 0 && before + top <= width && bottom <= width && (!best || cost < best.cost)) best = { at, cost };
		top += word.columns + (at > 0 ? space : 0);
	}
	return best?.at;
}
