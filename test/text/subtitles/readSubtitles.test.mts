import fc from 'fast-check';

import type { Caption } from '../../../text/captions/captions.ts';
import { toSrt, toVtt } from '../../../text/captions/srtAndVtt.ts';
import { readSubtitles } from '../../../text/subtitles/readSubtitles.ts';
import type { SubtitleFault } from '../../../text/subtitles/subtitle.ts';

/** A caption in one line: seconds, name and words. */
const rows = (text: string): string[] => {
	const read = readSubtitles(text);
	if ('kind' in read) return [read.kind];
	return read.subtitles.map(
		({ start, end, lines, speaker }) =>
			`${start / 1000}-${end / 1000} ${speaker === undefined ? '' : `${speaker}: `}${lines.join('|')}`,
	);
};

const faultsOf = (text: string): SubtitleFault[] => {
	const read = readSubtitles(text);
	if ('kind' in read) return read.fault ? [read.fault] : [];
	return read.faults;
};

const one = '00:00:01,000 --> 00:00:02,000';
const two = '00:00:03,000 --> 00:00:04,000';
const whole = `1\n${one}\nHi.\n\n2\n${two}\nYou.\n`;
const bothRead = ['1-2 Hi.', '3-4 You.'];

const broken: Array<[string, string, string[]]> = [
	['a whole file', whole, bothRead],
	['a byte order mark', `\ufeff${whole}`, bothRead],
	['a byte order mark read as Latin-1', `ï»¿${whole}`, bothRead],
	['UTF-16 read as Latin-1', `ÿþ${[...whole].join('\0')}\0`, bothRead],
	['UTF-16 read as UTF-8', `\ufffd\ufffd${[...whole].join('\0')}\0`, bothRead],
	['empty lines before it', `\n\n${whole}`, bothRead],
	['no numbers', `${one}\nHi.\n\n${two}\nYou.`, bothRead],
	['wrong numbers', `7\n${one}\nHi.\n\n3\n${two}\nYou.`, bothRead],
	['numbers with signs', `#1\n${one}\nHi.\n\n2.\n${two}\nYou.`, bothRead],
	['numbers in the line of times', `1 ${one}\nHi.\n\n2 ${two}\nYou.`, bothRead],
	['no empty lines', `1\n${one}\nHi.\n2\n${two}\nYou.`, bothRead],
	['neither numbers nor empty lines', `${one}\nHi.\n${two}\nYou.`, bothRead],
	['an empty line after each line', whole.replaceAll('\n', '\n\n'), bothRead],
	['empty lines in a caption', `1\n${one}\nA\n\n \nB\n\n2\n${two}\nYou.`, ['1-2 A|B', '3-4 You.']],
	['a caption that is a number', `1\n${one}\n42\n\n2\n${two}\n3`, ['1-2 42', '3-4 3']],
	['a caption that is a number, without numbers', `${one}\n42\n\n${two}\nYou.`, ['1-2 42', '3-4 You.']],
	['a last line that is a number', `1\n${one}\nA\n42\n\n2\n${two}\nYou.`, ['1-2 A|42', '3-4 You.']],
	['the wrong order', `2\n${two}\nYou.\n\n1\n${one}\nHi.`, bothRead],
	['equal starts', `${one}\nB\n\n${one}\nA`, ['1-2 B', '1-2 A']],
	['overlaps', `00:01,0 --> 00:09,0\nA\n\n00:02,0 --> 00:03,0\nB`, ['1-9 A', '2-3 B']],
	['repeated captions', `${one}\nHi.\n\n${one}\nHi.\n\n${two}\nYou.`, bothRead],
	['empty captions', `1\n${one}\n\n2\n${two}\nYou.`, ['3-4 You.']],
	['captions of tags', `${one}\n<i></i>{\\an8}&nbsp;\n\n${two}\nYou.`, ['3-4 You.']],
	['no hours', `00:01,500 --> 00:02,500\nHi.`, ['1.5-2.5 Hi.']],
	['points for commas', `00:00:01.500 --> 00:00:02.500\nHi.`, ['1.5-2.5 Hi.']],
	['a colon before milliseconds', `00:00:01:500 --> 00:00:02:500\nHi.`, ['1.5-2.5 Hi.']],
	['no milliseconds', `00:00:01 --> 00:00:02\nHi.`, ['1-2 Hi.']],
	['one and two digits of a second', `0:0:1,5 --> 0:0:2,25\nHi.`, ['1.5-2.25 Hi.']],
	['six digits of a second', `0:0:1,500400 --> 0:0:2,000000\nHi.`, ['1.5-2 Hi.']],
	['many hours', `100:00:00,000 --> 100:00:01,000\nHi.`, ['360000-360001 Hi.']],
	['a short arrow, hours and no milliseconds', `00:00:01 -> 00:00:02\nHi.`, ['1-2 Hi.']],
	['times of day in the words', `${one}\n10:30 -> 11:00\n1.5 -> 2.5`, ['1-2 10:30 -> 11:00|1.5 -> 2.5']],
	['a number after an empty line', `1\n${one}\nA\n\n2\n\n2\n${two}\nYou.`, ['1-2 A|2', '3-4 You.']],
	['the next number at the end of the last caption', `1\n${one}\nA\n\n2`, ['1-2 A|2']],
	['no spaces around the arrow', `00:00:01,000-->00:00:02,000\nHi.`, ['1-2 Hi.']],
	['many spaces', ` 00:00:01,000   -->\t00:00:02,000  \nHi.`, ['1-2 Hi.']],
	['spaces of a translation', `00: 00: 01, 000 -> 00: 00: 02, 000\nHi.`, ['1-2 Hi.']],
	['wide signs', `００：００：０１，０００ --> ００：００：０２，０００\n你好`, ['1-2 你好']],
	['short arrows', `00:01,000 -> 00:02,000\nHi.\n\n00:03,000 —> 00:04,000\nYou.`, ['1-2 Hi.', '3-4 You.']],
	['other arrows', `00:01,000 → 00:02,000\nHi.\n\n00:03,000 –> 00:04,000\nYou.`, bothRead],
	['invisible signs', `\u200e00:00:01,000 --> \u200e00:00:02,000\nHi.`, ['1-2 Hi.']],
	['no length', `00:03,0 --> 00:03,0\nA`, ['3-8 A']],
	['no end', `00:03,0 -->\nA\n\n00:09,0 --> \nB`, ['3-8 A', '9-14 B']],
	['no end, in the wrong order', `00:05,0 -->\nB\n\n00:03,0 -->\nA`, ['3-5 A', '5-10 B']],
	['no end, and the same start', `00:03,0 -->\nA\n\n00:03,0 --> 00:04,0\nB`, ['3-8 A', '3-4 B']],
	['no end, but a position', `00:03,0 --> align:start\nA`, ['3-8 A']],
	['a number at the end of a caption', `1\n${one}\nA\n2\n\n${two}\nYou.`, ['1-2 A|2', '3-4 You.']],
	['positions', `${one} X1:100 X2:200 Y1:1 Y2:2\nHi.\n\n${two} align:start line:0%\nYou.`, bothRead],
	['words behind the times', `${one} Hi.\n\n${two}\nYou.`, bothRead],
	['a ratio of times in the text', `${one}\n10:30 -> 11:00\n\n${two}\nYou.`, ['1-2 10:30 -> 11:00', '3-4 You.']],
	['an arrow in the text', `${one}\nA --> B`, ['1-2 A --> B']],
	['HTML', `${one}\n<i>A</i> <font color="#fff">B</font><br/><b>C`, ['1-2 A B|C']],
	['other angle brackets', `${one}\nI <3 <whisper>you</whisper> a<b`, ['1-2 I <3 <whisper>you</whisper> a<b']],
	['ASS', `${one}\n{\\an8}{\\i1}A{\\i0}\\NB\\hC {happy}`, ['1-2 A|B C {happy}']],
	[
		'entities',
		`${one}\n&lt;i&gt; R&amp;B&nbsp;&#39;&#x41;&rlm; &amp;lt; &zz; &#999999999;`,
		["1-2 <i> R&B 'A &lt; &zz; &#999999999;"],
	],
	['dashes and sounds', `${one}\n- [MUSIC]\n- (sighs) ♪ Hi.`, ['1-2 - [MUSIC]|- (sighs) ♪ Hi.']],
];

