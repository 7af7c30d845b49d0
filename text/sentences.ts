/** The mark that ends a sentence (Unicode: Sentence_Terminal) or leaves it open, with closing quotes and brackets. */
const endMark = /[\p{STerm}…]["'\p{Pe}\p{Pf}]*$/u;

/**
 * Titles, initials, list numbers and German days (`24. Dezember`): their full stop ends no sentence. `don’t.`,
 * `B-12.`, `2024.` and `3.5.` are not among them.
 */
const abbreviation = new RegExp(
	String.raw`(?<![\p{L}\p{Nd}][’'.,-]?)(?:(?:\p{L}\.)*\p{L}|\p{Nd}{1,2}|Ph\.D|` +
		String.raw`[DJSHF]r|Mrs?|Ms|Mme|Mlle|Sra|Prof|St|Gen|Col|Capt|Lt|Sgt|Rev|vs|approx|ca|bzw|Nr)\.$`,
	'iu',
);

/** Whether a text ends with the mark of a sentence's end. Abbreviations have it, too. */
export const hasEndMark = (text: string): boolean => endMark.test(text);

/** Whether a sentence ends with `before`, judged by its last word and the beginning of what follows. */
export const endsSentence = (before: string, after: string | undefined): boolean =>
	endMark.test(before) && !abbreviation.test(before) && !/^\p{Ll}/u.test(after ?? '');
