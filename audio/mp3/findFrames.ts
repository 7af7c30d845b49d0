import { findFrames } from '../frames/findFrames';
import { readMpegHeader, type MpegHeader } from './header';

const readMp3Header = (bytes: Uint8Array, at: number): MpegHeader | undefined => {
	const header = readMpegHeader(bytes, at);
	return header?.layer === 3 && header.length > 0 ? header : undefined;
};

/**
 * Where the first of three MP3 frames in a row begins in the start of a file, or of two if the start ends behind them;
 * undefined if there are none. Look for signatures of other types first. 8 KB find frames behind 2 KB of anything else.
 */
export const findMp3Frames = (start: Uint8Array): number | undefined => findFrames(start, readMp3Header, 4);
