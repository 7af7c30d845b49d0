import { inputError } from './errors';
import { shown } from '../text/shown';

/**
 * The form of a language tag (BCP 47): a language of two or three letters, and a script or a country where it has one.
 */
const tag = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** Fails with `input` on what is no language tag, such as the name of a language. */
export function checkLanguage(language: string | undefined): void {
	if (language === undefined || tag.test(language)) return;
	throw inputError(
		`'Language' cannot be '${shown(language)}'`,
		"Enter the code of a language, such as 'en', 'de' or 'pt-BR', or leave it out.",
	);
}

/** A language tag as it is written: also with an underscore, as systems write locales. */
export const languageTag = (given: string): string => given.trim().replaceAll('_', '-');

/** Two letters of a language (ISO 639-1), and a script or a country behind them. */
const twoLetters = /^([a-z]{2})([-_][a-z0-9]{1,8})*$/i;

/**
 * The two lower-case letters that transcription takes for a language: `en` of `en-US` or `EN`. Fails with `input` on
 * anything else.
 */
export function languageLetters(language: string): string {
	const letters = twoLetters.exec(language.trim())?.[1];
	if (letters !== undefined) return letters.toLowerCase();
	throw inputError(
		`'Language' cannot be '${shown(language)}'`,
		"Enter the two letters of the language that is spoken, such as 'en' or 'de', or leave it out: Fish Audio finds it out by itself.",
	);
}
