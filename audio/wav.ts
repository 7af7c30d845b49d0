/** The header of a WAV stream. Sizes in bytes. */
export interface WavHeader {
	/** Hz */
	sampleRate: number;
	bytesPerSecond: number;
	/**
	 * Format code (RFC 2361): 1 PCM, 3 float, 6 A-law, 7 µ-law. In an extensible header, the code of the subformat.
	 */
	encoding: number;
	channels: number;
	bitsPerSample: number;
	/** Bytes of one sample of all channels. */
	blockSize: number;
	/** Where the sound begins. */
	dataOffset: number;
	/** Length of the sound, as stated; undefined if that is a streaming encoder's placeholder. */
	dataSize: number | undefined;
	/** Where a `fact` chunk states the number of samples. */
	countOffset?: number;
}

/** Maximum bytes before the sound: some encoders put titles or a picture there. */
export const longestWavHeader = 65_536;

/**
 * Sizes near to 2 or 4 GiB are placeholders: a streaming encoder writes the header before it knows the length.
 */
const placeholders = [0x7fff_0000, 0xffff_0000];

/** The largest size a header can state, and the placeholder that is written here. */
const largest = 0xffff_ffff;

/** Whether a size is what a streaming encoder writes in place of one it does not know yet. */
export const isPlaceholder = (size: number): boolean =>
	size === 0 || placeholders.some((from) => size >= from && size <= from + 0xffff);

/** The fields of the `fmt ` chunk at `at` (WAVEFORMATEX of mmreg.h), of which at least 24 bytes must be there. */
export function readFormat(view: DataView, at: number) {
	const encoding = view.getUint16(at + 8, true);
	const isExtensible = encoding === 0xfffe && at + 34 <= view.byteLength;
	return {
		encoding: isExtensible ? view.getUint16(at + 32, true) : encoding,
		channels: view.getUint16(at + 10, true),
		sampleRate: view.getUint32(at + 12, true),
		bytesPerSecond: view.getUint32(at + 16, true),
		blockSize: view.getUint16(at + 20, true),
		bitsPerSample: view.getUint16(at + 22, true),
	};
}

const noFormat = { encoding: 0, channels: 0, sampleRate: 0, bytesPerSecond: 0, blockSize: 0, bitsPerSample: 0 };

/**
 * Reads the header at the start of a WAV stream (RIFF WAVE: `fmt `, any others, `data`).
 * Undefined while `bytes` does not reach to the sound.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let format = noFormat;
	let count = {};
	for (let at = 12; at + 8 <= bytes.length; ) {
		const name = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
		const size = view.getUint32(at + 4, true);
		if (name === 'data') {
			const dataSize = isPlaceholder(size) ? undefined : size;
			return { ...format, dataOffset: at + 8, dataSize, ...count };
		}
		if (name === 'fmt ' && at + 24 <= bytes.length) format = readFormat(view, at);
		if (name === 'fact') count = { countOffset: at + 8 };
		// Chunks begin at even offsets.
		at += 8 + size + (size % 2);
	}
	return undefined;
}

/** Codes and bytes of a sample (RFC 2361). */
const encodings = { pcm16: [1, 2], muLaw: [7, 1], aLaw: [6, 1] } as const;

/** What a WAV of one channel will hold. */
export interface WavShape {
	/** Hz */
	sampleRate: number;
	encoding: keyof typeof encodings;
	/** Bytes of sound. Default, and if a header cannot state them: placeholders. */
	dataSize?: number;
}

/**
 * A WAV header of one channel: 44 bytes for PCM, 58 for the others, which must have a longer `fmt ` and a `fact` chunk
 * (Microsoft Multimedia Standards Update, 1994). Sound of an odd size needs a padding byte, which the header counts.
 */
export function wavHeader({ sampleRate, encoding, dataSize = largest }: WavShape): Buffer {
	const [code, width] = encodings[encoding];
	const isPcm = encoding === 'pcm16';
	const header = Buffer.alloc(isPcm ? 44 : 58);
	const riffSize = header.length - 8 + dataSize + (dataSize % 2);
	const isKnown = riffSize <= largest;
	header.write('RIFF\xff\xff\xff\xffWAVEfmt ', 'latin1');
	if (isKnown) header.writeUInt32LE(riffSize, 4);
	header.writeUInt32LE(isPcm ? 16 : 18, 16);
	header.writeUInt16LE(code, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(sampleRate, 24);
	header.writeUInt32LE(sampleRate * width, 28);
	header.writeUInt16LE(width, 32);
	header.writeUInt16LE(width * 8, 34);
	const size = isKnown ? dataSize : largest;
	if (!isPcm) {
		header.write('fact\x04', 38, 'latin1');
		header.writeUInt32LE(size, 46);
	}
	header.write('data', header.length - 8, 'latin1');
	header.writeUInt32LE(size, header.length - 4);
	return header;
}

/** A copy of a header with placeholders for its sizes, for a stream whose length is not known yet. */
export function unsizedWavHeader(head: Uint8Array, { dataOffset }: WavHeader): Buffer {
	const header = Buffer.from(head.subarray(0, dataOffset));
	header.writeUInt32LE(largest, 4);
	header.writeUInt32LE(largest, dataOffset - 4);
	return header;
}

/**
 * The header of a stored WAV with true sizes; undefined if they are true already, or over 4 GiB, which no header can
 * state. `head` is the start of the WAV and must reach to the sound. `totalBytes` is its size without padding: if that
 * is odd, put a zero byte after it, which the header counts.
 */
export function repairedWavHeader(head: Uint8Array, totalBytes: number): Buffer | undefined {
	const wav = readWavHeader(head);
	const riffSize = totalBytes + (totalBytes % 2) - 8;
	if (!wav || totalBytes < wav.dataOffset || riffSize > largest) return undefined;
	const { dataOffset, dataSize = largest, blockSize, channels, bitsPerSample, countOffset } = wav;
	const header = Buffer.from(head.subarray(0, dataOffset));
	if (header.toString('latin1', 0, 4) !== 'RIFF') return undefined;
	const room = totalBytes - dataOffset;
	if (dataSize > room) {
		const blocks = Math.floor(room / (blockSize || 1));
		header.writeUInt32LE(blocks * (blockSize || 1), dataOffset - 4);
		// Compressed samples cannot be counted this way.
		const isPlain = channels * bitsPerSample === blockSize * 8;
		if (countOffset && isPlain) header.writeUInt32LE(blocks, countOffset);
	}
	if (header.readUInt32LE(4) !== totalBytes - 8) header.writeUInt32LE(riffSize, 4);
	return header.equals(head.subarray(0, dataOffset)) ? undefined : header;
}
