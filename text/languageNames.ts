let made: Intl.DisplayNames | undefined;

/** The English name of a language; undefined for a code without one. */
function nameOf(code: string): string | undefined {
	// Not made at load, which it would double.
	made ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
	return made.of(code);
}

/** The English name of a language, such as `German` for `de`. A text that is no known code stays as it is. */
export const languageName = (code: string): string =>
	(/^[a-z]{2,3}(?:-[a-z]{2})?$/i.test(code) ? nameOf(code) : undefined) ?? code;

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

let codesByName: Map<string, string> | undefined;

/** The two-letter codes of all languages, by their English names in small letters. */
function readCodes(): Map<string, string> {
	const codes = new Map<string, string>();
	for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
		const name = nameOf(code)?.toLowerCase();
		// Old codes, such as `iw` for `he`, have the names of the new ones.
		if (name !== undefined && Intl.getCanonicalLocales(code)[0] === code) codes.set(name, code);
	}
	return codes;
}

/** Whether a two-letter code is that of a language. */
export const isLanguageCode = (code: string): boolean => nameOf(code) !== undefined;

/** The two-letter code of the language that a text names in English or by its code; undefined if it names none. */
export function languageCode(text: string): string | undefined {
	const given = text.trim().toLowerCase();
	if (/^[a-z]{2}$/.test(given)) return isLanguageCode(given) ? given : undefined;
	codesByName ??= readCodes();
	return codesByName.get(given);
}
