import { withoutCues } from '../../../text/cues.ts';
import { checkDesign } from '../../../fishAudio/design/checkDesign.ts';
import { writeDialogue } from '../../../fishAudio/speech/dialogue.ts';
import { checkLanguage, languageLetters } from '../../../fishAudio/language.ts';
import { leastSeconds } from '../../../text/leastSeconds.ts';
import { markupIn } from '../../../text/markup.ts';
import { models } from '../../../fishAudio/models.ts';
import { nameWithoutColon } from '../../../text/script/nameWithoutColon.ts';
import { readScriptLine } from '../../../text/script/scriptLine.ts';
import { leadingPauses, pauseFault, splitAtPauses } from '../../../text/pauses.ts';
import { planOf } from '../../../fishAudio/speech/textParts.ts';
import { shown } from '../../../text/shown.ts';
import { canBeSpoken } from '../../../text/speakable.ts';
import { readSubtitles } from '../../../text/subtitles/readSubtitles.ts';
import type { Subtitle } from '../../../text/subtitles/subtitle.ts';
import { subtitleTurns } from '../../../text/subtitles/subtitleTurns.ts';
import { splitText } from '../../../text/splitText.ts';
import { spokenText } from '../../../text/spokenText.ts';
import { textWords } from '../../../text/textWords.ts';
import { nearest } from '../../../text/nearest.ts';
import { isEmpty, oneLine, withoutUnseen } from '../../../text/unseen.ts';
import { likeTitle } from '../../../fishAudio/voices/title.ts';
import { parseTitle } from '../../../fishAudio/voices/voiceChoice.ts';
import { parseVoiceId } from '../../../fishAudio/voices/voiceId.ts';
import { filterLanguage } from '../../../fishAudio/voices/voices.ts';
import { lineBreak, listOf, namesOf, numberOf } from '../../../nodes/shared/parameters/values.ts';
import { cpuTime, growsFaster } from '../../support/cpuTime.mts';

/** Texts for which a careless expression takes quadratic time: repeated characters, and openings without an end. */
const hostile = [
	...' \t\n\u00a0*_-=~#`.,:;!?()[]{}<>|&/\\"\'aA1\u200b\u200d\u0301\u00ad\u2028é中🤖',
	'<speaker ',
	'< | ',
	'<|speaker:',
	'<b ',
	'<a b=',
	'</a',
	'<break ',
	'<break time="1s"/>',
	'<break time=',
	'[pause 1s]',
	'[happy][pause 1ms]',
	'<soft>a[pause 1ms]',
	',[pause 1ms]',
	'a<|speaker:0|>[pause 1ms]',
	'<|speaker:0|>[happy][pause 1ms]',
	'a[pause 1ms]',
	'[pause ',
	'<|speaker:0|>',
	'<soft>',
	'&#',
	'&am',
	'**',
	'__',
	'*a',
	'~~a',
	'```',
	'`a',
	'![',
	'[a](',
	'](',
	'{{',
	'| a',
	'> ',
	'# ',
	'Anna ',
	'Anna\n',
	'Anna:',
	'Anna: \n',
	'a: ',
	'a - ',
	'[Anna',
	'said ',
	'1.',
	'1,',
	'[happy',
	'[a].',
	' *a',
	'[a',
	'[ ',
	'(<',
	'<|',
	'<|phoneme_start|>',
	'<a>',
	'</a>',
	'(very ',
	'http:',
	'www.',
	', ',
	'" ',
	'["',
	'-1e',
	'0,',
	' *\n',
	'- - ',
	'* * ',
	'a.\n',
	'\u0915\u094d\u200d',
	'10:30 ',
	'|',
	'; ',
	'\r',
	'\r\r\n',
	'<v a',
	'<v a>',
	'</v>',
	'<rt>',
	'{\\',
	'1\n\n',
	'-->',
	'0:0 -->',
	'00:01,000 --> 00:02,000\n',
	'00:01.000 --> 00:02.000\na\n',
];

/** Openings, and characters that may follow without an end. */
const beginnings = [
	'<',
	'< |',
	'<speaker',
	'[',
	'[pause',
	'[pause 1',
	'<break ',
	'<break time="',
	'(',
	'"',
	'**',
	'*a',
	'__a',
	'~~a',
	'`',
	'{{',
	'&#',
	'<|speaker:',
	'<a b=',
	'Anna:',
	'- ',
	'#',
	'> ',
	'|',
	'http://',
	'1',
	'0,',
	'["',
	'10:30',
	'10:30 -',
	'1.1.25,',
	'| Bob',
	'[{ "',
	'\\u',
];
const goings = [' ', '\t', '\n', '*', '_', 'a', '-', '1', '.', ','];

const oneSubtitle = (text: string): Subtitle => ({
	line: 1,
	start: 0,
	end: 1,
	lines: text.split('\n'),
	speaker: undefined,
});

