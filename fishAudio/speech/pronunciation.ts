import type { FoundWord } from '../../text/pronunciation/findWords';
import { phonemeTags } from '../../text/pronunciation/phonemes';
import { replacementsIn } from '../../text/pronunciation/replacements';
import type { PronunciationRule } from '../../text/pronunciation/rule';
import { withSayings, type Saying } from '../../text/pronunciation/sayings';
import { inlineDictionary, type DictionaryEntry } from './inlineDictionary';

/** One version of a pronunciation dictionary that Fish Audio keeps. Its content never changes. */
export interface KeptDictionary {
	id: string;
	version: string;
}

/** How words of a text are said. */
export interface Pronunciation {
	rules: PronunciationRule[];
	/** At most `maxDictionaries`. */
	dictionaries: KeptDictionary[];
}

/** A text as it is written, and how its words are said. */
export interface WrittenText {
	text: string;
	model: string;
	pronunciation?: Pronunciation | undefined;
}

/** A text as it is sent. */
export interface SentText {
	text: string;
	/** `pronunciation_dictionary` of the API. It takes dictionaries of one kind only. */
	dictionaries: KeptDictionary[] | Array<{ items: DictionaryEntry[] }> | undefined;
	/** What differs from the written text, by positions in that. */
	sayings: Saying[];
}

const wordsOf = ({ text, model, pronunciation }: WrittenText): FoundWord[] =>
	replacementsIn(text, model, pronunciation?.rules ?? []);

/** What stands in the text in place of a word. */
export const inText = (word: string, { written, sayAs }: PronunciationRule): string =>
	written === 'phonemes' ? phonemeTags(word, sayAs) : sayAs;

/**
 * The text with respellings in place of its words. Phonemes go into a dictionary for this text where that is safe, and
 * otherwise into the text.
 */
export function sentText(written: WrittenText): SentText {
	const { text, pronunciation } = written;
	const kept = pronunciation?.dictionaries ?? [];
	const found = wordsOf(written);
	const inline = kept.length > 0 ? undefined : inlineDictionary(text, found);
	const sayings = found
		.filter(({ rule }) => !inline || rule.written === 'respelling')
		.map(({ from, to, rule }): Saying => ({ from, to, sent: inText(text.slice(from, to), rule) }));
	return {
		text: withSayings(text, sayings).text,
		dictionaries: kept.length > 0 ? kept : inline && [{ items: inline }],
		sayings,
	};
}

/** UTF-8 bytes of a text as it is sent. The API bills these. */
export const sentBytes = (written: WrittenText): number => Buffer.byteLength(sentText(written).text);

/** The longest form in which a text may be sent, word by word: with all phonemes in it. */
export const longestSayings = (written: WrittenText): Saying[] =>
	wordsOf(written).map(({ from, to, rule }) => ({ from, to, sent: inText(written.text.slice(from, to), rule) }));

/**
 * What of a pronunciation matters to texts that are spoken by one request each: the rules for words in them, and all
 * dictionaries. Undefined if nothing.
 */
export function usedPronunciation(texts: string[], said: Omit<WrittenText, 'text'>): Pronunciation | undefined {
	const rules = [...new Set(texts.flatMap((text) => wordsOf({ ...said, text }).map(({ rule }) => rule)))];
	const dictionaries = said.pronunciation?.dictionaries ?? [];
	return rules.length + dictionaries.length > 0 ? { rules, dictionaries } : undefined;
}
