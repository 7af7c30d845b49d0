import { replacementsIn } from '../../../text/pronunciation/replacements.ts';
import type { PronunciationRule } from '../../../text/pronunciation/rule.ts';
import { saidWords } from '../../../text/pronunciation/saidWords.ts';
import { cpuTime } from '../../support/cpuTime.mts';

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

/** For linear work four times the text takes four times as long, for quadratic work sixteen times. */
test.each(['a', 'a ', 'ab ', 'é', '中', '*a', '&'])('500 rules take time in proportion to the text: %j', (piece) => {
	const [short, long] = [25_000, 100_000].map((length) => piece.repeat(length / piece.length));
	say(short!);
	const growsFaster = (): boolean => cpuTime(() => say(long!)) > 8 * (cpuTime(() => say(short!)) + 5);
	expect([1, 2, 3].every(growsFaster)).toBe(false);
});
