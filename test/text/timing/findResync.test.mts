import { createResync } from '../../../text/timing/findResync.ts';
import { lettersOf } from '../../../text/timing/letters.ts';

/** Random letters of an alphabet. */
function lettersFrom(alphabet: string, seed: number): (count: number) => string {
	let state = seed;
	const letter = (): string => alphabet[(state = (state * 48_271) % 2_147_483_647) % alphabet.length]!;
	return (count) => Array.from({ length: count }, letter).join('');
}

const common = lettersFrom('abcdefghijklm', 7);
const ours = lettersFrom('nopqrs', 11);
const theirs = lettersFrom('tuvwxyz', 13);

/** From the beginning of two texts of these words, none of which is known to be the same. */
const resyncOf = (a: string[], b: string[]) => createResync(lettersOf(a), lettersOf(b))(0, 0, 0);

/** Where two texts go on that are not the same anywhere: half of a small window further. */
const notFound = { pairs: [], a: 32, b: 32 };

describe('a word alone proves that two texts are the same again', () => {
	// A letter gives 4 points, each end of the word 4, and the gap before it takes 10: 16 are needed.
	it.each([
		[3, false],
		[4, false],
		[5, true],
		[6, true],
	])('of %d letters: %s', (length, counts) => {
		const word = common(length);
		const found = resyncOf([ours(2), word, ours(600)], [theirs(2), word, theirs(600)]);
		const pairs = Array.from(word, (_, letter) => [2 + letter, 2 + letter]);
		expect(found).toEqual(counts ? { pairs, a: 2 + length, b: 2 + length } : notFound);
	});
});

describe('where much is missing in one text, letters of the other are searched for', () => {
	const { a, b } = { a: 600, b: 0 };

	/** The same letters are beyond all windows in one text, and after some others in the other text. */
	const found = (length: number, skipped: number) => {
		const same = common(length);
		return resyncOf([ours(a), same, ours(600)], [theirs(skipped), same, theirs(600)]);
	};

	it.each([
		[15, false],
		[16, true],
	])('%d in a row: found %s', (length, isFound) =>
		expect(found(length, 0)).toEqual(isFound ? { pairs: [], a, b } : notFound),
	);

	it.each([
		[4, false],
		[8, true],
		[12, false],
		[184, true],
		[192, false],
	])('%d letters further: found %s', (skipped, isFound) =>
		expect(found(16, skipped)).toEqual(isFound ? { pairs: [], a, b: skipped } : notFound),
	);
});
