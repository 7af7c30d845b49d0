import { inputError } from '../errors';
import { colon, comparedName } from '../../text/script/names';
import { shown } from '../../text/shown';
import { checkCharacters } from '../checkCharacters';

/** Fails with `input` on names of speakers that a script cannot use: empty ones, equal ones, or names with a colon. */
export function checkNames(names: string[]): void {
	if (names.length === 0) {
		throw inputError("'Speakers' is empty", "Add everyone who speaks in 'Text', each with a name and a voice.");
	}
	names.forEach((name, index) => {
		checkCharacters("Name' in 'Speakers", name);
		if (!name.trim()) {
			throw inputError(
				`Speaker ${index + 1} in 'Speakers' has no name`,
				"Enter the name that stands before the colon in 'Text'.",
			);
		}
		if (/[\n*]/.test(name) || colon.test(name)) {
			throw inputError(
				`The name '${shown(name.trim())}' in 'Speakers' contains a character that names cannot have`,
				'Remove colons, asterisks and line breaks.',
			);
		}
		if (names.findIndex((other) => comparedName(other) === comparedName(name)) < index) {
			throw inputError(
				`'Speakers' has '${shown(name.trim())}' more than once`,
				'Give each speaker a different name. Upper and lower case do not count.',
			);
		}
	});
}
