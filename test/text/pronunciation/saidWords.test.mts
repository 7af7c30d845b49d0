import fc from 'fast-check';

import { captionsOfWords } from '../../../text/captions/captions.ts';
import { withoutCues } from '../../../text/cues.ts';
import { replacementsIn } from '../../../text/pronunciation/replacements.ts';
import { saidWords } from '../../../text/pronunciation/saidWords.ts';
import { withSayings, type Saying } from '../../../text/pronunciation/sayings.ts';
import { spokenText } from '../../../text/spokenText.ts';
import { textWords } from '../../../text/textWords.ts';
import { timeWords } from '../../../text/timing/timeWords.ts';

const model = 's2.1-pro';

type Rule = [word: string, sayAs: string];

const sayingsFor = (text: string, rules: Rule[]): Saying[] =>
	replacementsIn(
		text,
		model,
		rules.map(([word, sayAs]) => ({ word, sayAs, written: 'respelling', matchCase: false })),
	).map(({ from, to, rule }) => ({ from, to, sent: rule.sayAs }));

test.each<[text: string, rules: Rule[], said: Array<[string, string | undefined]>]>([
	[
		'One GIF, two.',
		[['gif', 'jif']],
		[
			['One', undefined],
			['GIF,', 'jif,'],
			['two.', undefined],
		],
	],
	[
		'A GIF-maker',
		[['gif', 'jay if']],
		[
			['A', undefined],
			['GIF-maker', 'jay if-maker'],
		],
	],
	[
		'New York!',
		[['New York', 'Noo Yawk']],
		[
			['New', 'Noo'],
			['York!', 'Yawk!'],
		],
	],
	[
		'New York',
		[['New York', 'Nuyork']],
		[
			['New', 'Nuy'],
			['York', 'ork'],
		],
	],
	[
		'[happy] NYC [sad] NYC',
		[['nyc', 'New York City']],
		[
			['NYC', 'New York City'],
			['NYC', 'New York City'],
		],
	],
	[
		'<|speaker:0|>Hi<|speaker:1|>AI',
		[['ai', 'ay eye']],
		[
			['Hi', undefined],
			['AI', 'ay eye'],
		],
	],
	[
		'我在重庆',
		[['重庆', '虫请']],
		[
			['我', undefined],
			['在', undefined],
			['重', '虫'],
			['庆', '请'],
		],
	],
	[
		'Say AI.',
		[['ai', '[laughing] ay']],
		[
			['Say', undefined],
			['AI.', 'ay.'],
		],
	],
])('%s', (text, rules, expected) => {
	expect(saidWords(text, model, sayingsFor(text, rules)).map((word) => [word.text, word.said])).toEqual(expected);
});

/** Speech as the service times it: a word after the other, without marks, half a second for each. */
function heardOf(sent: string) {
	const spoken = withoutCues(sent, model).trim();
	const words = spoken.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
	const segments = words.map((word, at) => ({
		text: word.replace(/[^\p{L}\p{N}\p{M}]/gu, ''),
		start: at / 2,
		end: at / 2 + 0.4,
	}));
	return { segments, content: spoken, seconds: words.length / 2 };
}

function timed(text: string, rules: Rule[]) {
	const sayings = sayingsFor(text, rules);
	const { seconds, ...heard } = heardOf(withSayings(text, sayings).text);
	return { ...timeWords(saidWords(text, model, sayings), [heard], seconds), seconds };
}

test('a word has the times of what is said in its place', () => {
	const { words } = timed('We love NYC and New York too.', [
		['NYC', 'New York City'],
		['New York', 'Nuyork'],
	]);
	expect(words.map(({ text, start, end }) => [text, start, end])).toEqual([
		['We', 0, 0.4],
		['love', 0.5, 0.9],
		['NYC', 1, 2.4],
		['and', 2.5, 2.9],
		['New', 3, 3.2],
		['York', 3.2, 3.4],
		['too.', 3.5, 3.9],
	]);
});

const parts = [
	'Hello',
	'NYC',
	'New York',
	'GIF,',
	'world.',
	'[happy]',
	'AI-driven',
	'<|speaker:1|>',
	"can't",
	'20',
	'é',
	'“GIF”',
	'中文',
	'&',
];
const text = fc
	.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 30 })
	.map((all) => `Start ${all.join(' ')} end.`);
const sayAs = fc.constantFrom(
	'New York City',
	'jif',
	'a',
	'artificial intelligence',
	'二 十',
	'twenty',
	'xyz',
	'Hello',
);
const rules = fc.array(
	fc.tuple(fc.constantFrom('nyc', 'new york', 'gif', 'ai', "can't", '20', 'é', '中文', '&', 'hello'), sayAs),
	{
		maxLength: 8,
	},
);

test('captions show the written text, and their times rise', () => {
	fc.assert(
		fc.property(text, rules, (written, list) => {
			const { words, untimed, seconds } = timed(written, list);
			const plain = textWords(spokenText(written, model));
			expect(untimed).toBeUndefined();
			expect(words.map((word) => word.text)).toEqual(plain.map((word) => word.text));
			let now = 0;
			for (const { start, end, ...rest } of words) {
				expect(start).toBeGreaterThanOrEqual(now);
				expect(end).toBeGreaterThanOrEqual(start);
				expect('said' in rest).toBe(false);
				now = end;
			}
			expect(now).toBeLessThanOrEqual(seconds);
			const shown = captionsOfWords(words).flatMap(({ lines }) => lines);
			expect(shown.join('').replace(/\s/g, '')).toBe(
				plain
					.map((word) => word.text)
					.join('')
					.replace(/\s/g, ''),
			);
		}),
		{ numRuns: 500 },
	);
});
