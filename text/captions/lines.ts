import type { Break, Piece } from './pieces';

/** The text of pieces in one line. */
export const lineOf = (pieces: Piece[]): string =>
	pieces.map(({ text, spaced }, at) => (spaced && at > 0 ? ` ${text}` : text)).join('');

/** Columns of that line. */
export const widthOf = (pieces: Piece[]): number =>
	pieces.reduce((sum, piece, at) => sum + piece.columns + (piece.spaced && at > 0 ? 1 : 0), 0);

/** Columns of difference between two lines that a mark at the end of the first makes good. */
const worth: Record<Break, number> = { sentence: 16, clause: 8, word: 0 };

/**
 * How many pieces stand in the first of two lines of so many columns, so that the lines are nearly of one length and
 * broken after a mark; all where they fit in one, undefined where they do not fit. `before` columns of the first are
 * taken.
 */
export function firstLine(pieces: Piece[], width: number, before = 0): number | undefined {
	const whole = widthOf(pieces);
	if (before + whole <= width) return pieces.length;
	let best: { at: number; cost: number } | undefined;
	let top = 0;
	for (const [at, piece] of pieces.entries()) {
		const space = piece.spaced ? 1 : 0;
		const bottom = whole - top - (at > 0 ? space : 0);
		const cost = Math.abs(top - bottom) - worth[pieces[at - 1]?.ends ?? 'word'];
		if (at > 0 && before + top <= width && bottom <= width && (!best || cost < best.cost)) best = { at, cost };
		top += piece.columns + (at > 0 ? space : 0);
	}
	return best?.at;
}
