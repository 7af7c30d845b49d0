import type { Sound } from './sound';

/**
 * Why a file cannot be heard: a header without sound, pictures without a sound track, copy protection, or a cut that
 * took the table of where the sound is.
 */
export type Lack = 'noSound' | 'noSoundTrack' | 'encrypted' | 'cutOff';

/** A file that ends before its sound does. */
export interface Cut {
	/** Seconds that the whole file has; undefined if it does not state them. */
	promised?: number;
}

/** What is known of a recording. */
export interface Measured {
	/** Length in seconds; undefined if it is unknown. */
	seconds?: number | undefined;
	/** Undefined if the codec cannot be read here. */
	sound?: Sound | undefined;
	/** Set if there is nothing to hear. */
	lack?: Lack;
	/** Set if the end of the sound is missing. */
	cut?: Cut;
}

export const nothingHeard: Measured = { seconds: 0, lack: 'noSound' };

/** Seconds that may seem to be missing from a whole file: some encoders count a frame too many. */
const tolerance = 0.1;

/** A recording with its cut, if the file promises more seconds than it has. */
export const cutIfShorter = (measured: Measured, promised: number | undefined): Measured =>
	measured.seconds !== undefined && promised !== undefined && promised - measured.seconds >= tolerance
		? { ...measured, cut: { promised } }
		: measured;
