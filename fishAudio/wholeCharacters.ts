import { inputError } from './errors';
import { shown } from '../text/shown';

/**
 * Fails with `input` on half of a character (a lone surrogate): it has no UTF-8 form, and the API answers with an
 * error.
 */
export function checkCharacters(label: string, text: string): void {
	const at = text.search(/\p{Cs}/u);
	if (at < 0) return;
	const before = text.slice(Math.max(0, at - 20), at).trim();
	throw inputError(
		`'${label}' has half a character at place ${at + 1}${before && `, behind '${shown(before)}'`}`,
		'Text that is cut to a length can end in the middle of an emoji or a rare character. Remove that half, or cut the text elsewhere.',
	);
}
