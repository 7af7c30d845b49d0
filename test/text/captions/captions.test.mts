import fc from 'fast-check';

import { toSrt, toVtt } from '../../../text/captions/srtAndVtt.ts';
import { captionsOfWords, type Caption } from '../../../text/captions/captions.ts';
import type { Word } from '../../../text/word.ts';
import { columns } from '../../../text/columns.ts';

/** Words at 60 ms a letter, with a silence after each sentence. */
function said(
	text: string,
	{ from = 0, perLetter = 0.06, speaker }: { from?: number; perLetter?: number; speaker?: string } = {},
): Word[] {
	let now = from;
	return text.split(' ').map((word) => {
		const start = now;
		now += word.length * perLetter;
		const end = now;
		now += /[.!?]$/.test(word) ? 0.3 : 0.05;
		return { text: word, start, end, ...(speaker !== undefined && { speaker }) };
	});
}

const linesOf = (words: Word[]): string[][] => captionsOfWords(words).map(({ lines }) => lines);

const characters = (text: string, perCharacter = 0.2): Word[] =>
	[...text].map((character, at) => ({ text: character, start: at * perCharacter, end: (at + 1) * perCharacter }));

const caption = (over: Partial<Caption>): Caption => ({
	start: 0,
	end: 1000,
	lines: ['a'],
	speaker: undefined,
	...over,
});

describe('captions of any words', () => {
	const latin = fc
		.tuple(fc.stringMatching(/^[A-Za-z']{0,11}[a-z]$/), fc.constantFrom('', '', '', ',', '.', '?', ';'))
		.map((parts) => parts.join(''));
	const long = fc.constant('Donaudampfschifffahrtsgesellschaftskapitänswitwe');
	const chinese = fc.constantFrom('今', '天', '人工', '智能', '，', '。', 'iPhone', '「', '」', '手机');
	const times = {
		gap: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })),
		length: fc.double({ min: 0, max: 3, noNaN: true }),
	};
	const speech = (text: fc.Arbitrary<string>): fc.Arbitrary<Word[]> =>
		fc.array(fc.record({ text, ...times, speaker: fc.constantFrom('Anna', 'Bob') }), { maxLength: 40 }).map((given) => {
			let now = 0;
			return given.map(({ text: word, gap, length, speaker }, at) => {
				const start = now + gap;
				now = start + length;
				return { text: word, start, end: now, ...(given.length % 2 && { speaker: at % 5 === 0 ? speaker : 'Anna' }) };
			});
		});
	const either: Array<[string, fc.Arbitrary<Word[]>, number]> = [
		['English', speech(fc.oneof({ weight: 20, arbitrary: latin }, long)), 42],
		['Chinese', speech(chinese), 42],
	];

	describe.each(either)('in %s', (_, words, width) => {
		it('show every word once and in order', () => {
			fc.assert(
				fc.property(words, (given) => {
					const shown = captionsOfWords(given).flatMap(({ lines }) => lines);
					expect(shown.join('').replace(/\s/g, '')).toBe(given.map(({ text }) => text).join(''));
				}),
			);
		});

		it('never overlap, and last at most 7 seconds', () => {
			fc.assert(
				fc.property(words, (given) => {
					let now = 0;
					for (const { start, end } of captionsOfWords(given)) {
						expect([Number.isInteger(start), Number.isInteger(end)]).toEqual([true, true]);
						expect(start).toBeGreaterThanOrEqual(now);
						expect(end).toBeGreaterThan(start);
						expect(end - start).toBeLessThanOrEqual(7000);
						now = end;
					}
				}),
			);
		});

		it('leave no gap, or one of more than half a second', () => {
			fc.assert(
				fc.property(words, (given) => {
					const captions = captionsOfWords(given);
					const gaps = captions
						.slice(1)
						.map(({ start }, at) => [start - captions[at]!.end, captions[at]!.end - captions[at]!.start] as const);
					// A caption of the longest duration is not extended.
					for (const [gap, length] of gaps)
						expect([gap, gap === 0 || gap > 500 || length === 7000]).toEqual([gap, true]);
				}),
			);
		});

		it('begin no earlier than their words', () => {
			fc.assert(
				fc.property(words, (given) => {
					const starts = given.map(({ start }) => Math.round(start * 1000));
					const early = captionsOfWords(given).filter(({ start }) => start < Math.min(...starts, Infinity));
					expect(early).toEqual([]);
				}),
			);
		});

		it('have at most two lines, none wider than the limit unless a single word is', () => {
			fc.assert(
				fc.property(words, (given) => {
					for (const { lines } of captionsOfWords(given)) {
						expect([1, 2]).toContain(lines.length);
						for (const line of lines)
							if (columns(line) > width) expect([line.includes(' '), lines.length]).toEqual([false, 1]);
					}
				}),
			);
		});

		it('are of one speaker, without a silence in them', () => {
			fc.assert(
				fc.property(words, (given) => {
					let at = 0;
					for (const { lines, speaker } of captionsOfWords(given)) {
						const length = lines.join('').replace(/\s/g, '').length;
						const from = at;
						for (let left = length; left > 0; at++) left -= given[at]?.text.length ?? 0;
						const own = given.slice(from, at);
						expect(own.filter((word) => word.speaker !== speaker)).toEqual([]);
						own.slice(1).forEach((word, index) => expect(word.start - (own[index]?.end ?? 0)).toBeLessThan(1.5));
					}
				}),
			);
		});
	});
});

