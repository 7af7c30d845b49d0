import type { TextRange } from '../cues';
import { firstOf, hasLetters, lastOf, needsSpace } from '../spacing';

/** What is sent in place of a stretch of the text. */
export interface Saying extends TextRange {
	sent: string;
}

/** A text with sayings in place of its words, and where each of them stands in it. */
export interface SaidText {
	text: string;
	places: TextRange[];
}

/** The space before what is sent: where a sign such as `&` becomes letters, they may not touch others. */
const spaceAround = (sign: string, before: string, after: string): string =>
	!hasLetters(sign) && needsSpace(before, after) ? ' ' : '';

/** Replaces stretches of a text, which are in order. */
export function withSayings(text: string, sayings: Saying[]): SaidText {
	const places: TextRange[] = [];
	let said = '';
	let at = 0;
	let lastSent = '';
	for (const { from, to, sent } of sayings) {
		const between = text.slice(at, from);
		const written = text.slice(from, to);
		said += between + spaceAround(firstOf(written), between || lastSent, sent);
		const start = said.length;
		said += sent;
		places.push({ from: start, to: said.length });
		lastSent = sent + spaceAround(lastOf(written), sent, text.slice(to, to + 2));
		said += lastSent.slice(sent.length);
		at = to;
	}
	return { text: said + text.slice(at), places };
}