const vtt: Array<[string, string, string[]]> = [
	['a whole file', `WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n\n00:03.000 --> 00:04.000\nYou.`, bothRead],
	['a title, and times at once', `WEBVTT - x\n00:01.000 --> 00:02.000\nHi.`, ['1-2 Hi.']],
	['a header in small letters', `webvtt\n\n00:01,000 --> 00:02,000\nHi.`, ['1-2 Hi.']],
	[
		'a header of a stream',
		`WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n00:01.000 --> 00:02.000\nHi.`,
		['1-2 Hi.'],
	],
	[
		'notes, styles and regions',
		`WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE x\ny\n\n${one}\nHi.\n\nNOTE\n\n${two}\nYou.`,
		bothRead,
	],
	['names of captions', `WEBVTT\n\nintro\n${one}\nHi.\n\n2\n${two}\nYou.`, bothRead],
	['the next times without an empty line', `WEBVTT\n\n${one}\nHi.\n7\n${two}\nYou.`, ['1-2 Hi.|7', '3-4 You.']],
	['settings', `WEBVTT\n\n${one} align:start position:0% foo\nHi.`, ['1-2 Hi.']],
	[
		'voices',
		`WEBVTT\n\n${one}\n<v.loud Anna &amp; Co>Hi.</v>\n\n${two}\n<v Bob>You.`,
		['1-2 Anna & Co: Hi.', '3-4 Bob: You.'],
	],
	[
		'two voices in a caption',
		`WEBVTT\n\n00:00.000 --> 00:06.000\n<v Anna>aa</v>\n<v Bob>b\n<v Bob>bbb`,
		['0-2 Anna: aa', '2-6 Bob: b|bbb'],
	],
	[
		'two voices in a caption, and another one in between',
		`WEBVTT\n\n00:00.000 --> 00:06.000\n<v Anna>aa\n<v Bob>bbbb\n\n00:01.000 --> 00:03.000\n<v Carl>c`,
		['0-2 Anna: aa', '1-3 Carl: c', '2-6 Bob: bbbb'],
	],
	['classes and languages', `WEBVTT\n\n${one}\n<c.yellow.bg>A</c> <lang en-GB>B</lang> <i.x>C</i>`, ['1-2 A B C']],
	['karaoke', `WEBVTT\n\n${one}\n<00:00:01.000>A <00:00:01.500><c>B</c>`, ['1-2 A B']],
	['an empty first line with a space', `WEBVTT\n\n${one}\n \nHi.\n \n${two}\nYou.`, bothRead],
	['no text at once', `WEBVTT\n\n${one}\n\n${two}\nYou.`, ['3-4 You.']],
	[
		'lines that move up (automatic captions of YouTube)',
		[
			'WEBVTT\nKind: captions\nLanguage: en',
			'00:00:00.160 --> 00:00:02.149 align:start position:0%\n \nno<00:00:00.480><c> no</c>',
			'00:00:02.149 --> 00:00:02.159 align:start position:0%\nno no\n ',
			'00:00:02.159 --> 00:00:04.000 align:start position:0%\nno no\nno<00:00:03.000><c> no</c>',
			'00:00:04.000 --> 00:00:04.010 align:start position:0%\nno no\n ',
			'00:00:04.010 --> 00:00:06.000 align:start position:0%\nno no\nyes',
		].join('\n\n'),
		['0.16-2.149 no no', '2.159-4 no no', '4.01-6 yes'],
	],
	['a line that is said again', `WEBVTT\n\n${one}\nNo.\n\n${two}\nNo.\nNo!`, ['1-2 No.', '3-4 No.|No!']],
	[
		'a line that is shown again for a moment, later',
		'WEBVTT\n\n00:00.000 --> 00:00.001\nNo.\n\n00:01.436 --> 00:01.445\nNo.',
		['0-0.001 No.', '1.436-1.445 No.'],
	],
	['readings above characters', `WEBVTT\n\n${one}\n<ruby>漢字<rt>かんじ</rt></ruby>`, ['1-2 漢字']],
];

