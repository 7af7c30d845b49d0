import { withoutCues } from './cues';
import { seenOf } from './unseen';

const phonemes = /<\|phoneme_start\|>([^<\n]{0,200})<\|phoneme_end\|>/g;

/** What is spoken of a text, with the letters of its phonemes in their place. */
const spokenOf = (text: string, model: string): string => withoutCues(text.replace(phonemes, ' $1 '), model);

/** Whether a text has letters or digits to be spoken, beside its cues and tags. */
export const hasWords = (text: string, model: string): boolean => /[\p{L}\p{N}]/u.test(seenOf(spokenOf(text, model)));

/** Whether anything of a text may be spoken. Signs such as € and emoji may, punctuation and cues alone are not. */
export const canBeSpoken = (text: string, model: string): boolean =>
	hasWords(text, model) || /[\p{Sc}\p{Sm}\p{So}%&@§]/u.test(seenOf(spokenOf(text, model)));
