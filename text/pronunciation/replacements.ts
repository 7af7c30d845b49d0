import { cuesIn, type TextRange } from '../cues';
import { pausesIn } from '../pauses';
import { placedTurns } from '../speakerTags';
import { wordFinder, type FindWords, type FoundWord } from './findWords';
import type { PronunciationRule } from './rule';

/** The ranges of one speaker's text in which no word is replaced, in order and apart. */
function skippedIn(text: string, model: string): TextRange[] {
	return [...cuesIn(text, model), ...pausesIn(text)].sort((a, b) => a.from - b.from);
}

/** Rules are the same for many texts: each list is prepared once. */
const finders = new WeakMap<PronunciationRule[], FindWords>();

function finderOf(rules: PronunciationRule[]): FindWords {
	const finder = finders.get(rules) ?? wordFinder(rules);
	finders.set(rules, finder);
	return finder;
}

/**
 * The words of a text that are said by a rule, in order. Nothing is found inside of cues, tags, phonemes and pauses of
 * a stated length. Takes time in proportion to the text.
 */
export function replacementsIn(text: string, model: string, rules: PronunciationRule[]): FoundWord[] {
	if (rules.length === 0) return [];
	const find = finderOf(rules);
	return placedTurns(text).flatMap(({ tag, text: words }) =>
		find(words, skippedIn(words, model)).map(
			({ from, to, rule }): FoundWord => ({ from: tag.to + from, to: tag.to + to, rule }),
		),
	);
}
