import { anyBrackets } from './brackets';
import { southeastAsian } from './scriptClasses';

/**
 * Seconds that a letter takes at a usual rate of speech, by script: more where a letter is a syllable. Rather too
 * short. From the syllable rates of 17 languages (Coupé, Oh, Dediu, Pellegrino, Science Advances, 2019).
 */
const secondsOfLetter: Array<[letters: RegExp, seconds: number]> = [
	[/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/gu, 0.05],
	[/[\p{Script=Arabic}\p{Script=Hebrew}]/gu, 0.06],
	[/[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}]/gu, 0.07],
	[/[\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}]/gu, 0.07],
	[/[\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/gu, 0.07],
	[new RegExp(`[${southeastAsian}]`, 'gu'), 0.07],
	[/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.08],
	[/\p{Script=Ethiopic}/gu, 0.1],
	[/\p{Script=Hangul}/gu, 0.13],
	[/\p{Script=Han}/gu, 0.15],
	[/\p{Nd}/gu, 0.05],
];

/** Letters drawn out, as in "Nooooo", and the zeros of a million count as two. */
const repeated = /(.)\1{2,}/gsu;

/**
 * Seconds of the letters and digits of a text at a usual rate of speech, without pauses. 0 where the length cannot be
 * estimated: for signs, and for scripts that are not listed here.
 */
export function usualSeconds(text: string): number {
	// Any brackets may hold a cue, so nothing in them counts.
	const letters = text.replace(anyBrackets, ' ').replace(/\p{M}/gu, '').replace(repeated, '$1$1');
	return secondsOfLetter.reduce((sum, [pattern, seconds]) => sum + (letters.match(pattern)?.length ?? 0) * seconds, 0);
}
