import fc from 'fast-check';

import { longestPart, planOf } from '../../fishAudio/speech/textParts.ts';
import { splitText as splitTextFrom } from '../../text/splitText.ts';

const splitText = (text: string, limit: number): string[] => splitTextFrom(text, () => limit);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The positions of the parts in their text. Fails if there is more than white space between them. */
function rangesOf(text: string, parts: string[]): Array<{ from: number; to: number }> {
	let at = 0;
	const ranges = parts.map((part) => {
		const from = text.indexOf(part, at);
		expect(from).toBeGreaterThanOrEqual(at);
		expect(text.slice(at, from).trim()).toBe('');
		at = from + part.length;
		return { from, to: at };
	});
	expect(text.slice(at).trim()).toBe('');
	return ranges;
}

const words = fc.constantFrom(
	'a',
	'word',
	'Sentence.',
	'really?',
	'No!',
	'well,',
	'Dr.',
	'e.g.',
	'3.14',
	'“quoted.”',
	'(see above)',
	'(happy)',
	'[laughing softly]',
	'[sad]',
	'<|speaker:1|>',
	'你好。',
	'世界，',
	'“好！”',
	'नमस्ते।',
	'مرحبا؟',
	'สวัสดี',
	'👩‍👩‍👧‍👦',
	'🇩🇪🇫🇷',
	'e\u0301',
	'한국어',
	'\u1112\u1161\u11ab',
	'[',
	')',
	'<|',
	'\ud83d',
	'…',
);
const gaps = fc.constantFrom(
	' ',
	' ',
	' ',
	'',
	'\n',
	'\n\n',
	'\r\n',
	'\r\n\r\n',
	'  \n \n',
	'\u3000',
	'\u00a0',
	' \u0301',
	'\u0600 ',
);
const texts = fc.array(fc.tuple(words, gaps), { maxLength: 80 }).map((all) => all.flat().join(''));
const anything = fc.oneof(
	texts,
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	fc.string({ unit: 'binary', maxLength: 300 }),
);
const limits = fc.integer({ min: 30, max: 120 });

