import fc from 'fast-check';

import { spokenText } from '../../../text/spokenText.ts';
import { textWords } from '../../../text/textWords.ts';
import type { Heard } from '../../../text/timing/heard.ts';
import { joinedWords } from '../../../text/timing/joinedWords.ts';
import { timeWords } from '../../../text/timing/timeWords.ts';
import type { Word } from '../../../text/word.ts';

const segments = (text: string, { from = 0, apart = 0 } = {}): Heard['segments'] =>
	text.split(' ').map((word, at) => ({ text: word, start: from + at, end: from + at + 1 - apart }));

const wordsOf = (text: string, heard: Heard['segments'] | string, model = 's2.1-pro') =>
	timeWords(
		textWords(spokenText(text, model)),
		[{ segments: typeof heard === 'string' ? segments(heard) : heard }],
		1000,
	);

const joined = (words: Word[]): string => words.map(({ text, before = '' }) => before + text).join('');

const asTold = (words: Word[]): string =>
	words.map(({ text, start, end }) => `${text} ${+start.toFixed(2)}-${+end.toFixed(2)}`).join(', ');

describe('words have the spelling of the text and the times of the heard words', () => {
	it.each<[string, string, string, string]>([
		['marks and capitals', 'Hello, World!', 'hello world', 'Hello, 0-1, World! 1-2'],
		[
			'apostrophes of both kinds',
			"It’s Anna's – I’ve won’t",
			"its annas Ive won't",
			"It’s 0-1, Anna's 1-2, – 2-2, I’ve 2-3, won’t 3-4",
		],
		['quotes and brackets', '“So” (he said) ‹yes›', 'so he said yes', '“So” 0-1, (he 1-2, said) 2-3, ‹yes› 3-4'],
		['hyphens', 'A well-known e-mail', 'A well known email', 'A 0-1, well-known 1-3, e-mail 3-4'],
		['a number heard in words', 'I see 20 cats', 'I see twenty cats', 'I 0-1, see 1-2, 20 2-3, cats 3-4'],
		['a word heard in digits', 'I see twenty cats', 'I see 20 cats', 'I 0-1, see 1-2, twenty 2-3, cats 3-4'],
		['a number without its point', 'It is 3.5 now', 'It is 35 now', 'It 0-1, is 1-2, 3.5 2-3, now 3-4'],
		['a number of several words', 'I see 21 cats', 'I see twenty one cats', 'I 0-1, see 1-2, 21 2-4, cats 4-5'],
		['numbers of several words each', '555 123 ok', 'five five five one two three ok', '555 0-3, 123 3-6, ok 6-7'],
		[
			'money',
			'Pay $5 or 5 € now',
			'pay five dollars or five euros now',
			'Pay 0-1, $5 1-3, or 3-4, 5 4-5, € 5-6, now 6-7',
		],
		['a word that is missing', 'one two three four', 'one three four', 'one 0-1, two 1-1, three 1-2, four 2-3'],
		['a word too many', 'one two three', 'one um two three', 'one 0-1, two 2-3, three 3-4'],
		['another word', 'one two three', 'one pardon three', 'one 0-1, two 1-2, three 2-3'],
		['a word that begins as the next', 'a nice apple', 'apple', 'a 0-0, nice 0-0, apple 0-1'],
		['German', 'Die Straße, GRÖSSE über', 'die strasse größe uber', 'Die 0-1, Straße, 1-2, GRÖSSE 2-3, über 3-4'],
		['accents in another form', 'Café Zürich', 'Cafe\u0301 Zu\u0308rich', 'Café 0-1, Zürich 1-2'],
		['Turkish', 'İstanbul’da ışık DIŞ', 'istanbulda ışık dış', 'İstanbul’da 0-1, ışık 1-2, DIŞ 2-3'],
		['ligatures', 'ﬁnd ﬂow', 'find flow', 'ﬁnd 0-1, ﬂow 1-2'],
		['full-width letters', 'ＡＢＣ １２', 'abc 12', 'ＡＢＣ 0-1, １２ 1-2'],
		['Greek', 'ΣΟΦΟΣ λόγος', 'σοφος λογοσ', 'ΣΟΦΟΣ 0-1, λόγος 1-2'],
		['Russian', 'Ёлка, да!', 'ёлка да', 'Ёлка, 0-1, да! 1-2'],
		['Chinese', '今天，很好。', '今 天 很 好', '今 0-1, 天， 1-2, 很 2-3, 好。 3-4'],
		['Chinese with Latin words', '我用iPhone。', '我 用 iphone', '我 0-1, 用 1-2, iPhone。 2-3'],
		['Japanese', '「猫」だ。', '猫 だ', '「猫」 0-1, だ。 1-2'],
		['Korean', '안녕, 여러분!', '안녕 여러분', '안녕, 0-1, 여러분! 1-2'],
		['Korean in another form', '한글'.normalize('NFD'), '한글', `${'한글'.normalize('NFD')} 0-1`],
		['Thai', 'สวัสดี ครับ', 'สวัสดี ครับ', 'สวัสดี 0-1, ครับ 1-2'],
		['Hindi', 'हिन्दी में।', 'हिन्दी में', 'हिन्दी 0-1, में। 1-2'],
		['Arabic without its signs', 'السَّلامُ عليكم؟', 'السلام عليكم', 'السَّلامُ 0-1, عليكم؟ 1-2'],
		['Hebrew', 'שָׁלוֹם, עולם', 'שלום עולם', 'שָׁלוֹם, 0-1, עולם 1-2'],
		['emoji', 'Hi 👩‍👩‍👧 you ❤️!', 'hi you', 'Hi 0-1, 👩‍👩‍👧 1-1, you 1-2, ❤️! 2-2'],
		['marks at the beginning', '… so — yes', 'so yes', '… 0-0, so 0-1, — 1-1, yes 1-2'],
		['cues', '[happy] One [sighs], two.', 'one two', 'One, 0-1, two. 1-2'],
		['cues that are heard', '[happy] One two', 'happy one two', 'One 1-2, two 2-3'],
		['nothing but the text', 'One two', '', ''],
	])('%s', (_, text, heard, words) => {
		expect(asTold(wordsOf(text, heard ? heard : []).words)).toBe(words);
	});

	it.each<[string, Heard['segments'], string]>([
		[
			'several words in one',
			[
				{ text: 'one two', start: 0, end: 6 },
				{ text: 'three', start: 6, end: 7 },
			],
			'one 0-3, two 3-6, three 6-7',
		],
		[
			'a word in several',
			[
				{ text: 'on', start: 0, end: 1 },
				{ text: 'e', start: 1, end: 2 },
				{ text: 'two', start: 2, end: 3 },
				{ text: 'th', start: 3, end: 4 },
				{ text: 'ree', start: 4, end: 5 },
			],
			'one 0-2, two 2-3, three 3-5',
		],
		[
			'without text between',
			[
				{ text: 'one', start: 0, end: 1 },
				{ text: '', start: 1, end: 5 },
				{ text: 'two', start: 5, end: 6 },
				{ text: ' ', start: 6, end: 7 },
				{ text: 'three', start: 7, end: 8 },
			],
			'one 0-1, two 5-6, three 7-8',
		],
		[
			'of no length',
			[
				{ text: 'one', start: 0, end: 0 },
				{ text: 'two', start: 0, end: 0 },
				{ text: 'three', start: 0, end: 1 },
			],
			'one 0-0, two 0-0, three 0-1',
		],
		[
			'over each other',
			[
				{ text: 'one', start: 0, end: 2 },
				{ text: 'two', start: 1, end: 3 },
				{ text: 'three', start: 2, end: 4 },
			],
			'one 0-2, two 2-3, three 3-4',
		],
		[
			'backwards in time',
			[
				{ text: 'one', start: 5, end: 4 },
				{ text: 'two', start: 1, end: 2 },
				{ text: 'three', start: 6, end: 7 },
			],
			'one 5-5, two 5-5, three 6-7',
		],
		[
			'before the beginning',
			[
				{ text: 'one', start: -2, end: -1 },
				{ text: 'two', start: -1, end: 1 },
				{ text: 'three', start: 1, end: 2 },
			],
			'one 0-0, two 0-1, three 1-2',
		],
	])('with segments %s', (_, heard, words) => {
		expect(asTold(wordsOf('one two three', heard).words)).toBe(words);
	});

	it('a turn keeps its words, however its numbers are heard', () => {
		const talk = '<|speaker:0|>It is 555 123 4567.<|speaker:1|>Thanks!<|speaker:0|>Yes.<|speaker:1|>Yes.';
		const { words } = wordsOf(talk, 'it is five five five one two three four five six seven thanks yes yes');
		expect(words.map(({ text, speaker, start }) => [speaker, text, start])).toEqual([
			['0', 'It', 0],
			['0', 'is', 1],
			['0', '555', 2],
			['0', '123', expect.closeTo(5, 5)],
			['0', '4567.', expect.closeTo(8, 5)],
			['1', 'Thanks!', 12],
			['0', 'Yes.', 13],
			['1', 'Yes.', 14],
		]);
	});
});

