import { FlacBits } from './flacBits';
import { readFlacFrame, type FlacStream } from './flacFrame';
import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { blocksOf } from './pcmBlocks';

/** Bytes that are held for one frame at most: twice the longest frame, 65,535 samples of 32 bits in 8 channels. */
const mostHeld = 2 ** 22;

/** Reads the 34 bytes of STREAMINFO (RFC 9639, 8.2). */
function readStreamInfo(streamInfo: Uint8Array): FlacStream | undefined {
	const bits = new FlacBits(streamInfo);
	bits.at = 80;
	const sampleRate = bits.read(20);
	bits.at += 3;
	const bitsPerSample = bits.read(5) + 1;
	const samples = bits.read(36);
	return bits.isOver || sampleRate === 0 ? undefined : { sampleRate, bitsPerSample, samples };
}

/** The sound of the frame that `bytes` begins with, its size in bytes and its samples. */
function readLevels(bytes: Uint8Array, stream: FlacStream) {
	const frame = readFlacFrame(bytes, stream);
	if (!frame || frame === 'more') return frame;
	const { channels, bitsPerSample, size } = frame;
	const { length } = channels[0]!;
	return {
		size,
		length,
		blocks: blocksOf({ channels, length, sampleRate: stream.sampleRate, fullScale: 2 ** (bitsPerSample - 1) }),
	};
}

/**
 * Measures how loud FLAC is. `info` holds the 34 bytes of STREAMINFO; undefined if they are invalid. A packet is a
 * frame, as in Ogg, Matroska and MP4, or a piece of any size of a file behind its metadata. Frames do not state their
 * length, so each is decoded to find its end; no more than one is kept. FLAC is lossless: levels and peaks are exact.
 */
export function createFlacLevels(streamInfo: Uint8Array): LevelDecoder | undefined {
	const stream = readStreamInfo(streamInfo);
	if (!stream) return undefined;
	let left = stream.samples || Infinity;
	let held: Uint8Array[] = [];
	let size = 0;
	let wanted = 0;
	let isAhead = true;
	let isLost = false;

	const readHeld = (): SoundBlock[] => {
		let rest = Buffer.concat(held);
		const blocks: SoundBlock[] = [];
		wanted = 0;
		while (left > 0 && rest.length > 0) {
			const frame = readLevels(rest, stream);
			isLost = !frame || (frame === 'more' && rest.length > mostHeld);
			// Pieces may be small: the next try waits until a quarter more is there.
			if (frame === 'more') wanted = rest.length * 1.25;
			if (!frame || frame === 'more') break;
			blocks.push(...frame.blocks);
			left -= frame.length;
			rest = rest.subarray(frame.size);
		}
		held = [Buffer.from(rest)];
		size = rest.length;
		return blocks;
	};

	return {
		packet(bytes) {
			if (isLost) return undefined;
			// A frame begins with 0xff, and packets of metadata (10.1) do not.
			isAhead &&= bytes[0] !== 0xff;
			// Tags follow the last sample.
			if (isAhead || left <= 0) return [];
			held.push(bytes);
			size += bytes.length;
			const blocks = size < wanted ? [] : readHeld();
			return isLost && blocks.length === 0 ? undefined : blocks;
		},
	};
}
