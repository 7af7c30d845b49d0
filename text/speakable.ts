import { withoutPhonemeTags } from './brackets';
import { withoutCues } from './cues';
import { hasLetters } from './spacing';
import { seenOf } from './unseen';

/** What the model speaks, with the letters of phonemes. */
const spokenOf = (text: string, model: string): string => seenOf(withoutCues(withoutPhonemeTags(text), model));

/** Whether a text has letters or digits to speak, apart from its cues and tags. */
export const hasWords = (text: string, model: string): boolean => hasLetters(spokenOf(text, model));

/**
 * Whether a text has anything to speak: letters, digits, emoji or signs such as €. Punctuation and cues do not count.
 */
export const canBeSpoken = (text: string, model: string): boolean =>
	/[\p{L}\p{N}\p{Sc}\p{Sm}\p{So}%&@§]/u.test(spokenOf(text, model));
