import { FlacBits } from './flacBits';
import { readSubframe } from './flacSubframe';

/** What holds for all frames of a stream, by STREAMINFO (RFC 9639, 8.2). */
export interface FlacStream {
	/** Hz */
	sampleRate: number;
	bitsPerSample: number;
	/** Of each channel, in all; 0 if it is not known. */
	samples: number;
}

/** A decoded frame. */
export interface FlacFrame {
	/** By channel. */
	channels: Float64Array[];
	bitsPerSample: number;
	/** In bytes. */
	size: number;
}

/** Bits by code; 0 is the stream's (9.1.4). */
const sampleSizes = [0, 8, 12, undefined, 16, 20, 24, 32];

/** Bits of block sizes and rates that follow the header, by code (9.1.1, 9.1.2). */
const blockSizeBits = [0, 0, 0, 0, 0, 0, 8, 16];
const rateBits = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 16, 16];

/** The block size of a code (9.1.1); undefined if it is reserved or follows the header. */
export const blockSizeOf = (code: number): number | undefined =>
	code > 7 ? 1 << code : code > 1 ? (code < 6 ? 144 << code : undefined) : code === 1 ? 192 : undefined;

/** A frame's header, as far as it is needed (9.1). Undefined if there is none. */
function readHeader(bits: FlacBits, stream: FlacStream) {
	if (bits.read(15) !== 0x7ffc) return undefined;
	bits.at++;
	const blockCode = bits.read(4);
	const rateCode = bits.read(4);
	const layout = bits.read(4);
	const sizeCode = bits.read(3);
	if (bits.read(1) || layout > 10 || rateCode > 14 || blockCode === 0) return undefined;
	// The number of the frame, coded as in UTF-8: its first byte states how many follow.
	const more = Math.clz32(~(bits.read(8) << 24)) - 1;
	bits.at += 8 * Math.max(0, more);
	const blockBits = blockSizeBits[blockCode] ?? 0;
	const length = blockSizeOf(blockCode) ?? bits.read(blockBits) + 1;
	bits.at += rateBits[rateCode] ?? 0;
	bits.at += 8;
	const bitsPerSample = sizeCode === 0 ? stream.bitsPerSample : sampleSizes[sizeCode];
	return bitsPerSample === undefined ? undefined : { layout, length, bitsPerSample };
}

/** Left and right from the two channels that are coded instead (9.2.3 of the layouts 8 to 10). */
function undoStereo([first, second]: Float64Array[], layout: number): void {
	if (!first || !second) return;
	for (let at = 0; at < first.length; at++) {
		const one = first[at]!;
		const two = second[at]!;
		if (layout === 8) second[at] = one - two;
		if (layout === 9) first[at] = one + two;
		if (layout === 10) {
			first[at] = one + Math.ceil(two / 2);
			second[at] = first[at]! - two;
		}
	}
}

/** CRC-16 of the polynomial 0x8005 (9.3): 0 over a frame with its own. */
const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
	let crc = byte << 8;
	for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0);
	return crc;
});

const isWhole = (frame: Uint8Array): boolean =>
	frame.reduce((crc, byte) => ((crc << 8) & 0xffff) ^ crcTable[(crc >> 8) ^ byte]!, 0) === 0;

/** Decodes the frame at the start of `bytes`. `more` if it may be longer, undefined if it is damaged or no frame. */
export function readFlacFrame(bytes: Uint8Array, stream: FlacStream): FlacFrame | 'more' | undefined {
	const bits = new FlacBits(bytes);
	const header = readHeader(bits, stream);
	if (bits.isOver) return 'more';
	if (!header) return undefined;
	const { layout, length, bitsPerSample } = header;
	const channels: Float64Array[] = [];
	for (let channel = 0; channel < (layout < 8 ? layout + 1 : 2); channel++) {
		const samples = new Float64Array(length);
		// A difference of two channels takes a bit more.
		const isDifference = layout > 7 && channel === (layout === 9 ? 0 : 1);
		if (!readSubframe(bits, samples, bitsPerSample + (isDifference ? 1 : 0))) return bits.isOver ? 'more' : undefined;
		channels.push(samples);
	}
	const size = Math.ceil(bits.at / 8) + 2;
	if (size > bytes.length) return 'more';
	if (!isWhole(bytes.subarray(0, size))) return undefined;
	undoStereo(channels, layout);
	return { channels, bitsPerSample, size };
}
