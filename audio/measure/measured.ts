import type { Sound } from './sound';

/**
 * Why a file cannot be heard: it has a header and no sound; pictures and no sound track; copy protection; or it was cut
 * off, and lacks the table that tells where its sound is.
 */
export type Lack = 'noSound' | 'noSoundTrack' | 'encrypted' | 'cutOff';

/** What is known of a recording. */
export interface Measured {
	/** Length; undefined if its format does not tell it here. */
	seconds?: number | undefined;
	/** Undefined if it is not judged. */
	sound?: Sound | undefined;
	/** Set where there is no sound to be heard. */
	lack?: Lack;
}

export const nothingHeard: Measured = { seconds: 0, lack: 'noSound' };
