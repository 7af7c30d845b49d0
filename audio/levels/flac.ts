import { FlacBits } from './flacBits';
import { readFlacFrame, type FlacStream } from './flacFrame';
import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { blocksOf } from './pcmBlocks';

/** Bytes of a frame that is waited for at most: samples of 32 bits in 8 channels of the longest block take half of it. */
const mostHeld = 2 ** 22;

/** Bytes that are waited for where the length of the longest frame is not known. */
const usualFrame = 16_384;

/** Tells how loud the frames of a FLAC file are, whose lengths are not known before they are decoded. */
export interface FlacStreamLevels {
	/** Takes the next bytes behind the metadata, in pieces of any size. Undefined from what is no frame on. It keeps one frame. */
	take(chunk: Uint8Array): SoundBlock[] | undefined;
	/** The last frames, when the stream has ended. */
	end(): SoundBlock[];
}

/** Reads the 34 bytes of STREAMINFO (RFC 9639, 8.2). */
function readStreamInfo(streamInfo: Uint8Array): FlacStream | undefined {
	const bits = new FlacBits(streamInfo);
	bits.at = 56;
	const longestFrame = bits.read(24);
	const sampleRate = bits.read(20);
	bits.at += 3;
	const bitsPerSample = bits.read(5) + 1;
	const samples = bits.read(36);
	return bits.isOver || sampleRate === 0 ? undefined : { longestFrame, sampleRate, bitsPerSample, samples };
}

/** The sound of the frame that `bytes` begins with, its size in bytes and its samples. */
function readLevels(bytes: Uint8Array, stream: FlacStream) {
	const frame = readFlacFrame(bytes, stream);
	if (!frame || frame === 'more') return frame;
	const { channels, bitsPerSample, size } = frame;
	const { length } = channels[0]!;
	return { size, length, blocks: blocksOf({ channels, length, sampleRate: stream.sampleRate, fullScale: 2 ** (bitsPerSample - 1) }) };
}

/**
 * Tells how loud the FLAC of a container is: in Ogg, Matroska and MP4 a packet is a frame. Given the 34 bytes of STREAMINFO; undefined
 * if they are none. It decodes: FLAC is lossless, so levels and peaks are exact.
 */
export function createFlacLevels(streamInfo: Uint8Array): LevelDecoder | undefined {
	const stream = readStreamInfo(streamInfo);
	if (!stream) return undefined;
	let isLost = false;
	return {
		packet(bytes) {
			if (isLost) return undefined;
			// Packets of metadata (10.1) begin otherwise.
			if (bytes[0] !== 0xff) return [];
			const frame = readLevels(bytes, stream);
			isLost = !frame || frame === 'more';
			return !frame || frame === 'more' ? undefined : frame.blocks;
		},
	};
}

/** The same for the frames of a FLAC file. */
export function createFlacStreamLevels(streamInfo: Uint8Array): FlacStreamLevels | undefined {
	const stream = readStreamInfo(streamInfo);
	if (!stream) return undefined;
	const usual = Math.min(stream.longestFrame || usualFrame, mostHeld);
	let left = stream.samples || Infinity;
	let held: Uint8Array[] = [];
	let size = 0;
	let wanted = usual;
	let isLost = false;

	const readHeld = (least: number): SoundBlock[] => {
		let rest = Buffer.concat(held);
		const blocks: SoundBlock[] = [];
		wanted = usual;
		while (left > 0 && rest.length >= least) {
			const frame = readLevels(rest, stream);
			isLost = !frame || (frame === 'more' && rest.length > mostHeld);
			if (frame === 'more') wanted = Math.max(usual, 2 * rest.length);
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
		take(chunk) {
			if (isLost) return undefined;
			// What stands behind the last sample are tags.
			if (left <= 0) return [];
			held.push(chunk);
			size += chunk.length;
			const blocks = size < wanted ? [] : readHeld(usual);
			return isLost && blocks.length === 0 ? undefined : blocks;
		},
		end: () => readHeld(1),
	};
}
