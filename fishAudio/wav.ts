/** What the start of a WAV stream tells. Sizes in bytes. */
export interface WavHeader {
	/** Hz */
	sampleRate: number;
	bytesPerSecond: number;
	/** Where the sound begins. */
	dataOffset: number;
	/** Length of the sound as the header states it; undefined where it holds a streaming encoder's placeholder. */
	dataSize: number | undefined;
}

/** Sizes this near to 2 or 4 GiB are placeholders: a streaming encoder does not know the length when it writes the header. */
const placeholders = [0x7fff_0000, 0xffff_0000];

const isPlaceholder = (size: number): boolean =>
	size === 0 || placeholders.some((from) => size >= from && size <= from + 0xffff);

/**
 * Reads the header at the start of a WAV stream (RIFF WAVE: `fmt `, any others, `data`).
 * Undefined while `bytes` does not reach to the sound.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let sampleRate = 0;
	let bytesPerSecond = 0;
	for (let at = 12; at + 8 <= bytes.length; ) {
		const name = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
		const size = view.getUint32(at + 4, true);
		if (name === 'data') {
			const dataSize = isPlaceholder(size) ? undefined : size;
			return { sampleRate, bytesPerSecond, dataOffset: at + 8, dataSize };
		}
		if (name === 'fmt ' && at + 20 <= bytes.length) {
			sampleRate = view.getUint32(at + 12, true);
			bytesPerSecond = view.getUint32(at + 16, true);
		}
		// Chunks begin at even offsets.
		at += 8 + size + (size % 2);
	}
	return undefined;
}