describe('captions are broken', () => {
	it('where sentences end', () => {
		expect(linesOf(said('It was late in the evening. We had waited long enough. Nobody came to see us.'))).toEqual([
			['It was late in the evening.'],
			['We had waited long enough.'],
			['Nobody came to see us.'],
		]);
	});

	it('where clauses end, when a sentence is too long', () => {
		const text =
			'When the last guests had left the house late in the evening, we sat down in the kitchen and talked until ' +
			'morning.';
		expect(linesOf(said(text)).map((lines) => lines.join(' '))).toEqual([
			'When the last guests had left the house late in the evening,',
			'we sat down in the kitchen and talked until morning.',
		]);
	});

	it('into parts of similar length, if there is no punctuation', () => {
		const text = Array.from({ length: 24 }, (_, at) => `word${at % 10}`).join(' ');
		const lengths = linesOf(said(text)).map((lines) => columns(lines.join(' ')));
		expect(lengths).toHaveLength(2);
		expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 0))).toBeLessThan(12);
	});

	it('at a pause rather than elsewhere', () => {
		const words = said(
			'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
		);
		const late = words.map((word, at) => (at < 6 ? word : { ...word, start: word.start + 0.6, end: word.end + 0.6 }));
		expect(linesOf(late)[0]?.join(' ')).toBe('one two three four five six');
	});

	it('not after a title or an initial, or before a small letter', () => {
		expect(linesOf(said('Then Dr. Smith and J. Doe bought 3.5 kg at approx. noon.'))).toHaveLength(1);
	});

	it('not for a very short sentence', () => {
		expect(linesOf(said('No. I do not think so.'))).toEqual([['No. I do not think so.']]);
	});

	it('not so that a single word is left, even after a comma', () => {
		const text = 'These are the words of somebody who can go on and on without a single mark at all, slowly.';
		const lengths = linesOf(said(text)).map((lines) => columns(lines.join(' ')));
		expect(lengths).toHaveLength(2);
		expect(Math.min(...lengths)).toBeGreaterThan(35);
	});

	it('not so that only a few letters are left', () => {
		const text = 'This sentence goes on and on for just a few letters more than what can stand in two lines here';
		for (const lines of linesOf(said(text))) expect(columns(lines.join(' '))).toBeGreaterThan(20);
	});

	it('at a silence of 1.5 seconds, and end within that time', () => {
		const words = [...said('Wait here'), ...said('I am back', { from: 10 })];
		expect(linesOf(words)).toEqual([['Wait here'], ['I am back']]);
		expect(captionsOfWords(words)[0]?.end).toBeLessThan(2100);
	});

	it('after 7 seconds of slow speech', () => {
		const words = said('one two three four five six seven eight', { perLetter: 0.4 });
		expect(captionsOfWords(words).length).toBeGreaterThan(1);
	});

	it('inside a phrase that comes as one word, in proportion to its letters', () => {
		const text = 'It was late in the evening. We had waited long enough.';
		const captions = captionsOfWords([{ text, start: 1, end: 1 + text.length / 10 }]);
		expect(captions.map(({ start, lines }) => [start, lines])).toEqual([
			[1000, ['It was late in the evening.']],
			[1000 + 2800, ['We had waited long enough.']],
		]);
	});
});

