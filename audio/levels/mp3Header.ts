import { readMpegHeader } from '../mp3/header';

/** The header of a layer III frame (ISO 11172-3 and 13818-3, 2.4.2.3). */
export interface Mp3Header {
	/** MPEG-1; otherwise MPEG-2 or 2.5. */
	isFirstVersion: boolean;
	/** Hz. */
	rate: number;
	channels: 1 | 2;
	/** Whether both channels were written as their sum and difference. */
	isSum: boolean;
	/** Whether the upper bands may be written as one channel and a position. */
	isPositioned: boolean;
	/** Where the side information begins, and where the frame's own part of the sound does. */
	side: number;
	main: number;
}

/** Undefined if the bytes are not a complete head of a layer III frame. */
export function mp3Header(bytes: Uint8Array): Mp3Header | undefined {
	const header = readMpegHeader(bytes);
	if (header?.layer !== 3 || bytes.length < header.sideEnd) return undefined;
	const [, second = 0, , fourth = 0] = bytes;
	const mode = fourth >> 6;
	const isJoint = mode === 1;
	return {
		isFirstVersion: header.samples === 1152,
		rate: header.sampleRate,
		channels: mode === 3 ? 1 : 2,
		isSum: isJoint && (fourth & 0x20) !== 0,
		isPositioned: isJoint && (fourth & 0x10) !== 0,
		side: second & 1 ? 4 : 6,
		main: header.sideEnd,
	};
}
