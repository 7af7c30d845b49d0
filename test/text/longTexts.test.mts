import { withoutCues } from '../../text/cues.ts';
import { checkDesign } from '../../fishAudio/design/checkDesign.ts';
import { writeDialogue } from '../../fishAudio/speech/dialogue.ts';
import { checkLanguage, languageLetters } from '../../fishAudio/language.ts';
import { leastSeconds } from '../../text/leastSeconds.ts';
import { markupIn } from '../../text/markup.ts';
import { models } from '../../fishAudio/models.ts';
import { nameWithoutColon } from '../../text/script/nameWithoutColon.ts';
import { readScriptLine } from '../../text/script/scriptLine.ts';
import { shown } from '../../text/shown.ts';
import { canBeSpoken } from '../../text/speakable.ts';
import { splitText } from '../../text/splitText.ts';
import { spokenText } from '../../text/spokenText.ts';
import { textWords } from '../../text/textWords.ts';
import { nearest } from '../../text/nearest.ts';
import { isEmpty, oneLine, withoutUnseen } from '../../text/unseen.ts';
import { likeTitle } from '../../fishAudio/voices/title.ts';
import { parseTitle } from '../../fishAudio/voices/voiceChoice.ts';
import { parseVoiceId } from '../../fishAudio/voices/voiceId.ts';
import { filterLanguage } from '../../fishAudio/voices/voices.ts';
import { lineBreak, listOf, namesOf, numberOf } from '../../nodes/shared/parameters/values.ts';
import { cpuTime } from '../support/cpuTime.mts';

/** Texts for which a careless expression takes quadratic time: repeated signs, and openings that are never closed. */
const hostile = [
	...' \t\n\u00a0*_-=~#`.,:;!?()[]{}<>|&/\\"\'aA1\u200b\u200d\u0301\u00ad\u2028é中🤖',
	'<speaker ',
	'< | ',
	'<|speaker:',
	'<b ',
	'<a b=',
	'</a',
	'<break ',
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
];

/** Openings, and signs that may follow without an end. */
const beginnings = [
	'<',
	'< |',
	'<speaker',
	'[',
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
	['splitText', (text) => splitText(text, () => 3000)],
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

/** Milliseconds that a text takes. An error counts as a result. */
const timeOf = (take: (text: string) => unknown, text: string): number =>
	cpuTime(() => {
		try {
			take(text);
		} catch {
			// Only the time counts.
		}
	});

/** Measured three times, since garbage collection may fall into one of them. */
const isSlow = (take: (text: string) => unknown, text: string): boolean =>
	[1, 2, 3].every(() => timeOf(take, text) > 100);

const repeated = (piece: string, length: number): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Also with an end that matches nothing, so that an expression has to give up. */
const variants = (piece: string, length: number): string[] => [
	repeated(piece, length),
	`${repeated(piece, length)}\u0000x`,
	`x${repeated(piece, length)}:`,
];

describe('no text takes long', () => {
	it.each(functions)(
		'%s',
		(_, take) => {
			// A quadratic expression needs half a second for 20,000 characters, and 100 times that for ten times as many.
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
			const slow = ['*', ' ', '<speaker ', 'a', '\n', '[a](', '&#', 'Anna: '].flatMap((piece) =>
				variants(piece, 200_000).flatMap((text) => ([1, 2].every(() => timeOf(take, text) > 2_000) ? [piece] : [])),
			);
			expect(slow).toEqual([]);
		},
		60_000,
	);
});