describe('lines are broken', () => {
	it('nearly in the middle', () => {
		expect(linesOf(said('The quick brown fox jumps over the lazy dog every single day'))).toEqual([
			['The quick brown fox jumps over', 'the lazy dog every single day'],
		]);
	});

	it('after punctuation that is close to the middle', () => {
		expect(linesOf(said('The quick brown fox jumps, over the lazy dog every single day'))).toEqual([
			['The quick brown fox jumps,', 'over the lazy dog every single day'],
		]);
	});

	it('not if all fits in one', () => {
		expect(linesOf(said('The quick brown fox, and the lazy old dog.'))).toEqual([
			['The quick brown fox, and the lazy old dog.'],
		]);
	});

	it('not before punctuation that stands alone, or after an opening bracket', () => {
		const words = said('The quick brown fox who was jumping — ( over the lazy dog ) all day long !');
		const lines = linesOf(words).flat();
		for (const line of lines) expect(line).not.toMatch(/^[—)!]|[(]$/);
		expect(lines.join(' ')).toBe('The quick brown fox who was jumping — (over the lazy dog ) all day long !');
	});
});

describe('Chinese and Japanese', () => {
	it('have 16 characters in a line and no spaces; words and commas are not torn apart', () => {
		const lines = linesOf(
			characters(
				'今天我们来聊一聊人工智能的发展历史，从图灵测试到深度学习，再到大语言模型，这条路走了七十多年。你觉得未来会怎么样？',
			),
		);
		expect(lines).toEqual([
			['今天我们来聊一聊人工智能的发展', '历史，从图灵测试到深度学习，'],
			['再到大语言模型，', '这条路走了七十多年。'],
			['你觉得未来会怎么样？'],
		]);
	});

	it('are the same from one phrase and from single characters', () => {
		const text = '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。';
		const seconds = text.length * 0.25;
		expect(linesOf([{ text, start: 0, end: seconds }])).toEqual(linesOf(characters(text, 0.25)));
		expect(linesOf(characters(text, 0.25))[0]).toEqual(['吾輩は猫である。']);
	});

	it('Korean has spaces, and wide characters', () => {
		const lines = linesOf(
			said('안녕하세요 여러분 오늘은 새로운 기술에 대해 이야기해 보겠습니다.', { perLetter: 0.15 }),
		).flat();
		expect(lines).toEqual(['안녕하세요 여러분 오늘은 새로운', '기술에 대해 이야기해 보겠습니다.']);
	});
});

