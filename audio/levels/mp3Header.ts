/** What a layer III frame says of itself (ISO 11172-3 and 13818-3, 2.4.2.3). */
export interface Mp3Header {
	/** MPEG-1; else MPEG-2, or 2.5 as it is called. */
	isFirstVersion: boolean;
	/** Hz. */
	rate: number;
	channels: 1 | 2;
	/** Whether both channels were written as their sum and difference. */
	isSum: boolean;
	/** Whether the upper bands may be written as one channel and a position. */
	isPositioned: boolean;
	/** Where what is said of the granules begins, and where the frame's own part of the sound does. */
	side: number;
	main: number;
}

const rates = [44_100, 48_000, 32_000];

/** Undefined where the bytes are no whole head of a layer III frame. */
export function mp3Header(bytes: Uint8Array): Mp3Header | undefined {
	const [first, second = 0, third = 0, fourth = 0] = bytes;
	const version = (second >> 3) & 3;
	const rate = rates[(third >> 2) & 3];
	if (first !== 0xff || (second & 0xe6) !== 0xe2 || version === 1 || !rate) return undefined;
	const isFirstVersion = version === 3;
	const mode = fourth >> 6;
	const channels = mode === 3 ? 1 : 2;
	const isJoint = mode === 1;
	const side = second & 1 ? 4 : 6;
	const main = side + (isFirstVersion ? [17, 32] : [9, 17])[channels - 1]!;
	if (bytes.length < main) return undefined;
	return {
		isFirstVersion,
		rate: isFirstVersion ? rate : version === 2 ? rate / 2 : rate / 4,
		channels,
		isSum: isJoint && (fourth & 0x20) !== 0,
		isPositioned: isJoint && (fourth & 0x10) !== 0,
		side,
		main,
	};
}
