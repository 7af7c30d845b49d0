import { isLanguageCode } from '../../../text/languageNames';

/** A language with its script and country, as folders of translations are named: de, es-MX, zh-Hant_TW. */
const tag = /^\s*([a-z]{2}(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|\d{3}))?)\s*[/\\](?=.*[\p{L}\p{N}])/su;

/**
 * Takes the folder of a language off the beginning of a file name. Of `es-MX/welcome` it is `es-MX`; `AC/DC` and
 * `11/12` have none.
 */
export function splitLanguageFolder(given: string): { folder: string | undefined; name: string } {
	const [start, folder] = tag.exec(given) ?? [];
	return start !== undefined && folder !== undefined && isLanguageCode(folder.slice(0, 2))
		? { folder, name: given.slice(start.length) }
		: { folder: undefined, name: given };
}
