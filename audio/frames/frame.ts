/** One unit of a stream: an MPEG frame, an Ogg page or a tag. */
export interface Frame {
	/** Bytes, up to the start of the next one. */
	length: number;
	/** Seconds of sound in it; with `absolute`, seconds of sound from the start of the stream to its end. */
	seconds: number;
	absolute?: boolean;
	/** Seconds at the start of the stream that no player plays: the pre-skip of Opus. */
	skipped?: number;
	/** Hz, if the frame states it. */
	sampleRate?: number;
}

/**
 * Reads the frame at the start of `head`. Returns undefined if there is no frame, and `more` if `head` may be too short
 * to tell.
 */
export type ReadFrame = (head: Uint8Array) => Frame | 'more' | undefined;

/** Bytes that hold the header of any frame: an Ogg page header with a full segment table. */
export const longestFrameHeader = 27 + 255;