describe('whatever is heard', () => {
	const words = {
		English: [
			'I’ve',
			"don't",
			'“Well”,',
			'no.',
			'Dr.',
			'3.5',
			'$20',
			'a',
			'the',
			'—',
			'co-op',
			'(aside)',
			'Yes!',
			'Yes!',
			'McDonald’s',
			'😀',
			'…',
			'50 %',
		],
		German: ['Größe', 'Straße,', 'ÜBER', 'z.', 'B.', '„so“', 'Mu\u0308ller', '1.000,50 €'],
		Chinese: ['今天', '，', '很好。', '「你', '好」', 'iPhone', '3.5', '二十', '、', '！'],
		Japanese: ['吾輩は', '猫', 'である。', 'ラーメン', '「', 'はい', '」', 'が\u3099'],
		Thai: ['สวัสดี', 'ครับ', 'ไม่', 'ๆ', '25'],
		Korean: ['안녕', '하세요,', '한글'.normalize('NFD'), '3개'],
		Hindi: ['हिन्दी', 'में।', 'क्या?', '१२'],
		Arabic: ['السَّلامُ', 'عليكم؟', '١٢', '«نعم»'],
		Turkish: ['İstanbul', 'ışık', 'IĞDIR', 'çok'],
		odd: [
			'\u200d',
			'\ufeff',
			'\u00a0',
			'\ud83d',
			'ﷺ',
			'ﬃ',
			'½',
			'℃',
			'<3',
			'[',
			'(',
			'a\u0301\u0302',
			'𝒜',
			'🏳️‍🌈',
			'\u202e',
			'´',
		],
	};
	const text = fc
		.array(
			fc.tuple(
				fc.constantFrom(...Object.values(words).flat()),
				fc.constantFrom(' ', ' ', ' ', '', '\n', '\n\n', '  ', ' [sighs] ', '<|speaker:1|>', '<|speaker:0|>'),
			),
			{ maxLength: 60 },
		)
		.map((parts) => parts.flat().join(''));
	/** Changes to a segment. */
	const damage = fc.constantFrom(
		'keep',
		'keep',
		'keep',
		'drop',
		'twice',
		'other',
		'empty',
		'upper',
		'split',
		'glue',
		'point',
		'late',
	);

	function damaged(spoken: string, done: string[]): Heard['segments'] {
		return spoken.split(/\s+/).flatMap((word, at) => {
			const one = { text: word, start: at, end: at + 0.9 };
			const how = done[at % Math.max(1, done.length)];
			if (how === 'drop') return [];
			if (how === 'twice') return [one, one];
			if (how === 'other') return [{ ...one, text: 'zwanzig' }];
			if (how === 'empty') return [{ ...one, text: '' }];
			if (how === 'upper') return [{ ...one, text: word.toUpperCase().normalize('NFD') }];
			if (how === 'split') return [...word].map((text) => ({ ...one, text }));
			if (how === 'glue') return [{ ...one, text: `${word} ${word}` }];
			if (how === 'point') return [{ ...one, end: one.start }];
			return how === 'late' ? [{ ...one, start: at + 40, end: at - 40 }] : [one];
		});
	}

	it('all words of the text come once, in order and unchanged, and their times never decrease', () => {
		fc.assert(
			fc.property(text, fc.array(damage, { minLength: 1 }), fc.boolean(), (given, done, isTold) => {
				const spoken = spokenText(given, 's2.1-pro');
				const plain = spoken.map((turn) => turn.text).join('\n');
				const result = timeWords(
					textWords(spoken),
					[{ segments: damaged(plain, done), ...(isTold && { content: plain }), from: 0 }],
					1000,
				);
				const expected = textWords(spoken);
				if (!result.untimed) expect(result.words.map(({ start: _, end: __, ...word }) => word)).toEqual(expected);
				expect(result.words.length + (result.untimed?.count ?? 0)).toBe(expected.length);
				let now = 0;
				for (const { start, end } of result.words) {
					expect(start).toBeGreaterThanOrEqual(now);
					expect(end).toBeGreaterThanOrEqual(start);
					now = end;
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('the words of a text are the text', () => {
		const gaps = /(?:(?![\u00a0\u202f\ufeff])\s)+/g;
		const single = (gap: string): string => (/\n.*\n/s.test(gap) ? '\n\n' : gap.includes('\n') ? '\n' : ' ');
		fc.assert(
			fc.property(text, (given) => {
				for (const turn of spokenText(given, 's2.1-pro')) {
					expect(
						textWords([turn])
							.map(({ text: word, before = '' }) => before + word)
							.join(''),
					).toBe(turn.text.trim().replace(gaps, single));
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('spoken text is all but the cues', () => {
		const letters = (whole: string): string => whole.replace(/<\|speaker:\d\|>|\[sighs\]|\s/g, '');
		fc.assert(
			fc.property(text, (given) => {
				expect(
					letters(
						spokenText(given, 's2.1-pro')
							.map((turn) => turn.text)
							.join(''),
					),
				).toBe(letters(given));
			}),
			{ numRuns: 500 },
		);
	});

	it('words that are heard unchanged get their own times, even if every fifth word is damaged', () => {
		const word = fc.stringMatching(/^[a-z]{4,9}$/);
		fc.assert(
			fc.property(
				fc.array(word, { minLength: 30, maxLength: 200 }),
				fc.constantFrom('drop', 'twice', 'other', 'empty'),
				(given, how) => {
					const heard = damaged(given.join(' '), ['keep', 'keep', how, 'keep', 'keep']);
					const { words: found } = wordsOf(given.join(' '), heard);
					const wrong = found.filter(({ start }, at) => at % 5 !== 2 && Math.abs(start - at) > 1e-9);
					expect(wrong.length).toBeLessThanOrEqual(given.length / 20);
				},
			),
		);
	});
});

describe('words without times', () => {
	let seed = 7;
	const letter = (): string => 'abcdefghklmnoprstuvw'[(seed = (seed * 48_271) % 2_147_483_647) % 20]!;
	const word = (): string => Array.from({ length: 6 }, letter).join('');
	const sentences = Array.from({ length: 40 }, () => `Anna ${word()} ${word()} ${word()} ${word()}.`);
	const all = sentences.join(' ');
	const heard = (from: number, to: number): Heard['segments'] => segments(all).slice(from * 5, to * 5);

	it('are timed between the others, even if they are many', () => {
		const { words, untimed } = wordsOf(all, [...heard(0, 10), ...heard(14, 40)]);
		expect([joined(words), untimed]).toEqual([all, undefined]);
		expect(words[52]?.start).toBeCloseTo(52, 0);
	});

	it('take at most one and a half times their usual time in a long gap', () => {
		const gap = [...segments('one'), ...segments('three', { from: 100 })];
		// A letter takes a quarter of a second.
		expect(asTold(wordsOf('one two three', gap).words)).toBe('one 0-1, two 1-2.13, three 100-101');
	});

	it('are left out if they are too many, in whole sentences', () => {
		const { words, untimed } = wordsOf(all, [...segments(all).slice(0, 52), ...segments(all).slice(103)]);
		expect(joined(words)).toBe([...sentences.slice(0, 10), ...sentences.slice(21)].join(' '));
		expect(untimed).toEqual({ count: 55, first: 'Anna' });
	});

	it('share the rest of the audio at the end, if there is time for them', () => {
		const timed = (seconds: number | undefined) =>
			timeWords(textWords([{ text: 'One two. Three four.' }]), [{ segments: segments('one two three') }], seconds);
		expect(asTold(timed(4).words)).toBe('One 0-1, two. 1-2, Three 2-3, four. 3-4');
		expect(timed(3.1)).toMatchObject({
			words: [{ text: 'One' }, { text: 'two.' }],
			untimed: { count: 2, first: 'Three' },
		});
		expect(timed(undefined)).toMatchObject({ words: [{ text: 'One' }, { text: 'two.' }], untimed: { count: 2 } });
	});

	it('share the time of their stretch, if that is known', () => {
		const stretches: Heard[] = [
			{ segments: segments('one two'), content: 'One two.', from: 0, to: 10 },
			{ segments: [], content: 'Three four.', from: 10, to: 19 },
			{ segments: segments('five', { from: 30 }), content: 'Five.', from: 30, to: 40 },
		];
		expect(asTold(timeWords(textWords([{ text: 'One two. Three four. Five.' }]), stretches, 40).words)).toBe(
			'One 0-1, two. 1-2, Three 10-15, four. 15-19, Five. 30-31',
		);
	});

	it('are all words if nothing is heard', () => {
		expect(wordsOf('– One two.', [])).toEqual({ words: [], untimed: { count: 3, first: '–' } });
		expect(wordsOf('', 'one')).toEqual({ words: [], untimed: undefined });
	});

	it.each([
		[20_000, 600],
		[21_000, 0],
	])(
		'after %d other letters, %d of 600 words are timed: the limit is 4 times the text and 10,000 letters',
		(letters, timed) => {
			const words = Array.from({ length: 600 }, word);
			const heardWords: Heard[] = [
				{ segments: [], content: 'x'.repeat(letters) },
				{ segments: segments(words.join(' ')) },
			];
			expect(timeWords(textWords([{ text: words.join(' ') }]), heardWords).words).toHaveLength(timed);
		},
	);

	it('are counted over all parts of a text', () => {
		const part = (text: string, heardText: string) =>
			timeWords(textWords([{ text }]), [{ segments: heardText ? segments(heardText) : [] }], 1);
		expect(joinedWords([part('One.', 'one'), part('Two.', ''), part('Three.', 'three')], [0, 1.5, 2.5])).toEqual({
			words: [
				{ text: 'One.', start: 0, end: 1 },
				{ text: 'Three.', start: 2.5, end: 3.5 },
			],
			untimed: { count: 1, first: 'Two.' },
		});
		expect(joinedWords([part('One.', 'one'), undefined], [0, 1])).toBeUndefined();
	});
});
