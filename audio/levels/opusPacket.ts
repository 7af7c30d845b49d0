import { opusFrameSamples } from '../ogg/opusSamples';

/** The header of an Opus packet and its frames (RFC 6716, 3). */
export interface OpusPacket {
	mode: 'silk' | 'hybrid' | 'celt';
	/** Narrow, medium, wide, super-wide and full: 0 to 4. */
	bandwidth: number;
	/** Samples of 48 kHz in one frame. */
	samples: number;
	channels: 1 | 2;
	/** Compressed frames. One of 0 or 1 bytes was not sent, since there was nothing to hear. */
	frames: Uint8Array[];
	/** Bytes of the packet, with padding. */
	length: number;
}

/** A packet may hold 120 ms, and a frame 1275 bytes. */
const maxSamples = 5760;
const maxBytes = 1275;

const formOf = (config: number): Pick<OpusPacket, 'mode' | 'bandwidth' | 'samples'> => {
	const samples = opusFrameSamples(config);
	if (config < 12) return { mode: 'silk', bandwidth: config >> 2, samples };
	if (config < 16) return { mode: 'hybrid', bandwidth: 3 + ((config - 12) >> 1), samples };
	const bandwidth = (config - 16) >> 2;
	return { mode: 'celt', bandwidth: bandwidth && bandwidth + 1, samples };
};

const sum = (sizes: number[]): number => sizes.reduce((total, size) => total + size, 0);

/**
 * Reads the packet at the start of `bytes`. It takes all of them, or only its own length if it is self-delimited (RFC
 * 6716, appendix B). Undefined if it is broken.
 */
export function readOpusPacket(bytes: Uint8Array, selfDelimited: boolean): OpusPacket | undefined {
	let at = 0;
	const byte = (): number => bytes[at++] ?? 0;
	const first = byte();
	const code = first & 3;
	const head = code === 3 ? byte() : 0;
	const count = code === 3 ? head & 0x3f : Math.min(code, 1) + 1;
	const isEqual = code === 3 ? head < 0x80 : code === 1;
	let padding = 0;
	for (let more = head & 0x40 ? byte() : 0; more > 0; more = more === 255 ? byte() : 0)
		padding += more - (more === 255 ? 1 : 0);
	/** Length of a frame (RFC 6716, 3.2.1). */
	const size = (): number => {
		const low = byte();
		return low < 252 ? low : low + 4 * byte();
	};
	const stated = Array.from({ length: isEqual ? 0 : count - 1 }, size);
	const end = selfDelimited ? size() : undefined;
	const last = end ?? (bytes.length - at - padding - sum(stated)) / (isEqual ? count : 1);
	const sizes = isEqual ? Array<number>(count).fill(last) : [...stated, last];
	const form = formOf(first >> 3);
	const length = at + sum(sizes) + padding;
	if (count === 0 || length > bytes.length || count * form.samples > maxSamples) return undefined;
	if (!sizes.every((one) => Number.isInteger(one) && one >= 0 && one <= maxBytes)) return undefined;
	return { ...form, channels: first & 4 ? 2 : 1, frames: sizes.map((one) => bytes.subarray(at, (at += one))), length };
}
