/** A text in a form that is the same for all spellings of a word, with the way back to the text. */
export interface ComparedText {
	/** UTF-16 units. */
	units: string;
	/** For each unit, where its character begins in the text; for a further one, where the text ends. */
	from: Int32Array;
	/** For each unit, 1 if a character begins with it; 1 for a further one. */
	begins: Uint8Array;
}

/** White space, a Hangul syllable in its parts, a letter with its marks. */
const characters = /\s+|[\u1100-\u115f\ua960-\ua97c\uac00-\ud7a3][\u1160-\u11ff\ud7b0-\ud7fb]*|\P{M}\p{M}*|\p{M}+/gu;

const apostrophes = /[’‘ʼ＇´`]/g;

/** A text with letters composed (Unicode Annex 15), straight apostrophes and single spaces. */
export const exactForm = (text: string): string => text.normalize('NFC').replace(apostrophes, "'").replace(/\s+/g, ' ');

/** The same without regard to case: `ß` is `SS`, and all Turkish `i` are one. */
const foldedForm = (character: string): string =>
	exactForm(character).toUpperCase().toLowerCase().replaceAll('i\u0307', 'i');

/** Without regard to case, composition of letters, kind of apostrophe and amount of white space. */
export function comparedText(text: string): ComparedText {
	const forms: string[] = [];
	const from: number[] = [];
	const begins: number[] = [];
	for (const { 0: character, index } of text.matchAll(characters)) {
		const form = foldedForm(character);
		forms.push(form);
		for (let at = 0; at < form.length; at++) {
			from.push(index);
			begins.push(at === 0 ? 1 : 0);
		}
	}
	return {
		units: forms.join(''),
		from: Int32Array.from([...from, text.length]),
		begins: Uint8Array.from([...begins, 1]),
	};
}

const isAscii = /^[\x20-\x7e]*$/;

/** The same for a word. Lists have thousands of words, mostly of ASCII, which has a quicker way. */
export const comparedWord = (word: string): string =>
	isAscii.test(word) ? exactForm(word).toLowerCase() : comparedText(word).units;
