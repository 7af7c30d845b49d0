/** What is heard in a stretch of speech. */
export interface Heard {
	/** Words or fragments of words, without punctuation, with their seconds in the whole audio. */
	segments: Array<{ text: string; start: number; end: number }>;
	/** The text that is spoken in it, if known. It may be known without any segments. */
	content?: string;
	/** Seconds at which it begins, if known. */
	from?: number;
	/** Seconds at which it ends, if known. */
	to?: number;
}
