import { inputError } from './errors';
import { shown } from '../text/shown';

/** The form of a language tag (BCP 47): two or three letters, and a script or country if there is one. */
const tagForm = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** Fails with `input` on anything but a language tag, such as the name of a language. */
export function checkLanguage(language: string | undefined): void {
	if (language === undefined || tagForm.test(language)) return;
	throw inputError(
		`'Language' cannot be '${shown(language)}'`,
		"Enter a language code, such as 'en', 'de' or 'pt-BR', or leave it out.",
	);
}

/** A language tag in its usual form: with hyphens instead of the underscores of some systems. */
export const languageTag = (given: string): string => given.trim().replaceAll('_', '-');

/** Two letters of a language (ISO 639-1), and a script or country after them. */
const twoLetters = /^([a-z]{2})([-_][a-z0-9]{1,8})*$/i;

/**
 * The language as transcription takes it, in two lower-case letters: `en` for `en-US` or `EN`. Fails with `input` on
 * anything else.
 */
export function languageLetters(language: string): string {
	const letters = twoLetters.exec(language.trim())?.[1];
	if (letters !== undefined) return letters.toLowerCase();
	throw inputError(
		`'Language' cannot be '${shown(language)}'`,
		"Enter the two-letter code of the spoken language, such as 'en' or 'de', or leave it out: Fish Audio " +
			'detects the language.',
	);
}
