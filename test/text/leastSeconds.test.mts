import fc from 'fast-check';

import { leastSeconds } from '../../text/leastSeconds.ts';

/** Letters per second of fluent speech, by linguists and newsreaders. High estimates, to be safe. */
const usualRates: Array<[name: string, letters: string, lettersASecond: number]> = [
	['English', 'etaoinshrdlu', 17],
	['German', 'enisratdhulä', 19],
	['French', 'esaitnrulodé', 22],
	['Russian', 'оеаинтсрвлкм', 18],
	['Greek', 'αοιετσνηυρπκ', 18],
	['Arabic', 'المنويهرتبكد', 14],
	['Hebrew', 'יואלהרבתשמדנ', 13],
	['Hindi', 'करनसतमयहपलजव', 12],
	['Tamil', 'கதரபமனவலயடசந', 12],
	['Thai', 'กนรอมวลสดทบย', 13],
	['Japanese kana', 'いうかのとしたてにはん', 9],
	['Korean', '이다는가에을하의고지', 7.5],
	['Chinese', '的一是不了在人有我他', 6.5],
	['Amharic', 'ለመበነየአተከደሰ', 8],
	['digits', '2345678919', 7],
];

describe.each(usualRates)('%s', (_, letters, rate) => {
	const texts = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 3_000 });

	it('is shorter than speech three times as fast as usual, and than the shortest word, at any speed', () => {
		fc.assert(
			fc.property(texts, fc.double({ min: 0.5, max: 2, noNaN: true }), (text, speed) => {
				// Nobody says a word in less than a sixth of a second. Half of that leaves a margin.
				const spoken = Math.max(text.length / rate / 3, 1 / 6 / 2) / speed;
				expect(leastSeconds(text, speed)).toBeLessThan(spoken);
			}),
			{ numRuns: 500 },
		);
	});

	it('is longer than one frame of audio, at any speed, and than a hundredth of the usual time', () => {
		fc.assert(
			fc.property(texts, fc.double({ min: 0.5, max: 2, noNaN: true }), (text, speed) => {
				expect(leastSeconds(text, speed)).toBeGreaterThan(1152 / 32_000);
				if (!/(.)\1\1/u.test(text)) expect(leastSeconds(text)).toBeGreaterThan(text.length / rate / 100);
			}),
			{ numRuns: 200 },
		);
	});
});

it.each([
	['a sentence', 'Our summer sale starts today, so come and see us!', 0.19],
	['Chinese', '今天天气很好，我们出去。', 0.15],
	['punctuation and spaces, which take no time', ' O,u-r  s.u"m\nmer! ', 0.045],
	['Hindi words without their vowel signs', 'नमस्ते नमस्ते', 0.056],
	['a page', 'word '.repeat(600), 12],
])('%s', (_, text, seconds) => {
	expect(leastSeconds(text)).toBeCloseTo(seconds, 2);
});

it.each([
	['nothing', ''],
	['punctuation', '... — !'],
	['signs', '€ 😀 ☃'],
	['an unknown script', 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ'],
	[
		'what may be a cue',
		'[a very long direction that may not be spoken] (nor this one) <nor this> 【也不是】（也不是）',
	],
])('%s: no estimate', (_, text) => {
	expect(leastSeconds(text)).toBe(0);
});

it('is not longer for drawn-out letters or more zeros', () => {
	expect(leastSeconds(`N${'o'.repeat(500)}!`)).toBe(leastSeconds('Noo!'));
	expect(leastSeconds(`1${'0'.repeat(100)}`)).toBe(leastSeconds('100'));
});

it('is shorter for fast speech, and not longer for slow speech', () => {
	const text = 'Our summer sale starts today';
	expect(leastSeconds(text, 2)).toBeCloseTo(leastSeconds(text) / 2, 9);
	expect(leastSeconds(text, 0.5)).toBe(leastSeconds(text));
});
