import type { TextRange } from '../../text/cues';
import type { FoundWord } from '../../text/pronunciation/findWords';
import { pinyinOf } from '../../text/pronunciation/phonemes';
import { withSayings } from '../../text/pronunciation/sayings';

/** An entry of a dictionary that is sent with a text (PronunciationItem of the API's contract, October 2026). */
export interface DictionaryEntry {
	/** Found everywhere in the text, also inside of words. */
	key: string;
	value: string;
	case_sensitive: boolean;
}

/** Characters of a key at most (the API's contract). */
export const longestKey = 256;

/**
 * Words that the API finds as they are: letters with single spaces, hyphens and the like between them. Digits and other
 * signs may be written out before it looks for a key.
 */
const isPlain = (word: string): boolean =>
	word.length <= longestKey && /^[\p{L}\p{M}]+(?:[ '’-][\p{L}\p{M}]+)*$/u.test(word) && word === word.normalize('NFC');

/**
 * Whether the API would find a key only at these places, which are in order, or inside of them: it takes the longest
 * key.
 */
function isOnlyAt(text: string, key: string, places: TextRange[]): boolean {
	let next = 0;
	for (let from = text.indexOf(key); from >= 0; from = text.indexOf(key, from + 1)) {
		const to = from + key.length;
		while ((places[next]?.to ?? Infinity) < to) next += 1;
		if ((places[next]?.from ?? Infinity) > from) return false;
	}
	return true;
}

/**
 * A dictionary with the phonemes of a text's words. Its keys are the words as they stand in the text. Undefined where
 * there are none, and where the API would not replace just these words: it finds keys inside of other words, too.
 */
export function inlineDictionary(text: string, found: FoundWord[]): DictionaryEntry[] | undefined {
	const sayings = found.map(({ from, to, rule }) => {
		const word = text.slice(from, to);
		return { from, to, word, rule, sent: rule.written === 'phonemes' ? word : rule.sayAs };
	});
	const sent = withSayings(text, sayings);
	const phonemes = sayings.flatMap((saying, at) => {
		const place = sent.places[at];
		return saying.rule.written === 'phonemes' && place ? [{ ...saying, place }] : [];
	});
	const values = new Map(phonemes.map(({ word, rule }) => [word, rule.sayAs]));
	const places = phonemes.map(({ place }) => place);
	const isSafe = [...values].every(
		([word, value]) => isPlain(word) && !pinyinOf(word, value) && isOnlyAt(sent.text, word, places),
	);
	if (values.size === 0 || !isSafe) return undefined;
	return Array.from(values, ([key, value]) => ({ key, value, case_sensitive: true }));
}
