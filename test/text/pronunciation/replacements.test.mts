import fc from 'fast-check';

import { replacementsIn } from '../../../text/pronunciation/replacements.ts';
import type { PronunciationRule } from '../../../text/pronunciation/rule.ts';
import { withSayings } from '../../../text/pronunciation/sayings.ts';

type Rule = [word: string, sayAs: string, matchCase?: boolean];

const rulesOf = (rules: Rule[]): PronunciationRule[] =>
	rules.map(([word, sayAs, matchCase = false]) => ({ word, sayAs, written: 'respelling', matchCase }));

function said(text: string, rules: Rule[], model = 's2.1-pro'): string {
	const found = replacementsIn(text, model, rulesOf(rules));
	return withSayings(
		text,
		found.map(({ from, to, rule }) => ({ from, to, sent: rule.sayAs })),
	).text;
}

describe('whole words', () => {
	test.each<[what: string, text: string, rules: Rule[], said: string]>([
		['marks around', '“GIF”, (GIF) GIF-maker: GIF…', [['gif', 'jif']], '“jif”, (jif) jif-maker: jif…'],
		['not inside', 'gifs gift agif gif2 2gif gifé', [['gif', 'jif']], 'gifs gift agif gif2 2gif gifé'],
		['underlines of Markdown', '_GIF_ **GIF**', [['gif', 'jif']], '_jif_ **jif**'],
		['several words', 'New  York, New\nYork, NewYork', [['New York', 'Noo Yawk']], 'Noo Yawk, Noo Yawk, NewYork'],
		['possessives', "Nike's and Nike’s", [['Nike', 'Nikey']], "Nikey's and Nikey’s"],
		[
			'contractions',
			"can't we'll don’t I'm",
			[
				['can', 'X'],
				['we', 'X'],
				['don', 'X'],
				['t', 'X'],
			],
			"can't we'll don’t I'm",
		],
		['a word with an apostrophe', "can't, can’t", [["can't", 'cannot']], 'cannot, cannot'],
		[
			'elisions',
			"l'Oréal d’Adobe l'eau",
			[
				['Oréal', 'Oh-ray-al'],
				['adobe', 'a-do-bee'],
				['l', 'X'],
			],
			"l'Oh-ray-al d’a-do-bee l'eau",
		],
		[
			'Turkish suffixes',
			"NATO'nun Ankara'da",
			[
				['nato', 'Nayto'],
				['Ankara', 'Angara'],
			],
			"Nayto'nun Angara'da",
		],
		[
			'names of sites',
			'Booking.com and Booking.',
			[
				['Booking', 'B'],
				['com', 'X'],
			],
			'Booking.com and B.',
		],
		['no space after a sentence', 'Use Nginx.It is fast', [['nginx', 'engine ex']], 'Use engine ex.It is fast'],
		['numbers', '5 and 3.5 and 1,5', [['5', 'five']], 'five and 3.5 and 1,5'],
		['signs', 'C++ and C+ and C', [['C++', 'see plus plus']], 'see plus plus and C+ and C'],
		[
			'signs that become letters get spaces',
			'R&D at 20°C',
			[
				['&', 'and'],
				['°C', 'degrees'],
			],
			'R and D at 20 degrees',
		],
		['Russian', 'Ёж, ёжик и ЁЖ', [['ёж', 'йож']], 'йож, ёжик и йож'],
		[
			'Greek, with both sigmas',
			'ΣΟΦΟΣ σοφός',
			[
				['σοφος', 'X'],
				['σοφός', 'Y'],
			],
			'X Y',
		],
		['Arabic', 'القاهرة، والقاهرة', [['القاهرة', 'Cairo']], 'Cairo، والقاهرة'],
		['Hindi', 'राम और रामायण।', [['राम', 'Raam']], 'Raam और रामायण।'],
		['Thai', 'กาแฟและกา', [['กา', 'crow']], 'กาแฟและcrow'],
		['Chinese: anywhere', '我在重庆工作', [['重庆', '虫庆']], '我在虫庆工作'],
		[
			'Japanese: katakana is not cut',
			'アイスランドのアイス、アイスー',
			[['アイス', '氷']],
			'アイスランドの氷、アイスー',
		],
		['Japanese: hiragana', 'さくらは、さくらんぼ', [['さくら', '桜']], '桜は、さくらんぼ'],
		[
			'Korean with particles',
			'서울은 서울에서도 서울대학교 나무',
			[
				['서울', '써울'],
				['나', 'X'],
			],
			'써울은 써울에서도 서울대학교 나무',
		],
		[
			'Latin letters beside other scripts',
			'KTX는 AI技術',
			[
				['KTX', '케이티엑스'],
				['ai', 'エーアイ'],
			],
			'케이티엑스는 エーアイ技術',
		],
	])('%s', (_, text, rules, expected) => {
		expect(said(text, rules)).toBe(expected);
	});
});

