/** What an Opus packet says of itself (RFC 6716, 3). */
export interface OpusPacket {
	mode: 'silk' | 'hybrid' | 'celt';
	/** Narrow, medium, wide, super-wide and full: 0 to 4. */
	bandwidth: number;
	/** Of one frame, in 48 kHz samples. */
	samples: number;
	channels: 1 | 2;
	/** Compressed frames. One of 0 or 1 bytes was not sent, since there was nothing to hear. */
	frames: Uint8Array[];
	/** How many bytes it takes, with padding. */
	length: number;
}

const silkSamples = [480, 960, 1920, 2880];

/** A packet may hold 120 ms. */
const mostSamples = 5760;

const formOf = (config: number): Pick<OpusPacket, 'mode' | 'bandwidth' | 'samples'> => {
	if (config < 12) return { mode: 'silk', bandwidth: config >> 2, samples: silkSamples[config & 3] ?? 0 };
	if (config < 16) return { mode: 'hybrid', bandwidth: 3 + ((config - 12) >> 1), samples: 480 << (config & 1) };
	const bandwidth = (config - 16) >> 2;
	return { mode: 'celt', bandwidth: bandwidth && bandwidth + 1, samples: 120 << (config & 3) };
};

/** Reads numbers from the front of a packet; `at` is undefined once they end too early. */
const createSizes = (bytes: Uint8Array) => {
	let at = 1;
	const byte = () => bytes[at++] ?? 0;
	/** Length of a frame (RFC 6716, 3.2.1). */
	const size = () => {
		const first = byte();
		return first < 252 ? first : first + 4 * byte();
	};
	/** Bytes of padding behind the frames. */
	const padding = () => {
		let total = 0;
		let last = byte();
		for (; last === 255 && at < bytes.length; last = byte()) total += 254;
		return total + last;
	};
	return { byte, size, padding, at: () => at };
};

/** Lengths of the frames and of what stands behind them; the last frame of a packet that does not tell its own length takes the rest. */
function readSizes(bytes: Uint8Array, selfDelimited: boolean): { start: number; sizes: number[]; padding: number } | undefined {
	const read = createSizes(bytes);
	const code = (bytes[0] ?? 0) & 3;
	const head = code === 3 ? read.byte() : 0;
	const count = code === 3 ? head & 0x3f : Math.min(code, 1) + 1;
	const isEqual = code === 3 ? !(head & 0x80) : code === 1;
	const padding = head & 0x40 ? read.padding() : 0;
	if (count === 0) return undefined;
	const told = isEqual ? [] : Array.from({ length: count - 1 }, read.size);
	const last = selfDelimited ? read.size() : undefined;
	const start = read.at();
	const rest = bytes.length - start - padding - told.reduce((sum, size) => sum + size, 0);
	if (isEqual) return { start, sizes: Array<number>(count).fill(last ?? rest / count), padding };
	return { start, sizes: [...told, last ?? rest], padding };
}

/** Reads the packet that begins `bytes`: all of them, or where it is self-delimited (RFC 6716, appendix B) as many as it says. */
export function readOpusPacket(bytes: Uint8Array, selfDelimited: boolean): OpusPacket | undefined {
	const [first] = bytes;
	const read = first === undefined ? undefined : readSizes(bytes, selfDelimited);
	if (first === undefined || !read) return undefined;
	const form = formOf(first >> 3);
	const { start, sizes, padding } = read;
	const length = start + sizes.reduce((sum, size) => sum + size, 0) + padding;
	if (length > bytes.length || sizes.length * form.samples > mostSamples) return undefined;
	if (!sizes.every((size) => Number.isInteger(size) && size >= 0 && size <= 1275)) return undefined;
	let at = start;
	const frames = sizes.map((size) => bytes.subarray(at, (at += size)));
	return { ...form, channels: first & 4 ? 2 : 1, frames, length };
}
