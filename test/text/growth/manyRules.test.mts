import { replacementsIn } from '../../../text/pronunciation/replacements.ts';
import type { PronunciationRule } from '../../../text/pronunciation/rule.ts';
import { saidWords } from '../../../text/pronunciation/saidWords.ts';
import { sentText } from '../../../fishAudio/speech/pronunciation.ts';
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

test('phonemes for a word that is everywhere take time in proportion to the text', () => {
	const pronunciation = {
		rules: [{ ...ruleFor('GIF'), written: 'phonemes' as const, sayAs: 'JH IH1 F' }],
		dictionaries: [],
	};
	const texts = [10_000, 40_000].map((times) => 'GIF '.repeat(times));
	const send = (text = '') => sentText({ text, model: 's2.1-pro', pronunciation });
	expect(growsFaster((times) => send(texts[times === 1 ? 0 : 1]))).toBe(false);
});
