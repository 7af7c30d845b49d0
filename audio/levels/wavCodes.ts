import { createGsm } from './gsm';
import { readImaBlock } from './imaAdpcm';
import type { LevelDecoder } from './levelDecoder';
import { readMsBlock } from './msAdpcm';
import { blocksOf } from './pcmBlocks';

/** The coding of a WAV, by its header. */
export interface WavCoding {
	/** Format code (RFC 2361). */
	encoding: number;
	channels: number;
	/** Hz */
	sampleRate: number;
}

/** Decodes a block to 16-bit samples by channel. */
type ReadBlock = (block: Uint8Array, channels: number) => number[][];

const readers: Record<number, (() => ReadBlock) | undefined> = {
	0x02: () => readMsBlock,
	0x11: () => readImaBlock,
	0x31: () => {
		const read = createGsm();
		return (block) => [read(block)];
	},
};

/**
 * Measures how loud a WAV in a telephone coding is: Microsoft ADPCM, IMA ADPCM or GSM 06.10. A packet is a block of the
 * length that the header states; the last one may be shorter. Undefined for any other coding.
 */
export function createWavLevels({ encoding, channels, sampleRate }: WavCoding): LevelDecoder | undefined {
	const read = readers[encoding]?.();
	if (!read || channels < 1 || sampleRate < 1) return undefined;
	return {
		packet(bytes) {
			const samples = read(bytes, channels);
			return blocksOf({ channels: samples, length: samples[0]?.length ?? 0, sampleRate, fullScale: 0x8000 });
		},
	};
}
