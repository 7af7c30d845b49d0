/** The header of an MPEG audio frame (ISO 11172-3 and 13818-3, 2.4.2.3; version 2.5 by convention). */
export interface MpegHeader {
	/** Bytes of the frame with its header; 0 if the bitrate is free, so that only the next frame shows it. */
	length: number;
	/** Samples of each channel. */
	samples: number;
	/** Hz */
	sampleRate: number;
	/** 1 to 3 */
	layer: number;
	/** Bytes in front of the sound: header, checksum and, in layer III, side information. */
	sideEnd: number;
	/** Bytes by which a frame of free bitrate is longer. */
	padding: number;
	/** The same for all frames of a stream: version, layer and rate. */
	stream: number;
}

const bitrates: Record<string, number[]> = {
	'1 1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
	'1 2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
	'1 3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	'2 1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
	'2 2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
	'2 3': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const rates = [44_100, 48_000, 32_000];

/** Reads the frame header at `at`; undefined if there is none, or fewer than four bytes are there. */
export function readMpegHeader(bytes: Uint8Array, at = 0): MpegHeader | undefined {
	const second = bytes[at + 1] ?? 0;
	if (bytes[at] !== 0xff || (second & 0xe0) !== 0xe0 || at + 4 > bytes.length) return undefined;
	const third = bytes[at + 2] ?? 0;
	const version = (second >> 3) & 3;
	const layer = 4 - ((second >> 1) & 3);
	const bitrate = bitrates[`${version === 3 ? 1 : 2} ${layer}`]?.[third >> 4];
	const baseRate = rates[(third >> 2) & 3];
	if (bitrate === undefined || baseRate === undefined || version === 1) return undefined;
	const sampleRate = version === 3 ? baseRate : version === 2 ? baseRate / 2 : baseRate / 4;
	const samples = layer === 1 ? 384 : layer === 3 && version !== 3 ? 576 : 1152;
	// Layer I counts in slots of four bytes.
	const slot = layer === 1 ? 4 : 1;
	const padding = ((third >> 1) & 1) * slot;
	const isMono = (bytes[at + 3] ?? 0) >> 6 === 3;
	const side = version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
	return {
		length: bitrate === 0 ? 0 : Math.floor((samples * bitrate * 125) / sampleRate / slot) * slot + padding,
		samples,
		sampleRate,
		layer,
		sideEnd: 4 + (second & 1 ? 0 : 2) + (layer === 3 ? side : 0),
		padding,
		stream: (second & 0x1e) | ((third & 0x0c) << 8),
	};
}
