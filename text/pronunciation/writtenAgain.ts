import { hasLetters } from '../spacing';
import { wordFinder } from './findWords';
import type { PronunciationRule } from './rule';
import { withSayings } from './sayings';

/** The way back of a rule with a respelling. A sign in place of each "and" would not be the word of the text. */
const backOf = ({ word, sayAs, written }: PronunciationRule): PronunciationRule[] =>
	written === 'respelling' && hasLetters(word) ? [{ word: sayAs, sayAs: word, written, matchCase: false }] : [];

/**
 * Prepares a function that puts words back as they are written, wherever a text has their respelling, also by chance.
 * So two texts can be compared, of which each has some words in either spelling. Takes time in proportion to the text.
 */
export function writtenAgain(rules: PronunciationRule[]): (text: string) => string {
	const find = wordFinder(rules.flatMap(backOf));
	return (text) => {
		const found = find(text, []).map(({ from, to, rule }) => ({ from, to, sent: rule.sayAs }));
		return withSayings(text, found).text;
	};
}
