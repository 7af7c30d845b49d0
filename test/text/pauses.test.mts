import fc from 'fast-check';

import { withCarriedTags } from '../../text/carriedTags.ts';
import { leadingPauses, longestPause, pauseFault, splitAtPauses, withoutPauses } from '../../text/pauses.ts';

describe('a pause of a stated length', () => {
	it.each([
		['[pause 500ms]', 0.5],
		['[pause 1.5s]', 1.5],
		['[pause 1,5 s]', 1.5],
		['[Pause 1.5S]', 1.5],
		['[ PAUSE  2  sec ]', 2],
		['[pause500ms]', 0.5],
		['[pause: 2 seconds]', 2],
		['[pause=250 msec]', 0.25],
		['[pause for 3 seconds.]', 3],
		['[pause of 1 minute]', 60],
		['[pause .25s]', 0.25],
		['[pause 1.s]', 1],
		['[pause +1s]', 1],
		['[pause\u00a01\u202fs]', 1],
		['[break 750 milliseconds]', 0.75],
		['[pause 60s]', 60],
		['[pause 1ms]', 0.001],
		['<break time="500ms"/>', 0.5],
		["<break time='1s'></break>", 1],
		['<break time="1s">', 1],
		['<BREAK TIME="1S" />', 1],
		['<break  time = "1.5s"  />', 1.5],
		['<break strength="strong" time="2s"/>', 2],
		['<break time="2s" strength="strong"/>', 2],
		['<break time=800ms/>', 0.8],
		['<break time=800ms>', 0.8],
		['<break time=“500ms”/>', 0.5],
		['<break time="+1s"> </break>', 1],
	])('%s', (written, seconds) => {
		expect(splitAtPauses(`One ${written} two`)).toEqual({ texts: ['One ', ' two'], pauses: [0, seconds, 0] });
		expect(pauseFault(written)).toBeUndefined();
		expect(withoutPauses(`One ${written} two`)).toBe('One   two');
	});

	it.each([
		'[pause]',
		'[ pause ]',
		'[break]',
		'[long-break]',
		'[long pause]',
		'[short pause]',
		'[pauses 1s]',
		'[paused]',
		'[break abc]',
		'[breaking 1s]',
		'(pause 500ms)',
		'pause 500ms',
		'<break/>',
		'<break strength="strong"/>',
		'<break strength="strong"></break>',
		'<breaks time="1s"/>',
		'<break times="1s"/>',
		'[happy] [2]',
		`[pause ${'x'.repeat(300)}]`,
		'[pause 1s',
		'[pause\n1s]',
	])('is not %j', (text) => {
		expect(splitAtPauses(text)).toEqual({ texts: [text], pauses: [0, 0] });
		expect(pauseFault(text)).toBeUndefined();
	});

	it.each([
		['[pause abc]', 'unreadable'],
		['[pause 2]', 'unreadable'],
		['[pause 1s 500ms]', 'unreadable'],
		['[pause -1s]', 'unreadable'],
		['[pause 1.000,5s]', 'unreadable'],
		['[pause ms]', 'unreadable'],
		['<break time="soon"/>', 'unreadable'],
		['<break time="500"/>', 'unreadable'],
		['<break time=""/>', 'unreadable'],
		['<break time=/>', 'unreadable'],
		['[pause 0s]', 'outOfRange'],
		['[pause 0.000ms]', 'outOfRange'],
		['[pause 60.001s]', 'outOfRange'],
		['[pause 61 s]', 'outOfRange'],
		['[pause 2 min]', 'outOfRange'],
		['<break time="999999999s"/>', 'outOfRange'],
		['<break time="0ms"></break>', 'outOfRange'],
	])('cannot be %s: %s', (written, is) => {
		expect(pauseFault(`[pause 1s] One ${written} two [pause x]`)).toEqual({ is, written });
		expect(splitAtPauses(written)).toEqual({ texts: [written], pauses: [0, 0] });
	});

	it('is told from all others, in any text', () => {
		const piece = fc.string({ unit: fc.constantFrom(...'ab .,[](){}<>|/"\'=\n0159s中') });
		const milliseconds = fc.integer({ min: 1, max: longestPause * 1000 });
		const forms = fc.constantFrom(
			(ms: number) => `[pause ${ms}ms]`,
			(ms: number) => `[pause ${ms / 1000} s]`,
			(ms: number) => `<break time="${ms}ms"/>`,
		);
		fc.assert(
			fc.property(piece, fc.array(fc.tuple(milliseconds, forms, piece)), (first, others) => {
				// What stands around a pause must not become a part of it.
				const plain = (text: string): string => `${text}.`;
				const text = plain(first) + others.map(([ms, form, after]) => form(ms) + plain(after)).join('');
				const wanted = {
					texts: [plain(first), ...others.map(([, , after]) => plain(after))],
					pauses: [0, ...others.map(([ms]) => expect.closeTo(ms / 1000, 9)), 0],
				};
				fc.pre(!/[[<]/.test(first) && others.every(([, , after]) => !/[[<]/.test(after)));
				expect(splitAtPauses(text)).toEqual(wanted);
			}),
		);
		fc.assert(
			fc.property(
				fc.array(fc.oneof(piece, fc.constantFrom('[pause ', '1s]', '<break time="', '/>', '</break>'))),
				(all) => {
					const { texts, pauses } = splitAtPauses(all.join(''));
					expect(pauses).toHaveLength(texts.length + 1);
					expect(pauses.slice(1, -1).every((seconds) => seconds > 0 && seconds <= longestPause)).toBe(true);
				},
			),
		);
	});
});

it.each([
	['Hello', '', 'Hello'],
	['[pause 1s] Anna: Hi', '[pause 1s]', ' Anna: Hi'],
	[' [pause 1s] <break time="1s"/>Hi [pause 2s]', '[pause 1s] <break time="1s"/>', 'Hi [pause 2s]'],
	['[happy] [pause 1s] Hi', '', '[happy] [pause 1s] Hi'],
	['[pause 1s]', '[pause 1s]', ''],
])('the pauses at the beginning of %j are %j', (line, pauses, rest) => {
	expect(leadingPauses(line)).toEqual({ pauses, rest });
});

describe('tags around words that a pause cuts', () => {
	it.each([
		[
			['<whisper>Come ', ' closer</whisper> now'],
			['<whisper>Come </whisper>', '<whisper> closer</whisper> now'],
		],
		[
			['<soft><fast>a', 'b</fast>', 'c</soft>'],
			['<soft><fast>a</fast></soft>', '<soft><fast>b</fast></soft>', '<soft>c</soft>'],
		],
		[
			['<whisper>Come', '</whisper>'],
			['<whisper>Come</whisper>', ''],
		],
		[
			['<dutch>Kom ', ' hier</dutch>'],
			['<dutch>Kom </dutch>', '<dutch> hier</dutch>'],
		],
		[
			['a </whisper>', 'b'],
			['a </whisper>', 'b'],
		],
		[
			['<br>a', 'b'],
			['<br>a', 'b'],
		],
	])('%j are closed and opened again', (pieces, carried) => {
		expect(withCarriedTags(pieces, 'drama-3')).toEqual(carried);
	});

	it('are those of the model alone', () => {
		expect(withCarriedTags(['<whisper>a', 'b</whisper>'], 's2.1-pro')).toEqual(['<whisper>a', 'b</whisper>']);
	});
});