const functions: Array<[string, (text: string) => unknown]> = [
	['shown', (text) => shown(text)],
	['isEmpty', isEmpty],
	['withoutUnseen', withoutUnseen],
	['oneLine', oneLine],
	['canBeSpoken', (text) => models.map((model) => canBeSpoken(text, model))],
	['withoutCues', (text) => models.map((model) => withoutCues(text, model))],
	['leastSeconds', (text) => leastSeconds(text)],
	['spokenText', (text) => spokenText(text, 's2.1-pro')],
	['textWords', (text) => textWords([{ text }])],
	['markupIn', (text) => ['s2.1-pro', 'drama-3'].map((model) => markupIn(text, model))],
	['readScriptLine', readScriptLine],
	['nameWithoutColon', nameWithoutColon],
	['writeDialogue', (text) => writeDialogue(text, ['Anna'], 's2.1-pro')],
	['writeDialogue after a name', (text) => writeDialogue(`Anna: ${text}`, ['Anna'], 's2.1-pro')],
	['writeDialogue with a tag', (text) => writeDialogue(`<|speaker:0|>${text}`, ['Anna'], 's2.1-pro')],
	['pauses', (text) => [pauseFault(text), splitAtPauses(text), leadingPauses(text)]],
	['planOf', (text) => models.map((model) => planOf({ text: `[pause 1s]${text}`, model }))],
	['splitText', (text) => splitText(text, () => 3000)],
	['readSubtitles', readSubtitles],
	['readSubtitles of a caption', (text) => readSubtitles(`1\n00:01,000 --> 00:02,000\n${text}`)],
	['readSubtitles of WebVTT', (text) => readSubtitles(`WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`)],
	['subtitleTurns', (text) => subtitleTurns([oneSubtitle(text)], ['Anna'])],
	['checkDesign', (prompt) => checkDesign({ prompt, candidates: 1 })],
	['checkLanguage', checkLanguage],
	['languageLetters', languageLetters],
	['filterLanguage', (text) => filterLanguage(text, 'Language')],
	['nearest', (text) => nearest(text, [text, 'Anna'], 2)],
	['parseTitle', (text) => parseTitle(text, 'Voice')],
	['likeTitle', (text) => likeTitle([{ title: text } as never], text)],
	['parseVoiceId', (text) => parseVoiceId(text)],
	['lists', (text) => [listOf(text, lineBreak, 'x'), namesOf(text, 'x')]],
	['numbers', (text) => numberOf(text, 'x')],
];

/** Processor time in milliseconds that a text takes. An error counts as a result. */
const timeOf = (take: (text: string) => unknown, text: string): number =>
	cpuTime(() => {
		try {
			take(text);
		} catch {
			// Only the time counts.
		}
	});

/** A careless expression: it looks for the end of each run of spaces from each of its spaces. */
const careless = (text: string): string => text.replace(/ +$/, '');

/** Compares each 150th character with all before it. */
function comparing(text: string): number {
	let same = 0;
	for (let at = 0; at < text.length; at += 150) {
		for (let before = 0; before < at; before++) if (text.charCodeAt(before) === text.charCodeAt(at)) same += 1;
	}
	return same;
}

/** A third of what the careless expression takes for 20,000 characters on this machine. */
const limit = Math.min(...[1, 2, 3].map(() => timeOf(careless, `${' '.repeat(20_000)}x`))) / 3;

/** Measured three times, since garbage collection may fall into one of them. */
const isSlow = (take: (text: string) => unknown, text: string): boolean =>
	[1, 2, 3].every(() => timeOf(take, text) > limit);

const repeated = (piece: string, length: number): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Also with an end that matches nothing, so that an expression has to give up. */
const variants = (piece: string, length: number): string[] => [
	repeated(piece, length),
	`${repeated(piece, length)}\u0000x`,
	`x${repeated(piece, length)}:`,
];

/** Whether 200,000 characters take far longer than four times 50,000, in one of the variants. */
const growsTooFast = (take: (text: string) => unknown, piece: string): boolean =>
	[0, 1, 2].some((variant) => {
		const [short = '', long = ''] = [50_000, 200_000].map((length) => variants(piece, length)[variant]);
		// Work that is already slow need not be tried with the long text.
		const isSlowAlready = [1, 2, 3].every(() => timeOf(take, short) > 6 * limit);
		return isSlowAlready || growsFaster((times) => timeOf(take, times === 1 ? short : long));
	});

describe('no text takes long', () => {
	it.each(functions)(
		'%s',
		(_, take) => {
			const slow = hostile.flatMap((piece) =>
				variants(piece, 20_000).flatMap((text) => (isSlow(take, text) ? [piece] : [])),
			);
			const open = beginnings.flatMap((start) =>
				goings.filter((piece) => isSlow(take, `${start}${repeated(piece, 20_000)}`)).map((piece) => [start, piece]),
			);
			expect(open).toEqual([]);
			expect(slow).toEqual([]);
		},
		60_000,
	);

	it.each(functions)(
		'%s, with the longest texts',
		(_, take) => {
			const pieces = ['*', ' ', '<speaker ', 'a', '\n', '[a](', '[a].', '&#', 'Anna: '];
			expect(pieces.filter((piece) => growsTooFast(take, piece))).toEqual([]);
		},
		60_000,
	);

	it('quadratic work is found, in short and in long texts', () => {
		expect(isSlow((text) => careless(text), `${' '.repeat(20_000)}x`)).toBe(true);
		expect(growsTooFast(comparing, 'a')).toBe(true);
	});
});