describe('a SubRip file', () => {
	it.each(broken)('%s', (_, text, expected) => {
		expect(rows(text)).toEqual(expected);
		expect(faultsOf(text)).toEqual([]);
	});
});

describe('a WebVTT file', () => {
	it.each(vtt)('%s', (_, text, expected) => {
		expect(rows(text)).toEqual(expected);
		expect(faultsOf(text)).toEqual([]);
	});
});

describe('what cannot be read', () => {
	const unread: Array<[string, string, string[], SubtitleFault[]]> = [
		[
			'wrong times, with the text after them',
			`1\n${one}\nHi.\n\n2\n00:xx:03 --> 00:00:04\nLost.\n\n3\n${two}\nYou.`,
			bothRead,
			[{ kind: 'wrongTimes', line: 6, shown: '00:xx:03 --> 00:00:04', lost: 'Lost.' }],
		],
		[
			'a wrong end',
			`00:01,0 --> x\nA\n\n${two}\nB`,
			['3-4 B'],
			[{ kind: 'wrongTimes', line: 1, shown: '00:01,0 --> x', lost: 'A' }],
		],
		[
			'an end before its start',
			`1\n00:00:01,000 --> 00:00:00,500\nHi.\n\n2\n${two}\nYou.`,
			['1-3 Hi.', '3-4 You.'],
			[{ kind: 'backward', line: 2, shown: '00:00:01,000 --> 00:00:00,500', lost: '' }],
		],
		[
			'times with points in place of colons',
			`1\n${one}\nHi.\n\n2\n00.00.04 -> 00.00.06\nLost.\n\n3\n${two}\nYou.`,
			bothRead,
			[{ kind: 'wrongTimes', line: 6, shown: '00.00.04 -> 00.00.06', lost: 'Lost.' }],
		],
		[
			'another arrow',
			`${one}\nHi.\n\n00:00:02,000 => 00:00:02,500\nLost.\n\n${two}\nYou.`,
			bothRead,
			[{ kind: 'wrongTimes', line: 4, shown: '00:00:02,000 => 00:00:02,500', lost: 'Lost.' }],
		],
		[
			'a caption without times',
			`1\n${one}\nHi.\n\n2\nLost.\n\n3\n${two}\nYou.`,
			bothRead,
			[{ kind: 'noTimes', line: 6, shown: 'Lost.', lost: 'Lost.' }],
		],
		[
			'a last caption without times, with an empty line',
			`1\n${one}\nHi.\n\n2\n${two}\nYou.\n\n3\n\nLost.\n`,
			bothRead,
			[{ kind: 'noTimes', line: 11, shown: 'Lost.', lost: 'Lost.' }],
		],
		[
			'words before the times',
			`Film\n\n${one}\nHi.`,
			['1-2 Hi.'],
			[{ kind: 'noTimes', line: 1, shown: 'Film', lost: '' }],
		],
		[
			'WebVTT: text after an empty line',
			`WEBVTT\n\n${one}\nHi.\n\nLost.\n\n${two}\nYou.`,
			bothRead,
			[{ kind: 'noTimes', line: 6, shown: 'Lost.', lost: 'Lost.' }],
		],
		[
			'WebVTT: several lines before the times',
			`WEBVTT\n\nLost.\nLost, too.\n${one}\nHi.`,
			['1-2 Hi.'],
			[{ kind: 'noTimes', line: 3, shown: 'Lost.', lost: '' }],
		],
		[
			'WebVTT: an arrow without times',
			`WEBVTT\n\n${one}\nHi.\n-->\nLost.`,
			['1-2 Hi.'],
			[{ kind: 'wrongTimes', line: 5, shown: '-->', lost: 'Lost.' }],
		],
		[
			'a first caption without times',
			`1\n<i>Lost,</i>\ntoo.\n\n2\n${two}\nYou.`,
			['3-4 You.'],
			[{ kind: 'noTimes', line: 2, shown: '<i>Lost,</i>', lost: 'Lost, too.' }],
		],
		[
			'words behind wrong times',
			`${one}\nHi.\n\n00:00:xx --> 00:00:04 Lost.\n\n${two}\nYou.`,
			bothRead,
			[{ kind: 'wrongTimes', line: 4, shown: '00:00:xx --> 00:00:04 Lost.', lost: 'Lost.' }],
		],
		[
			'wrong times of a sound, and of an empty caption',
			`${one}\nHi.\n\n00:xx --> 00:02\n[MUSIC]\n\n00:yy --> 00:03 align:start\n\n${two}\nYou.`,
			bothRead,
			[
				{ kind: 'wrongTimes', line: 4, shown: '00:xx --> 00:02', lost: '' },
				{ kind: 'wrongTimes', line: 7, shown: '00:yy --> 00:03 align:start', lost: '' },
			],
		],
		[
			'WebVTT: a title, and a caption with a number but without times',
			`WEBVTT\n\nFilm\n\n${one}\nHi.\n\n2\nLost,\ntoo.\n\n3\n${two}\nYou.`,
			bothRead,
			[
				{ kind: 'noTimes', line: 3, shown: 'Film', lost: '' },
				{ kind: 'noTimes', line: 9, shown: 'Lost,', lost: 'Lost, too.' },
			],
		],
		[
			'a long line',
			`${'x'.repeat(500)}\n${one}\nHi.`,
			['1-2 Hi.'],
			[{ kind: 'noTimes', line: 1, shown: `${'x'.repeat(80)}…`, lost: '' }],
		],
	];

	it.each(unread)('%s', (_, text, read, faults) => {
		expect(rows(text)).toEqual(read);
		expect(faultsOf(text)).toEqual(faults);
	});

	const others: Array<[string, string | undefined]> = [
		['', undefined],
		['Hello, world.', undefined],
		['WEBVTT', undefined],
		[`${one}\n<i></i>`, undefined],
		['[Script Info]\nTitle: x', 'ASS'],
		['<?xml version="1.0"?><tt>', 'TTML'],
		['{0}{25}Hello', 'MicroDVD'],
		['[00:12.00]Hello', 'LRC'],
		['<!doctype html>', 'HTML'],
	];
	it.each(others)('no caption at all: %j', (text, looksLike) => {
		expect(readSubtitles(text)).toEqual({ kind: 'noSubtitles', fault: faultsOf(text)[0], looksLike });
	});
});