describe('any text', () => {
	it('is complete in its parts, none of which is empty or too long', () => {
		fc.assert(
			fc.property(anything, fc.integer({ min: 2, max: 120 }), (text, limit) => {
				const parts = splitText(text, limit);
				rangesOf(text, parts);
				for (const part of parts) {
					expect(part.trim()).not.toBe('');
					expect(part.length).toBeLessThanOrEqual(limit);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('is never split inside a letter', () => {
		fc.assert(
			fc.property(anything, limits, (text, limit) => {
				const starts = new Set(Array.from(graphemes.segment(text), ({ index }) => index));
				const longest = Math.max(0, ...Array.from(graphemes.segment(text), ({ segment }) => segment.length));
				fc.pre(longest <= limit);
				const ranges = rangesOf(text, splitText(text, limit));
				const inside = ranges
					.flatMap(({ from, to }, at) => [...(at === 0 ? [] : [from]), ...(at === ranges.length - 1 ? [] : [to])])
					.filter((at) => !starts.has(at));
				expect(inside).toEqual([]);
			}),
			{ numRuns: 1000 },
		);
	});

	it('is never split inside a cue or a tag', () => {
		const cue = fc.constantFrom(
			'[laughing softly, as if far away]',
			'(in a hurry)',
			'<|speaker:12|>',
			'[x]',
			'(very very sad)',
		);
		const pieces = fc.array(fc.tuple(fc.oneof(words, cue), fc.constantFrom(' ', ' ', '', '\n')), { maxLength: 60 });
		fc.assert(
			fc.property(pieces, fc.integer({ min: 34, max: 90 }), (all, limit) => {
				const text = all.flat().join('');
				const ranges = rangesOf(text, splitText(text, limit));
				for (const { 0: found, index } of text.matchAll(/\[[^[\]\n]+\]|\([^()\n]+\)|<\|[^|\n]+\|>/g)) {
					if (found.length > limit) continue;
					expect(ranges.filter(({ to }) => to > index && to < index + found.length)).toEqual([]);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('that fits is one part', () => {
		fc.assert(
			fc.property(texts, (text) => {
				expect(splitText(text, 5000)).toEqual(text.trim() === '' ? [] : [expect.any(String)]);
			}),
		);
		expect(splitText('x'.repeat(3000), 3000)).toHaveLength(1);
		expect(splitText('x'.repeat(3001), 3000)).toHaveLength(2);
		expect(splitText(` ${'x'.repeat(3000)}\n`, 3000)).toEqual(['x'.repeat(3000)]);
		expect(splitText(' \n ', 3000)).toEqual([]);
	});

	it('has few parts if it has enough gaps', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('one', 'two', 'three'), { minLength: 50, maxLength: 400 }), (all) => {
				const text = all.join(' ');
				const parts = splitText(text, 60);
				for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThan(30);
			}),
		);
	});
});

describe('a text is cut', () => {
	it.each([
		[
			'after a paragraph',
			'It was late. So he\n\nwent home. And slept',
			['It was late. So he', 'went home. And slept'],
			30,
		],
		[
			'after a paragraph with spaces on its empty line',
			'It was late. So he\r\n \r\nwent. And slept',
			['It was late. So he', 'went. And slept'],
			26,
		],
		[
			'before a speaker tag',
			'Hello there. I am<|speaker:1|>Me too. So',
			['Hello there. I am', '<|speaker:1|>Me too. So'],
			30,
		],
		[
			'before a speaker tag after a gap',
			'Hello there. I am <|speaker:1|> Me too.',
			['Hello there. I am', '<|speaker:1|> Me too.'],
			30,
		],
		['after a sentence', 'It was late, so he left. He ran, fast', ['It was late, so he left.', 'He ran, fast'], 32],
		['after a question', 'Is it late, or not? He said, it is', ['Is it late, or not?', 'He said, it is'], 28],
		['after a quotation', '“It is late.” He said, it is fine', ['“It is late.”', 'He said, it is fine'], 22],
		['after an ellipsis', 'It was late… He said, it is fine', ['It was late…', 'He said, it is fine'], 21],
		['after a Chinese sentence', '今天天气很好，我们出去。然后，我们', ['今天天气很好，我们出去。', '然后，我们'], 15],
		['after a Chinese quotation', '他说：“今天天气很好！”然后，我们', ['他说：“今天天气很好！”', '然后，我们'], 15],
		['after a Chinese clause', '今天天气很好，我们一起出去', ['今天天气很好，', '我们一起出去'], 12],
		['after a Hindi sentence', 'यह ठीक है। वह गया और', ['यह ठीक है।', 'वह गया और'], 16],
		['after an Arabic question', 'كيف حالك؟ أنا بخير و', ['كيف حالك؟', 'أنا بخير و'], 16],
		['after a clause', 'It was late, so he went away', ['It was late,', 'so he went away'], 18],
		['after a line', 'It was\nlate so he', ['It was', 'late so he'], 11],
		['at a gap', 'It was late so he went away', ['It was late so he', 'went away'], 18],
		['not after a title', 'It was not for Dr. Brown to say', ['It was not for Dr. Brown', 'to say'], 25],
		['not after an initial', 'We read of J. R. R. Tolkien now', ['We read of J. R. R. Tolkien', 'now'], 28],
		['not before a small letter', 'It was e.g. late and he went', ['It was e.g. late and', 'he went'], 20],
		['not inside a number', 'The number is 3.14159265', ['The number is', '3.14159265'], 20],
		['not after the number of a day', 'Er kam am 24. Dezember an', ['Er kam am 24. Dezember', 'an'], 23],
		[
			'not after the number of a list entry',
			'Buy these now.\n1. Milk and bread',
			['Buy these now.', '1. Milk and bread'],
			20,
		],
		['after a sentence that ends with a year', 'It was 2024. Then he went', ['It was 2024.', 'Then he went'], 20],
		[
			'before a line of cues, not after it',
			'He went to bed.\n\n[very calm]\n\nHe slept',
			['He went to bed.', '[very calm]\n\nHe slept'],
			29,
		],
		[
			'after a cue that ends a paragraph',
			'And he went. [sighs]\n\nHe slept all day',
			['And he went. [sighs]', 'He slept all day'],
			25,
		],
		['before a cue, not after it', 'He came in and [sad] said it', ['He came in and', '[sad] said it'], 21],
		[
			'before a cue in round brackets, not after it',
			'He came in and (sad) said it',
			['He came in and', '(sad) said it'],
			21,
		],
		[
			'at a gap of its first half, if there is none later',
			'It is Donaudampfschifffahrt',
			['It is', 'Donaudampfschifffahrt'],
			21,
		],
		['anywhere, if there is no gap', 'Donaudampfschifffahrt', ['Donaudampf', 'schifffahr', 't'], 10],
	])('%s', (_, text, parts, limit) => {
		expect(splitText(text, limit)).toEqual(parts);
	});

	it.each([
		['a surrogate pair', 'ab😀', 3, ['ab', '😀']],
		['a family', 'abcdef👩‍👩‍👧‍👦', 12, ['abcdef', '👩‍👩‍👧‍👦']],
		['a flag of a run', '🇩🇪🇫🇷🇮🇹', 7, ['🇩🇪', '🇫🇷', '🇮🇹']],
		['an accent', 'abce\u0301', 4, ['abc', 'e\u0301']],
		['an accent on a space', 'abcdefgh \u0301ij', 10, ['abcdefgh', ' \u0301ij']],
		['a cue that does not end in time', 'abc[softly]', 9, ['abc', '[softly]']],
	])('not inside %s', (_, text, limit, parts) => {
		expect(splitText(text, limit)).toEqual(parts);
	});

	it('between code points in a letter that is longer than a part', () => {
		const letter = `a${'\u{1d165}'.repeat(20)}`;
		const parts = splitText(letter, 10);
		expect(parts.join('')).toBe(letter);
		expect(parts.every((part) => !/\p{Cs}/u.test(part) && part.length <= 10)).toBe(true);
	});

	it('at a gap in a cue that is longer than a part', () => {
		expect(splitText('[softly as if far]', 9)).toEqual(['[softly', 'as if', 'far]']);
	});

	it('so that the last part is more than a word', () => {
		const text = `${'It goes on and on. '.repeat(160)}Stop.`;
		expect(text.length).toBeGreaterThan(3000);
		const parts = splitText(text, 3000);
		expect(parts).toHaveLength(2);
		expect(parts[1]!.length).toBeGreaterThanOrEqual(150);
	});

	it('also inside brackets that hold more than a cue', () => {
		const aside = `(${'and so on '.repeat(40)})`;
		expect(splitText(`So ${aside}`, 300)[0]!.length).toBeGreaterThan(280);
	});
});

describe('a million characters', () => {
	const million = 1_000_000;
	const of = (piece: string): string => piece.repeat(Math.ceil(million / piece.length)).slice(0, million);

	it.each([
		['prose', 'It was late, and he said: “Go home!” So (as ever) they went. [sad] And slept.\n'],
		['one word', 'x'],
		['spaces', ' '],
		['new lines', '\n'],
		['points', '.'],
		['ellipses', '…'],
		['Chinese points', '。'],
		['quotation marks', '”'],
		['points and quotation marks', '.”'],
		['points before spaces', '.  a'],
		['opening brackets', '['],
		['round brackets', '(a'],
		['tags that do not end', '<|speaker:'],
		['cues', '[a b c]'],
		['flags', '🇩🇪'],
		['accents', '\u0301'],
		['joined emoji', '👩‍'],
		['wide gaps', `x${' '.repeat(2999)}`],
		['a word after a short one', `a ${'x'.repeat(2998)} `],
		['halves', `a ${'x'.repeat(1499)} b. `],
	])('of %s are split', (_, piece) => {
		const text = of(piece);
		const parts = splitText(text, 3000);
		expect(parts.every((part) => part.length <= 3000 && part.trim() !== '')).toBe(true);
	});
});

describe('the parts of a long text', () => {
	it.each([
		['English, then Chinese', `${'It was late and he went. '.repeat(400)}${'今天天气很好，我们出去。'.repeat(400)}`],
		['emoji among words', 'Yes 😀 we can. '.repeat(900)],
		['half a pair', 'Yes \ud83d we can. '.repeat(900)],
	])('have at most `longestPart` bytes: %s', (_, text) => {
		const parts = planOf({ text, model: 's2.1-pro' }).texts;
		expect(parts.map((part) => Buffer.byteLength(part)).filter((bytes) => bytes > longestPart)).toEqual([]);
		expect(parts.join('').replace(/\s/g, '') === text.replace(/\s/g, '')).toBe(true);
		expect(parts.length).toBeLessThan((1.3 * Buffer.byteLength(text)) / longestPart + 1);
	});

	it('never consist of symbols alone, which cannot be spoken', () => {
		const chapter = 'It was late and he went. '.repeat(118).trim();
		expect(planOf({ text: `${chapter}\n\n${'- '.repeat(150)}`, model: 's2.1-pro' }).texts).toEqual([chapter]);
		expect(planOf({ text: `<|speaker:0|>${chapter}\n\n${'- '.repeat(150)}`, model: 's2.1-pro' }).texts).toEqual([
			`<|speaker:0|>${chapter}`,
		]);
		expect(planOf({ text: '- '.repeat(3000), model: 's2.1-pro' }).texts.length).toBeGreaterThan(1);
	});
});
