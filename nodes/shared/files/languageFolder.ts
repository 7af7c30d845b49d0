/** A language with its script and country, as folders of translations are named: de, es-MX, zh-Hant_TW. */
const tag = /^\s*([a-z]{2}(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|\d{3}))?)\s*[/\\](?=.*[\p{L}\p{N}])/su;

let names: Intl.DisplayNames | undefined;

function isLanguage(code: string): boolean {
	// Made when it is needed: to read the names takes longer than to load a node.
	names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
	return names.of(code) !== undefined;
}

/**
 * Takes the folder of a language off the beginning of a file name. Of `es-MX/welcome` it is `es-MX`; `AC/DC` and
 * `11/12` have none.
 */
export function splitLanguageFolder(given: string): { folder: string | undefined; name: string } {
	const [start, folder] = tag.exec(given) ?? [];
	return start !== undefined && folder !== undefined && isLanguage(folder.slice(0, 2))
		? { folder, name: given.slice(start.length) }
		: { folder: undefined, name: given };
}