/** Words that neither format reads as markup. */
const words = fc
	.array(fc.stringMatching(/^[a-zäß你中.,!?'-]{1,9}$/u), { minLength: 1, maxLength: 4 })
	.map((list) => `w${list.join(' ')}`);

const captionsWith = (line: fc.Arbitrary<string>, name: fc.Arbitrary<string | undefined>): fc.Arbitrary<Caption[]> =>
	fc
		.array(
			fc.record({
				gap: fc.integer({ min: 0, max: 9_000_000 }),
				length: fc.integer({ min: 100, max: 9000 }),
				lines: fc.array(line, { minLength: 1, maxLength: 3 }),
				speaker: name,
			}),
			{ minLength: 1, maxLength: 12 },
		)
		.map((list) => {
			let now = 0;
			return list.map(({ gap, length, lines, speaker }) => {
				const start = now + gap;
				now = start + length;
				return { start, end: now, lines, speaker };
			});
		});

const withoutLines = (text: string): unknown => {
	const read = readSubtitles(text);
	return 'kind' in read ? read : read.subtitles.map(({ line: _, ...caption }) => caption);
};

describe('what we write', () => {
	it('is read back the same from SRT', () => {
		const numbers = fc.oneof(words, fc.integer({ min: 0, max: 30 }).map(String));
		fc.assert(
			fc.property(captionsWith(numbers, fc.constant(undefined)), (captions) => {
				expect(withoutLines(toSrt(captions))).toEqual(captions);
			}),
		);
	});

	it('is read back the same from WebVTT, with names and any signs', () => {
		const signs = fc.oneof(words, fc.constantFrom('a --> b', '<b>', '&amp;', '1 < 2', '42', 'NOTE x', '<v Anna>'));
		const names = fc.option(fc.constantFrom('Anna', 'Bob & Co', '<X>'), { nil: undefined });
		fc.assert(
			fc.property(captionsWith(signs, names), (captions) => {
				expect(withoutLines(toVtt(captions))).toEqual(captions);
			}),
		);
	});
});

describe('any text', () => {
	const pieces = fc.constantFrom(
		one,
		two,
		'1',
		'2',
		'',
		'WEBVTT',
		'Hi.',
		'-->',
		'<v Anna>',
		'<i>',
		'&#0;',
		'NOTE',
		'00:01',
	);
	const files = fc.oneof(
		fc.array(pieces).map((list) => list.join('\n')),
		fc.string({ unit: 'binary' }),
	);

	it('is read or refused, in order, with whole times and words', () => {
		fc.assert(
			fc.property(files, (text) => {
				const read = readSubtitles(text);
				if ('kind' in read) return;
				for (const [at, { start, end, lines, line }] of read.subtitles.entries()) {
					expect(start).toBeGreaterThanOrEqual(read.subtitles[at - 1]?.start ?? 0);
					expect(end).toBeGreaterThanOrEqual(start);
					expect([Number.isInteger(start), Number.isInteger(end)]).toEqual([true, true]);
					expect(lines.length).toBeGreaterThan(0);
					expect(line).toBeGreaterThan(0);
				}
			}),
		);
	});

	it('is read the same with any line ends', () => {
		fc.assert(
			fc.property(files, fc.constantFrom('\r\n', '\r', '\r\r\n'), (text, end) => {
				const plain = text.replace(/\r/g, '');
				expect(readSubtitles(plain.replaceAll('\n', end))).toEqual(readSubtitles(plain));
			}),
		);
	});
});
