/** What one speaker says before another one speaks. */
export interface Turn {
	/** Index in the list of speakers. */
	speaker: number;
	text: string;
}

/** Why a script cannot be spoken: the first thing that would be spoken by the wrong voice, or not at all. */
export type ScriptFault =
	/** The first words have no speaker. */
	| { kind: 'noFirstSpeaker'; line: string }
	/** A line begins with `name:`, which is not in the list of speakers. Lines are counted from 1. */
	| { kind: 'unknownName'; name: string; line: number }
	/** A line begins with a speaker's name, but has no colon after it. */
	| { kind: 'noColon'; name: string; written: string; line: number }
	/** A speaker's name with nothing after it. */
	| { kind: 'noWords'; speaker: number; line: number };

/** The same for a text with speaker tags. */
export type TagFault =
	| { kind: 'noFirstTag' }
	/** What looks like a speaker tag, but is written in another way. */
	| { kind: 'wrongTag'; tag: string }
	/** A speaker tag whose number is too high for the list of speakers. */
	| { kind: 'unknownSpeaker'; speaker: number }
	| { kind: 'emptyTag'; speaker: number };