describe('times', () => {
	it('are long enough to read, if a silence follows the words', () => {
		const words = said('Incomprehensibilities everywhere', { perLetter: 0.02 });
		expect(captionsOfWords(words)).toMatchObject([{ start: 0, end: Math.round((1000 * 32) / 17) }]);
		expect(captionsOfWords([...words, ...said('Now', { from: 2.5 })])[0]?.end).toBe(1882);
	});

	it('last at least a second, and at most 1.5 seconds after the words', () => {
		expect(captionsOfWords(said('Oh'))).toMatchObject([{ start: 0, end: 1000 }]);
		const fast = said(Array.from({ length: 7 }, () => 'wordwords').join(' '), { perLetter: 0.001 });
		expect((captionsOfWords(fast)[0]?.end ?? 0) / 1000 - (fast.at(-1)?.end ?? 0)).toBeCloseTo(1.5, 2);
	});

	it('end when the next words begin', () => {
		const captions = captionsOfWords([
			...said('Yes.', { speaker: 'Anna' }),
			...said('No.', { from: 0.4, speaker: 'Bob' }),
		]);
		expect(captions.map(({ start, end }) => [start, end])).toEqual([
			[0, 400],
			[400, 1400],
		]);
	});

	it.each([
		[0.03, 2.03],
		[0.1, 2.1],
		[0.5, 2.5],
		[0.51, 2],
	])('close a gap of %d s, in which the screen would flicker, if it is at most half a second', (gap, end) => {
		const words = ['First words.', 'And then others.'].map((text, at) => ({
			text,
			start: at * (2 + gap),
			end: 2 + at * (2 + gap),
		}));
		const [first, second] = captionsOfWords(words);
		expect([first?.end, second?.start]).toEqual([Math.round(1000 * end), Math.round(1000 * (2 + gap))]);
	});

	it('last at most 7 seconds', () => {
		expect(captionsOfWords([{ text: 'Ooooh!', start: 0.5, end: 9 }])).toMatchObject([{ start: 500, end: 7500 }]);
	});

	it('are 1 ms for words without a duration', () => {
		const captions = captionsOfWords(
			['Anna', 'Bob', 'Anna'].map((speaker) => ({ text: 'Hm.', start: 2, end: 2, speaker })),
		);
		expect(captions.map(({ start, end }) => [start, end])).toEqual([
			[2000, 2001],
			[2001, 2002],
			[2002, 3002],
		]);
	});
});

describe('files', () => {
	const captions = [
		caption({ start: 0, end: 1000, lines: ['Tom & <b>Jerry</b>', 'a --> b'] }),
		caption({ start: 3_599_999, end: 36_000_061 }),
	];

	it('are SubRip', () => {
		expect(toSrt(captions)).toBe(
			'1\n00:00:00,000 --> 00:00:01,000\nTom & <b>Jerry</b>\na --> b\n\n2\n00:59:59,999 --> 10:00:00,061\na\n',
		);
	});

	it('are WebVTT, in which no text is read as a tag or a time', () => {
		expect(toVtt(captions)).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nTom &amp; &lt;b&gt;Jerry&lt;/b&gt;\na --&gt; b\n\n00:59:59.999 ' +
				'--> 10:00:00.061\na\n',
		);
	});

	it('can have more than 99 hours', () => {
		expect(toSrt([caption({ start: 0, end: 360_000_000 })])).toContain('--> 100:00:00,000');
	});

	it('are empty without words', () => {
		expect([toSrt(captionsOfWords([])), toVtt(captionsOfWords([]))]).toEqual(['', 'WEBVTT\n']);
	});

	it('name the speakers', () => {
		const talk = [
			caption({ speaker: 'Anna' }),
			caption({ speaker: 'Anna' }),
			caption({ speaker: 'B & B' }),
			caption({ speaker: 'Anna' }),
		];
		expect(toSrt(talk).match(/^[^\d\n].*$/gm)).toEqual(['Anna: a', 'a', 'B & B: a', 'Anna: a']);
		expect(toVtt(talk).match(/^<v.*$/gm)).toEqual(['<v Anna>a', '<v Anna>a', '<v B &amp; B>a', '<v Anna>a']);
	});

	it('leave room for the name', () => {
		const words = said('The quick brown fox jumps over an old dog.', { speaker: 'Ann' });
		for (const line of toSrt(captionsOfWords(words)).split('\n')) expect(line.length).toBeLessThanOrEqual(42);
		expect(toSrt(captionsOfWords(words))).toContain('Ann: The quick brown fox\njumps over an old dog.');
	});
});
