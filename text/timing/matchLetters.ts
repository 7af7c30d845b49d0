import { createResync, type FindResync } from './findResync';
import type { Letters } from './letters';

/** Equal letters before a difference that are compared again: the last of them may be equal by chance. */
const stepBack = 12;

/**
 * For each letter of `a`, the position of the same letter in `b`, or -1. Positions rise. Words that are missing, added
 * or different in one text do not disturb the words after them. Takes time in proportion to both texts, whatever they
 * are.
 */
export function matchLetters(a: Letters, b: Letters): Int32Array {
	const matches = new Int32Array(a.letters.length).fill(-1);
	let findResync: FindResync | undefined;
	let [at, on] = [0, 0];
	/** Matches before it are final. */
	let settled = 0;
	while (at < a.letters.length && on < b.letters.length) {
		if (a.letters.charCodeAt(at) === b.letters.charCodeAt(on)) {
			matches[at] = on;
			at += 1;
			on += 1;
			continue;
		}
		const differ = at;
		for (let steps = 0; steps < stepBack && at > settled && on > 0 && matches[at - 1] === on - 1; steps++) {
			at -= 1;
			on -= 1;
			matches[at] = -1;
		}
		settled = differ;
		findResync ??= createResync(a, b);
		const resync = findResync(at, on, differ - at);
		for (const [x, y] of resync.pairs) matches[x] = y;
		at = resync.a;
		on = resync.b;
	}
	return matches;
}
