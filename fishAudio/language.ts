import { inputError } from './errors';

/** The form of a language tag (BCP 47): a language of two or three letters, and a script or a country where it has one. */
const tag = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** Fails with `input` on what is no language tag, such as the name of a language. */
export function checkLanguage(language: string | undefined): void {
	if (language === undefined || tag.test(language)) return;
	throw inputError(
		`'Language' cannot be '${language}'`,
		"Enter the code of a language, such as 'en', 'de' or 'pt-BR', or leave it out.",
	);
}
