import { pcm16, type Encoder } from './encoder.mts';

/** The placeholder sizes of a streaming encoder, which does not know the real ones (vendor's docs, 2026-08). */
const PLACEHOLDER_RIFF = 4_294_967_076;
const PLACEHOLDER_DATA = 4_294_967_040;

/** A 44-byte header for 16-bit mono. Without a data size it has the placeholders. */
export function wavHeader(sampleRate: number, dataBytes?: number): Buffer {
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(dataBytes === undefined ? PLACEHOLDER_RIFF : dataBytes + 36, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(sampleRate, 24);
	header.writeUInt32LE(sampleRate * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(dataBytes ?? PLACEHOLDER_DATA, 40);
	return header;
}

export function pcmEncoder(): Encoder {
	return { push: pcm16, finish: () => Buffer.alloc(0), release: () => undefined };
}

/** Streams: the header comes first, so it has the placeholder sizes. */
export function streamingWavEncoder(sampleRate: number): Encoder {
	let started = false;
	return {
		push(samples) {
			const audio = pcm16(samples);
			if (started) return audio;
			started = true;
			return Buffer.concat([wavHeader(sampleRate), audio]);
		},
		finish: () => (started ? Buffer.alloc(0) : wavHeader(sampleRate)),
		release: () => undefined,
	};
}

/** Holds everything back, so that the header has the real size. */
export function wholeWavEncoder(sampleRate: number): Encoder {
	const parts: Buffer[] = [];
	return {
		push(samples) {
			parts.push(pcm16(samples));
			return Buffer.alloc(0);
		},
		finish() {
			const audio = Buffer.concat(parts);
			return Buffer.concat([wavHeader(sampleRate, audio.length), audio]);
		},
		release: () => undefined,
	};
}
