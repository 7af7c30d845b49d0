import { inputError } from './errors';
import { shown } from '../text/shown';

/**
 * Fails with `input` on half of a character (a lone surrogate): it cannot be encoded as UTF-8, and the API answers with
 * an error. `label` is the display name of the parameter.
 */
export function checkCharacters(label: string, text: string): void {
	const position = text.search(/\p{Cs}/u);
	if (position < 0) return;
	const before = text.slice(Math.max(0, position - 20), position).trim();
	throw inputError(
		`'${label}' contains half a character at position ${position + 1}${before && `, after '${shown(before)}'`}`,
		'Text that is cut to a length can end in the middle of an emoji or a rare character. Remove that half, or ' +
			'cut the text elsewhere.',
	);
}
