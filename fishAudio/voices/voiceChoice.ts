import { oneLine } from '../../text/unseen';
import { checkCharacters } from '../checkCharacters';

/** A voice of the account by its title. */
export interface TitleChoice {
	title: string;
	/** The parameter's display name. */
	label: string;
}

/** A voice by its ID. */
interface IdChoice {
	id: string;
	/** Its title, where that is known without a request. */
	called?: string;
}

/** How a voice is chosen. */
export type VoiceChoice = IdChoice | TitleChoice;

/** Reads the title of a voice that a user entered. Fails with `input` on half a character. */
export function parseTitle(given: string, label: string): TitleChoice {
	checkCharacters(label, given);
	return { title: oneLine(given), label };
}
