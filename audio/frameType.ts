import { adtsHeaderLength, readAdtsHeader } from './aac/adtsHeader';
import { findFrames } from './frames/findFrames';
import { findMp3Frames } from './mp3/findFrames';

/** Bytes from the start of a file in which frames are looked for if it has no signature. */
export const searchedForFrames = 64 * 1024;

/**
 * The type of a file without a signature, by its frames: they may begin behind anything, such as the rest of a frame
 * whose start was cut off. Undefined if there are none.
 */
export function frameTypeOf(start: Uint8Array): 'mp3' | 'aac' | undefined {
	if (findMp3Frames(start) !== undefined) return 'mp3';
	return findFrames(start, readAdtsHeader, adtsHeaderLength) === undefined ? undefined : 'aac';
}
