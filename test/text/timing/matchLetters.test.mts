import { lettersOf } from '../../../text/timing/letters.ts';
import { matchLetters } from '../../../text/timing/matchLetters.ts';

/** Random words of six letters of an alphabet. */
function wordsOf(alphabet: string, seed: number): () => string {
	let state = seed;
	const letter = (): string => alphabet[(state = (state * 48_271) % 2_147_483_647) % alphabet.length]!;
	return () => Array.from({ length: 6 }, letter).join('');
}

const common = wordsOf('abcdefghijklm', 7);
const ours = wordsOf('nopqrs', 11);
const theirs = wordsOf('tuvwxyz', 13);
const several = (word: () => string, count: number): string[] => Array.from({ length: count }, word);

/** The words that are found in the other text, and `-` for those that are not. */
function matched(text: string[], heard: string[]): string {
	const [a, b] = [lettersOf(text), lettersOf(heard)];
	const matches = matchLetters(a, b);
	return text
		.map((word, at) => {
			const from = a.upTo[at - 1] ?? 0;
			const places = [...matches.slice(from, a.upTo[at])];
			const isRight = places.every((place, letter) => b.letters[place] === word[letter]);
			return isRight ? word : '-';
		})
		.join(' ');
}

const none = (words: string[]): string[] => words.map(() => '-');

const begin = several(common, 150);
const end = several(common, 150);
/** The end with another word in every third place, so that no 16 letters in a row are the same. */
const damagedEnd = (word: () => string): string[] => end.map((one, at) => (at % 3 === 2 ? word() : one));

describe('words are matched again after a difference', () => {
	it.each([2, 4, 8, 14])('of %d words in both', (count) => {
		const [a, b] = [several(ours, count), several(theirs, count)];
		expect(matched([...begin, ...a, ...end], [...begin, ...b, ...end])).toBe([...begin, ...none(a), ...end].join(' '));
	});

	it.each([2, 8, 14])('of %d words, with no long row of equal letters after them', (count) => {
		const [a, b] = [several(ours, count), several(theirs, count)];
		const text = [...begin, ...a, ...damagedEnd(ours)];
		const expected = [...begin, ...none(a), ...end.map((one, at) => (at % 3 === 2 ? '-' : one))];
		expect(matched(text, [...begin, ...b, ...damagedEnd(theirs)])).toBe(expected.join(' '));
	});

	it('of 7 words in both, again and again', () => {
		const rounds = Array.from({ length: 30 }, () => ({
			same: several(common, 20),
			a: several(ours, 7),
			b: several(theirs, 7),
		}));
		const text = rounds.flatMap(({ same, a }) => [...same, ...a]);
		const heard = rounds.flatMap(({ same, b }) => [...same, ...b]);
		const expected = rounds.flatMap(({ same, a }) => [...same, ...none(a)]);
		const found = matched([...text, ...end], [...heard, ...end]).split(' ');
		const lost = [...expected, ...end].filter((word, at) => word !== found[at]);
		// 600 words are the same in both.
		expect(lost.length).toBeLessThanOrEqual(20);
	});

	it.each([100, 1000])('of %d words in one of them', (count) => {
		const more = several(theirs, count);
		expect(matched([...begin, ...end], [...begin, ...more, ...end])).toBe([...begin, ...end].join(' '));
		expect(matched([...begin, ...more, ...end], [...begin, ...end])).toBe([...begin, ...none(more), ...end].join(' '));
	});

	it.each([
		[45, 60],
		[60, 200],
		[100, 60],
		[400, 45],
		[400, 100],
	])('of %d words in one and %d in the other, beyond all windows', (more, fewer) => {
		const [a, b] = [several(ours, more), several(theirs, fewer)];
		const found = matched([...begin, ...a, ...end], [...begin, ...b, ...end]).split(' ');
		expect(found.slice(0, begin.length)).toEqual(begin);
		// Up to ten words after the difference may be lost.
		expect(found.slice(10 - end.length)).toEqual(end.slice(10));
	});

	it('of 60 words in one and 80 in the other, again and again', () => {
		const rounds = Array.from({ length: 6 }, () => ({
			same: several(common, 100),
			a: several(ours, 60),
			b: several(theirs, 80),
		}));
		const text = rounds.flatMap(({ same, a }) => [...same, ...a]);
		const heard = rounds.flatMap(({ same, b }) => [...same, ...b]);
		const expected = rounds.flatMap(({ same, a }) => [...same, ...none(a)]);
		const found = matched([...text, ...end], [...heard, ...end]).split(' ');
		const lost = [...expected, ...end].filter((word, at) => word !== found[at]);
		// 750 words are the same in both.
		expect(lost.length).toBeLessThanOrEqual(60);
	});

	it('of 20 words in one and 1000 in the other', () => {
		const [a, b] = [several(ours, 20), several(theirs, 1000)];
		expect(matched([...begin, ...a, ...end], [...begin, ...b, ...end])).toBe([...begin, ...none(a), ...end].join(' '));
	});
});

it('short words that two texts have in common rarely match', () => {
	const small = ['in', 'of', 'a', 'by'];
	const withSmall = (words: string[]): string[] =>
		words.flatMap((word, at) => (at % 3 ? [word] : [word, small[at % 4]!]));
	const [a, b] = [withSmall(several(ours, 60)), withSmall(several(theirs, 60))];
	const found = matched([...begin, ...a, ...end], [...begin, ...b, ...end]).split(' ');
	expect(found.slice(-end.length)).toEqual(end);
	expect(found.slice(begin.length, -end.length).filter((word) => word !== '-').length).toBeLessThanOrEqual(4);
});
