import fc from 'fast-check';

import { wordMatch } from '../../text/wordMatch.ts';

const percent = (said: string, heard: string): number => Math.round(wordMatch([said], heard) * 1000) / 10;

describe('the same words give 100 %', () => {
	test.each([
		['case and punctuation', 'Hello, World! How are you?', 'hello world how are you'],
		['accents', 'Café déjà vu, señor', 'Cafe deja vu senor'],
		['full width', 'Ｈｅｌｌｏ　there', 'Hello there'],
		['digits for words', 'He is thirty-five years old today.', 'He is 35 years old today.'],
		['words for digits', 'It costs $3.50 today, sir.', 'It costs three dollars and fifty cents today, sir.'],
		['a unit', 'Drive 10 km to the north.', 'Drive ten kilometers to the north.'],
		['per cent', 'Save 50% on all shoes.', 'Save fifty percent on all shoes.'],
		['an address', 'Write to info@example.com today.', 'Write to info at example dot com today.'],
		['a year in German', 'Im Jahr 1999 war es kalt.', 'Im Jahr neunzehnhundertneunundneunzig war es kalt.'],
		['only a number', '4711', 'four seven one one'],
		['no space after a number', 'Line 00025. Größe 東京', 'Line 00025.Größe 東京'],
		['a number at the end', 'Please dial 112.', 'please dial one hundred twelve'],
		['Chinese without spaces', '今天是3月5日，天气很好。', '今天是三月五日天气很好'],
		['kana for kanji', '私は学校に行きます', 'わたしは学校に行きます'],
		['kanji for kana', 'きょうはとても寒いです', '今日はとても寒いです'],
		['katakana as hiragana', 'コーヒーをください', 'こひをください'],
		['Arabic vowel marks', 'مَرْحَبًا بِكُمْ', 'مرحبا بكم'],
		['Hebrew points', 'שָׁלוֹם לָכֶם', 'שלום לכם'],
		['Thai without spaces', 'สวัสดีครับ', 'สวัสดี ครับ'],
		['Korean', '안녕하세요, 여러분!', '안녕하세요 여러분'],
	])('%s', (_, said, heard) => {
		expect(percent(said, heard)).toBe(100);
	});
});

const sentences = [
	'The quick brown fox jumps over the lazy dog.',
	'Our summer sale starts today at nine in town.',
	'Please hold the line while we connect you now.',
	'Every shoe in the shop is half price this week.',
	'Thank you very much for calling our office here.',
	'Nobody knows when the next train will arrive it.',
	'A large garden lies behind the old grey house.',
	'She sells fresh bread and butter near the port.',
	'They walked along the river until it was dark.',
	'My brother plays the violin in a small orchestra.',
];
const ten = sentences.join(' ');

describe('what differs counts', () => {
	test.each([
		['a missing sentence', [...sentences.slice(0, 4), ...sentences.slice(5)].join(' ')],
		['the last one missing', sentences.slice(0, 9).join(' ')],
		['a sentence spoken twice', [...sentences.slice(0, 4), ...sentences.slice(3)].join(' ')],
		['an invented sentence', `${ten} Subscribe to my channel and like this video.`],
		['other words in one sentence', ten.replace(sentences[6]!, 'We ship it abroad for no extra fee at all, sir.')],
	])('%s of ten gives about 90 %%', (_, heard) => {
		expect(percent(ten, heard)).toBeGreaterThan(88);
		expect(percent(ten, heard)).toBeLessThan(93.5);
	});

	test('nothing heard is 0 %, and so are other letters', () => {
		expect(percent('Hello.', '')).toBe(0);
		expect(percent('4711', '')).toBe(0);
		expect(percent('', 'Hello')).toBe(0);
		expect(percent('Hello.', 'ЖЖЖ')).toBe(0);
		expect(wordMatch([], 'Hello')).toBe(0);
	});

	test('a text spoken twice gives 50 %', () => {
		expect(percent('Welcome to our shop.', 'Welcome to our shop. Welcome to our shop.')).toBe(50);
	});

	test('a number leaves room for its own words only', () => {
		expect(percent('Please dial 5.', `Please dial five. ${ten}`)).toBeLessThan(10);
		expect(percent(`It costs 35 euros. ${ten}`, 'It costs 35 euros.')).toBeLessThan(10);
	});

	test('Chinese characters are not taken for another spelling', () => {
		expect(percent('今天天气很好', '明天天气很坏')).toBe(66.7);
	});
});

test('the best reading counts', () => {
	expect(wordMatch(['Ask Nguyen now.', 'Ask win now.'], 'ask win now')).toBe(1);
	expect(wordMatch(['Ask Nguyen now.', 'Ask win now.'], 'ask Nguyen now')).toBe(1);
});

const anyText = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	fc
		.array(fc.constantFrom('one', '35', '$5', 'km', '私', 'わたし', 'Hello,', 'ß', '…', '今天', '3月'))
		.map((all) => all.join(' ')),
);

describe('of any texts', () => {
	test('it is from 0 to 1', () => {
		fc.assert(
			fc.property(anyText, anyText, (said, heard) => {
				const match = wordMatch([said], heard);
				expect(match >= 0 && match <= 1).toBe(true);
			}),
		);
	});

	test('it is 1 of a text and itself, in any case', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(wordMatch([text], text)).toBe(1);
			}),
		);
	});

	test('punctuation does not change it', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...ten.toLowerCase().match(/[a-z]+/g)!)), (all) => {
				expect(wordMatch([all.join(', ')], all.join(' ').toUpperCase())).toBe(1);
			}),
		);
	});
});

test('long texts are compared in windows, without and with spaces', () => {
	const long = Array.from({ length: 450 }, (_, at) => `${ten} ${String.fromCharCode(97 + (at % 26)).repeat(3)}`).join(
		' ',
	);
	expect(percent(long, long.toUpperCase())).toBe(100);
	expect(percent(long, long.slice(0, long.length * 0.9))).toBeCloseTo(90, 0);
	const dense = long.replaceAll(' ', '');
	expect(percent(dense, dense)).toBe(100);
});
