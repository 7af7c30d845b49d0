import type { Codec } from './codec';
import { opusSamples } from '../ogg/opusSamples';

/** Counts the sound of one stream in an Ogg file. */
export interface OggStream {
	codec: Codec;
	/**
	 * Takes the packets that end on a page, and the number of samples up to its end, as the page tells it (`granule`).
	 */
	page(packets: Buffer[], granule: number, isLast: boolean): void;
	seconds(): number;
}

/** `OpusHead` and `OpusTags`. */
const isHeader = (packet: Buffer): boolean => packet.toString('latin1', 0, 4) === 'Opus';

/**
 * Opus (RFC 7845): the sound of all packets, without what is to be skipped at the start and, on the last page, at the
 * end.
 */
function opusStream(head: Buffer): OggStream {
	const preSkip = head.length >= 12 ? head.readUInt16LE(10) : 0;
	let samples = 0;
	let before: number | undefined;
	return {
		codec: { name: 'opus', config: head },
		page(packets, granule, isLast) {
			const here = packets.reduce((sum, packet) => sum + (isHeader(packet) ? 0 : opusSamples(packet)), 0);
			samples += here;
			const surplus = before === undefined ? samples - granule : before + here - granule;
			if (isLast && granule >= 0 && surplus > 0 && surplus <= here) samples -= surplus;
			if (granule > 0) before = granule;
		},
		seconds: () => Math.max(0, samples - preSkip) / 48_000,
	};
}

/**
 * Other streams, whose pages count samples. A page adds what it has more than the one before, and no more than its
 * packets can hold: so holes do not count, nor does what a running stream had played before its recording began.
 */
function countedStream(codec: Codec, { rate, most }: { rate: number; most: number }): OggStream {
	let samples = 0;
	let before = 0;
	return {
		codec,
		page(packets, granule) {
			if (granule <= 0) return;
			samples += Math.max(0, Math.min(granule - before, packets.length * most));
			before = granule;
		},
		seconds: () => (rate > 0 ? samples / rate : 0),
	};
}

/** The stream whose first packet this is, if it is one of sound. */
export function oggStreamOf(head: Buffer): OggStream | undefined {
	const starts = (text: string): boolean => head.toString('latin1', 0, text.length) === text;
	if (starts('OpusHead')) return opusStream(head);
	if (starts('\x01vorbis') && head.length >= 29) {
		// Vorbis I, 4.2.2: the long block; a packet adds half of it at most.
		const most = 2 ** (head[28]! >> 4) / 2;
		return countedStream({ name: 'vorbis', config: head }, { rate: head.readUInt32LE(12), most });
	}
	if (starts('\x7fFLAC') && head.length >= 51) {
		const config = head.subarray(17, 51);
		return countedStream({ name: 'flac', config }, { rate: config.readUIntBE(10, 3) >> 4, most: 65_536 });
	}
	return undefined;
}
