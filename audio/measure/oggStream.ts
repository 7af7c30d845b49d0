import { opusRate } from '../ogg/page';
import { opusSamples } from '../ogg/opusSamples';
import type { Codec } from './codec';

/** Counts the sound of one stream in an Ogg file. */
export interface OggStream {
	codec: Codec;
	/** Takes a packet, from `from` to `to` in `bytes`. */
	packet(bytes: Buffer, from: number, to: number): void;
	/** Ends a page, behind the packets that end on it. `granule` is the position that the page states. */
	endPage(granule: number, isLast: boolean): void;
	seconds(): number;
}

/** `Opus`: the first letters of `OpusHead` and `OpusTags`. */
const opusName = 0x4f70_7573;

const isHeader = (bytes: Buffer, from: number, to: number): boolean =>
	bytes[from] === 0x4f && to - from >= 4 && bytes.readUInt32BE(from) === opusName;

/** Opus (RFC 7845): the sound of all packets, less the pre-skip and what the last page cuts off at the end. */
function opusStream(head: Buffer): OggStream {
	const preSkip = head.length >= 12 ? head.readUInt16LE(10) : 0;
	let samples = 0;
	let onPage = 0;
	let before: number | undefined;
	return {
		codec: { name: 'opus', config: head },
		packet(bytes, from, to) {
			if (!isHeader(bytes, from, to)) onPage += opusSamples(bytes, from, to);
		},
		endPage(granule, isLast) {
			samples += onPage;
			const surplus = before === undefined ? samples - granule : before + onPage - granule;
			if (isLast && granule >= 0 && surplus > 0 && surplus <= onPage) samples -= surplus;
			if (granule > 0) before = granule;
			onPage = 0;
		},
		seconds: () => Math.max(0, samples - preSkip) / opusRate,
	};
}

/**
 * Other streams, whose pages count samples. A page adds the difference to the page before, but no more than its packets
 * can hold. So gaps do not count, nor does what a live stream had played before the recording began.
 */
function countedStream(codec: Codec, { rate, longest }: { rate: number; longest: number }): OggStream {
	let samples = 0;
	let onPage = 0;
	let before = 0;
	return {
		codec,
		packet: () => {
			onPage += 1;
		},
		endPage(granule) {
			if (granule > 0) {
				samples += Math.max(0, Math.min(granule - before, onPage * longest));
				before = granule;
			}
			onPage = 0;
		},
		seconds: () => (rate > 0 ? samples / rate : 0),
	};
}

/** The stream that begins with this packet; undefined if it is not a stream of sound. */
export function oggStreamOf(head: Buffer): OggStream | undefined {
	const starts = (text: string): boolean => head.toString('latin1', 0, text.length) === text;
	if (starts('OpusHead')) return opusStream(head);
	if (starts('\x01vorbis') && head.length >= 29) {
		// Vorbis I, 4.2.2: the size of the long block, of which a packet adds half at most.
		const longest = 2 ** (head[28]! >> 4) / 2;
		return countedStream({ name: 'vorbis', config: head }, { rate: head.readUInt32LE(12), longest });
	}
	if (starts('\x7fFLAC') && head.length >= 51) {
		const config = head.subarray(17, 51);
		return countedStream({ name: 'flac', config }, { rate: config.readUIntBE(10, 3) >> 4, longest: 65_536 });
	}
	return undefined;
}
