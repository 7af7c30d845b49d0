import type { Subtitle } from '../../../text/subtitles/subtitle.ts';
import { isSound } from '../../../text/subtitles/isSound.ts';
import { singleVoiceTurns, subtitleTurns } from '../../../text/subtitles/subtitleTurns.ts';
import type { Caption } from '../../../text/captions/captions.ts';
import { toSrt, toVtt } from '../../../text/captions/srtAndVtt.ts';
import { readSubtitles } from '../../../text/subtitles/readSubtitles.ts';

const names = ['Anna', 'Bob Jr.'];

const subtitle = (at: number, text: string, speaker?: string): Subtitle => ({
	line: 10 * at + 2,
	start: at * 1000,
	end: at * 1000 + 1000,
	lines: text.split('|'),
	speaker,
});

/** A turn in one line: seconds, speaker and words. */
const rows = (...subtitles: Subtitle[]): unknown => {
	const turns = subtitleTurns(subtitles, names);
	return 'kind' in turns ? turns : turns.map(({ start, end, speaker, text }) => `${start}-${end} ${speaker} ${text}`);
};

describe('who speaks', () => {
	const table: Array<[string, Subtitle[], string[]]> = [
		[
			'a name before the words',
			[subtitle(0, 'ANNA: Hi.'), subtitle(1, 'Bob Jr.: Yes.')],
			['0-1000 0 Hi.', '1000-2000 1 Yes.'],
		],
		['a name in a line of its own', [subtitle(0, 'Anna:|Hi there,|you.')], ['0-1000 0 Hi there, you.']],
		['a voice tag', [subtitle(0, 'Time: 10:30', 'bob jr.')], ['0-1000 1 Time: 10:30']],
		['no name: the speaker before', [subtitle(0, 'Anna: A.'), subtitle(1, 'B.')], ['0-1000 0 A.', '1000-2000 0 B.']],
		[
			'a name alone',
			[subtitle(0, 'Anna: A.'), subtitle(1, 'Bob Jr.:'), subtitle(2, 'B.')],
			['0-1000 0 A.', '2000-3000 1 B.'],
		],
		['two speakers share the time', [subtitle(0, '- Anna: abc|-Bob Jr.: a')], ['0-750 0 abc', '750-1000 1 a']],
		['two dashes without names', [subtitle(0, 'Anna: [sighs]'), subtitle(1, '- Yes.|– No.')], ['1000-2000 0 Yes. No.']],
		['a sound before the first name', [subtitle(0, '[MUSIC]'), subtitle(1, 'Anna: Hi.')], ['1000-2000 0 Hi.']],
		[
			'cues and negative numbers stay',
			[subtitle(0, 'Anna: [happy] Hi.|-5 degrees')],
			['0-1000 0 [happy] Hi. -5 degrees'],
		],
		['no space between Chinese lines', [subtitle(0, 'Anna：你|好')], ['0-1000 0 你好']],
	];

	it.each(table)('%s', (_, subtitles, expected) => {
		expect(rows(...subtitles)).toEqual(expected);
	});

	it('keeps the order of time where captions overlap', () => {
		const second = { ...subtitle(0, 'Bob Jr.: c'), start: 100 };
		expect(rows(subtitle(0, 'Anna: a|Bob Jr.: bbbb'), second)).toEqual([
			'0-200 0 a',
			'100-1000 1 c',
			'200-1000 1 bbbb',
		]);
	});

	it('no name of the list', () => {
		const first = subtitle(0, 'Anna: Hi.');
		expect(rows(first, subtitle(1, 'Hi.|Carl: Yes.'))).toEqual({ kind: 'unknownName', name: 'Carl', line: 12 });
		expect(rows(first, subtitle(1, 'Yes.', 'Carl'))).toEqual({ kind: 'unknownName', name: 'Carl', line: 12 });
		expect(rows(first, subtitle(1, '[Bob Jr.] Yes.'))).toMatchObject({
			kind: 'noColon',
			written: '[Bob Jr.]',
			line: 12,
		});
		expect(rows(subtitle(0, 'Hi.'))).toEqual({ kind: 'noFirstSpeaker', line: 'Hi.' });
	});

	it('is read from what we write', () => {
		const captions: Caption[] = [
			{ start: 0, end: 1000, lines: ['Hi.', 'You.'], speaker: 'Anna' },
			{ start: 1000, end: 2000, lines: ['And you.'], speaker: 'Anna' },
			{ start: 2000, end: 3000, lines: ['Yes.'], speaker: 'Bob Jr.' },
		];
		for (const written of [toSrt(captions), toVtt(captions)]) {
			const read = readSubtitles(written);
			expect('kind' in read ? read : rows(...read.subtitles)).toEqual([
				'0-1000 0 Hi. You.',
				'1000-2000 0 And you.',
				'2000-3000 1 Yes.',
			]);
		}
	});
});

it('speaks all words with one voice', () => {
	expect(singleVoiceTurns([subtitle(0, '(sighs)'), subtitle(1, '- Note: A|- B')])).toEqual([
		{ line: 12, start: 1000, end: 2000, text: 'Note: A B', speaker: 0 },
	]);
});

describe('a sound', () => {
	it.each(['[MUSIC]', '(door slams)', '♪♪', '- [A]|- (B)', '（音楽）', '...', '# #'])('%s', (text) => {
		expect(isSound(text.split('|'))).toBe(true);
	});

	it.each(['[happy] Hi.', '♪ la la ♪', '(sighs) No.', 'A', '5'])('not %s', (text) => {
		expect(isSound([text])).toBe(false);
	});
});
