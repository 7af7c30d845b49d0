/** A word of speech, or a character where a script has no spaces, and when it is heard. */
export interface Word {
	/** With its marks. */
	text: string;
	/** Seconds from the beginning of the whole audio. */
	start: number;
	/** Seconds; not before `start`. */
	end: number;
	/** Who says it, in a dialogue. */
	speaker?: string;
	/**
	 * What stands between it and the word before: nothing, a space, or a line's end. Where it is not told, the writing
	 * decides.
	 */
	before?: string;
}
