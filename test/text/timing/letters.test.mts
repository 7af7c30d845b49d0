import { joinedLetters, lettersOf } from '../../../text/timing/letters.ts';

const lettersIn = (text: string): string => lettersOf([text]).letters;

it.each([
	['İstanbul', 'istanbul'],
	['ışık', 'IŞIK'],
	['Straße', 'STRASSE'],
	['GROẞ', 'gross'],
	['ﬁﬂ', 'fifl'],
	['ＡＢＣ１', 'abc1'],
	['ΣΟΦΟΣ', 'σοφοσ'],
	['é', 'e\u0301'],
	['한글', '한글'.normalize('NFD')],
	['ガ', 'ｶﾞ'],
	['السَّلامُ', 'السلام'],
	['“It’s—so”', 'its so'],
	['①½', '11⁄2'],
])('%s has the same letters as %s', (one, other) => {
	expect(lettersIn(one)).toBe(lettersIn(other));
	expect(lettersIn(one)).not.toBe('');
});

it.each(['', '…', '👩‍👩‍👧', '\u200d', '()„“', '\u0301'])('%j has none', (text) => {
	expect(lettersIn(text)).toBe('');
});

it('marks where words begin and where each text ends', () => {
	const { letters, begins, upTo } = lettersOf(['It’s', '—', 'so late', '今天']);
	expect([letters, [...begins].join(''), [...upTo]]).toEqual(['itssolate今天', '100101000111', [3, 3, 9, 11]]);
});

it('joins letters, each of them as one text', () => {
	const { letters, begins, upTo } = joinedLetters([lettersOf(['one', 'two']), lettersOf([]), lettersOf(['three'])]);
	expect([letters, [...begins].join(''), [...upTo]]).toEqual(['onetwothree', '100100100001', [6, 6, 11]]);
});
