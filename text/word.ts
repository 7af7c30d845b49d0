/** A spoken word (in scripts without spaces: a character) and when it is heard. */
export interface Word {
	/** With its punctuation. */
	text: string;
	/** Seconds from the beginning of the whole audio. */
	start: number;
	/** Seconds; not before `start`. */
	end: number;
	/** Who says it, in a dialogue. */
	speaker?: string;
	/** What stands before it: nothing, a space or line feeds. If unknown, the script decides whether it is a space. */
	before?: string;
}
