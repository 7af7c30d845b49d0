import { replacementsIn } from '../../../text/pronunciation/replacements.ts';
import type { PronunciationRule } from '../../../text/pronunciation/rule.ts';
import { saidWords } from '../../../text/pronunciation/saidWords.ts';
import { growsFaster } from '../../support/cpuTime.mts';

const ruleFor = (word: string): PronunciationRule => ({ word, sayAs: 'so', written: 'respelling', matchCase: false });

/** Many rules that begin alike, so that each place of the text fits the beginning of many. */
const rules = [
	...Array.from({ length: 250 }, (_, at) => ruleFor('a '.repeat((at % 125) + 1))),
	...Array.from({ length: 250 }, (_, at) => ruleFor(`${'a'.repeat(at + 1)}b`)),
];

function say(text: string): void {
	const found = replacementsIn(text, 's2.1-pro', rules);
	saidWords(
		text,
		's2.1-pro',
		found.map(({ from, to, rule }) => ({ from, to, sent: rule.sayAs })),
	);
}

test.each(['a', 'a ', 'ab ', 'é', '中', '*a', '&'])('500 rules take time in proportion to the text: %j', (piece) => {
	const [short = '', long = ''] = [25_000, 100_000].map((length) => piece.repeat(length / piece.length));
	expect(growsFaster((times) => say(times === 1 ? short : long))).toBe(false);
});