describe('which rule', () => {
	test.each<[what: string, text: string, rules: Rule[], said: string]>([
		[
			'the longest',
			'New York City',
			[
				['New York', 'A'],
				['new york city', 'B'],
				['New', 'C'],
			],
			'B',
		],
		[
			'of equal ones the earlier',
			'GIF',
			[
				['gif', 'first'],
				['GIF', 'second', true],
			],
			'first',
		],
		['case, where it counts', 'IT and it', [['IT', 'I T', true]], 'I T and it'],
		[
			'a shorter one, where the longer is no whole word',
			'New Yorkers',
			[
				['New York', 'A'],
				['new', 'B'],
			],
			'B Yorkers',
		],
		[
			'what is said is not replaced again',
			'a b',
			[
				['a', 'b'],
				['b', 'a'],
			],
			'b a',
		],
		['composed and decomposed letters', 'Cafe\u0301 Café', [['Café', 'ka-fay', true]], 'ka-fay ka-fay'],
		['decomposed Korean', '\u1109\u1165\u110b\u116e\u11af은', [['서울', 'Seoul']], 'Seoul은'],
		['sharp s', 'Straße STRASSE', [['strasse', 'X']], 'X X'],
		['Turkish i', 'İstanbul ISTANBUL', [['istanbul', 'X']], 'X X'],
		['spaces around the word of a rule', 'GIF', [['  gif ', 'jif']], 'jif'],
	])('%s', (_, text, rules, expected) => {
		expect(said(text, rules)).toBe(expected);
	});
});

describe('what is not spoken stays as it is', () => {
	const rules: Rule[] = [
		'happy',
		'pause',
		'time',
		'break',
		'whisper',
		'speaker',
		'phoneme_start',
		'N',
		'so',
		'500ms',
		'0',
	].map((word): Rule => [word, 'WRONG']);

	test.each([
		['s2.1-pro', '[happy] Hi'],
		['s1', '(happy) Hi'],
		['drama-3', '<whisper>Hi</whisper>'],
		['s2.1-pro', '<|speaker:0|>Hi<|speaker:1|>Ho'],
		['s2.1-pro', 'Hi <|phoneme_start|>EH1 N JH<|phoneme_end|>'],
		['s1', 'Hi [pause 500ms] you'],
		['s2.1-pro', 'Hi <break time="500ms"/> you'],
	])('%s: %s', (model, text) => {
		expect(said(text, rules, model)).toBe(text);
	});

	test('round brackets are words for S2, and square ones for S1', () => {
		expect(said('(happy)', rules)).toBe('(WRONG)');
		expect(said('[happy]', rules, 's1')).toBe('[WRONG]');
	});

	test('a word of several does not go on over a cue or another speaker', () => {
		const newYork: Rule[] = [['New York', 'X']];
		expect(said('New [happy] York', newYork)).toBe('New [happy] York');
		expect(said('<|speaker:0|>New<|speaker:1|>York', newYork)).toBe('<|speaker:0|>New<|speaker:1|>York');
		expect(said('<|speaker:0|>A<|speaker:1|>New York', newYork)).toBe('<|speaker:0|>A<|speaker:1|>X');
	});
});

const words = [
	'New',
	'York',
	'new york',
	'GIF',
	'é',
	'e\u0301',
	'ß',
	'中',
	'文',
	'アイ',
	'กา',
	'서울',
	'서울은',
	'&',
	"can't",
	'2',
	'\ud83e\udd16',
];
const gaps = [' ', '', '\n', ', ', ' [happy] ', ' [pause 1s] ', '<|speaker:1|>', '-', '\u200d', '\u0301'];

const text = fc
	.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...gaps)), { maxLength: 12 })
	.map((pairs) => pairs.flat().join(''));
const rules = fc.array(
	fc.tuple(fc.constantFrom(...words), fc.constantFrom('X', 'two words', '字'), fc.boolean()).map((rule): Rule => rule),
	{ maxLength: 6 },
);

test('ranges are in order and apart, are words of their rules, and split no character', () => {
	fc.assert(
		fc.property(text, rules, (written, list) => {
			let end = 0;
			for (const { from, to, rule } of replacementsIn(written, 's2.1-pro', rulesOf(list))) {
				expect(from).toBeGreaterThanOrEqual(end);
				end = to;
				const form = (one: string): string => one.normalize('NFC').replace(/\s+/g, ' ').toUpperCase();
				expect(form(written.slice(from, to))).toBe(form(rule.word));
				expect(written.slice(to)).not.toMatch(/^\p{M}/u);
			}
		}),
		{ numRuns: 2000 },
	);
});

test('without rules for its words a text stays as it is', () => {
	fc.assert(fc.property(text, (written) => said(written, [['nowhere', 'X']]) === written));
});
