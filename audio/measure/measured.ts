import type { Sound } from './sound';

/**
 * Why a file cannot be heard: a header without sound, pictures without a sound track, copy protection, or a cut that
 * took the table of where the sound is.
 */
export type Lack = 'noSound' | 'noSoundTrack' | 'encrypted' | 'cutOff';

/** What is known of a recording. */
export interface Measured {
	/** Length in seconds; undefined if it is unknown. */
	seconds?: number | undefined;
	/** Undefined if the codec cannot be read here. */
	sound?: Sound | undefined;
	/** Set if there is nothing to hear. */
	lack?: Lack;
}

export const nothingHeard: Measured = { seconds: 0, lack: 'noSound' };
