import fc from 'fast-check';

import { checkDesign } from '../../fishAudio/checkDesign.ts';
import { checkSpeech } from '../../fishAudio/checkSpeech.ts';
import { checkNewVoice } from '../../fishAudio/newVoice.ts';
import { isEmpty, oneLine, withoutUnseen } from '../../fishAudio/unseen.ts';

/** Signs that nobody sees, of all kinds. */
const signs = [
	' ', '\t', '\n', '\u00a0', '\u1680', '\u2003', '\u2028', '\u3000', '\0', '\u0007', '\u001b', '\u007f', '\u0085', '\u009f', '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u180b', '\u180e',
	'\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202a', '\u202e', '\u2060', '\u2061', '\u2066', '\u206f', '\u2800', '\u3164', '\ufe00', '\ufe0f', '\ufeff', '\uffa0', '\ufff9', '\ufffe', '\ue000', '\ud800', '\udc00',
	'\u{1d173}', '\u{e0001}', '\u{e0041}', '\u{e0100}', '\u{f0000}',
];

const code = (sign: string): string => sign.codePointAt(0)!.toString(16);

describe('text that nobody sees is empty', () => {
	it.each(signs.map((sign) => [code(sign), sign]))('U+%s', (_, sign) => {
		expect(isEmpty(sign)).toBe(true);
		expect(isEmpty(`${sign}a`)).toBe(false);
		expect(() => checkSpeech({ text: sign, model: 's2.1-pro', format: 'mp3' })).toThrow("'Text' is empty");
		expect(() => checkDesign({ prompt: sign, candidates: 1 })).toThrow("'Prompt' is empty");
		const voice = { title: 'Anna', samples: { length: 1 }, visibility: 'private' as const };
		expect(() => checkNewVoice({ ...voice, title: sign })).toThrow("'Title' is empty");
		expect(() => checkNewVoice({ ...voice, transcripts: [sign] })).toThrow("Transcript 1 in 'Transcripts' is empty");
		expect(() => checkNewVoice({ ...voice, designSignatures: [sign] })).toThrow("Signature 1 in 'Voice Design Signatures' is empty");
	});

	it('in any mixture', () => {
		// The two halves of a character in their order are that character, which is seen.
		const mixture = fc.array(fc.constantFrom(...signs)).map((list) => list.join(''));
		fc.assert(fc.property(mixture.filter((text) => !text.includes('\u{10000}')), isEmpty));
	});
});

describe('what is sent of a text', () => {
	it.each<[string, string, string]>([
		['control characters are taken out', 'a\0b\u0007c\u001b[0m\u009fd', 'abc[0md'],
		['pages and vertical tabs become lines', 'a\fb\vc\u0085d', 'a\nb\nc\nd'],
		['soft hyphens are taken out', 'Donau\u00addampf\u00adschiff', 'Donaudampfschiff'],
		['zero-width signs inside of words are taken out', 'He\u200bl\u200cl\u200do\u2060 \ufeffthere', 'Hello there'],
		['and between Chinese characters', '你\u200b好\u200d', '你好'],
		['fillers become gaps', 'a\u3164b\u2800c', 'a b c'],
	])('%s', (_, text, result) => {
		expect(withoutUnseen(text)).toBe(result);
	});

	it.each<[string, string]>([
		['lines and tabs', 'a\tb\nc\r\nd'],
		['Persian joiners', 'می‌خواهم به خانه‌ها بروم'],
		['joiners of India', 'क्‍ष क्‌ष ശ്രീ ന്‍'],
		['Sinhala', 'ශ්‍රී ලංකා'],
		['emoji of several', '👩‍👩‍👧 🏳️‍🌈 👍🏽 ❤️‍🔥'],
		['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
		['breaks between Thai and Khmer words', 'ภาษา\u200bไทย ភាសា\u200bខ្មែរ'],
		['marks of direction', 'שלום\u200f (abc)\u200e'],
		['accents, composed or not', 'é e\u0301 ñ'],
	])('%s stay', (_, text) => {
		expect(withoutUnseen(text)).toBe(text);
	});

	it('has no sign less that is seen', () => {
		const seen = (text: string): string => text.replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => seen(withoutUnseen(text)) === seen(text)));
	});

	it('is one line of a title', () => {
		expect(oneLine(' Anna,\r\n\twarm\u2028and\u00ad \0calm ')).toBe('Anna, warm and calm');
	});
});
