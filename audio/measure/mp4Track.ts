import type { Codec } from './codec';

/** One part of a track that is played (`elst`), in the units of the file and of the track. */
interface Edit {
	/** In the file's units; 0 to the end. */
	length: number;
	/** Where it begins in the track, in its units; -1 for nothing that is played. */
	from: number;
}

/** One track, by its boxes. */
export interface Mp4Track {
	id: number;
	isSound: boolean;
	isEncrypted: boolean;
	codec?: Codec;
	/** Units in a second, and the length of the track in them. */
	timescale: number;
	duration: number;
	edits: Edit[];
	/** Bytes of each packet, as far as packets are judged. */
	sizes: number[];
	/** The number of all packets. */
	count: number;
	/** Packets of each chunk, from a chunk on (counted from 1). */
	runs: Array<{ from: number; packets: number }>;
	/** Where the chunks lie in the file. */
	offsets: number[];
}

export const newTrack = (): Mp4Track => ({
	id: 0,
	isSound: false,
	isEncrypted: false,
	timescale: 0,
	duration: 0,
	edits: [],
	sizes: [],
	count: 0,
	runs: [],
	offsets: [],
});

/** Maximum number of packets that are judged: three hours of AAC, whose packets are 21 ms or longer. */
export const maxPackets = 520_000;

const text = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);

/** The numbers of a list that begins at `at`, as far as the box was read. */
function entries<T>(box: Buffer, at: number, count: number, width: number, read: (at: number) => T): T[] {
	const whole = Math.min(count, Math.floor((box.length - at) / width), maxPackets);
	return Array.from({ length: Math.max(0, whole) }, (_, index) => read(at + index * width));
}

/** Where a descriptor's body begins, behind its length of seven bits a byte (ISO 14496-1, 8.3.3). */
function descriptorBody(bytes: Buffer, at: number): number {
	let body = at + 1;
	while (body < at + 4 && bytes[body]! & 0x80) body += 1;
	return body + 1;
}

/** The codec of an `esds` box (ISO 14496-1, 7.2.6), with what an AAC decoder needs. */
function codecOfEsds(box: Buffer, at: number): Codec | undefined {
	let next = at + 12;
	if (box[next] !== 3) return undefined;
	next = descriptorBody(box, next);
	const flags = box[next + 2]!;
	next += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + box[next + 3]! : 0) + (flags & 0x20 ? 2 : 0);
	if (box[next] !== 4) return undefined;
	next = descriptorBody(box, next);
	const kind = box[next]!;
	if (kind === 0x6b || kind === 0x69) return { name: 'mp3', config: Buffer.alloc(0) };
	if (kind < 0x40 || (kind > 0x40 && (kind < 0x66 || kind > 0x68)) || box[next + 13] !== 5) return undefined;
	const body = descriptorBody(box, next + 13);
	return { name: 'aac', config: Buffer.from(box.subarray(body, body + box[body - 1]!)) };
}

/** The box of a name inside the description of a track, wherever QuickTime put it. */
const boxIn = (box: Buffer, name: string): number => Math.max(-1, box.indexOf(name, 0, 'latin1') - 4);

/** How a track is coded, by its first description in `stsd` (ISO 14496-12, 8.5.2). */
function codecOf(box: Buffer): Codec | undefined {
	const kind = text(box, 20);
	const esds = boxIn(box, 'esds');
	if (kind === 'mp4a' && esds > 0) return codecOfEsds(box, esds);
	if (kind === '.mp3') return { name: 'mp3', config: Buffer.alloc(0) };
	const opus = boxIn(box, 'dOps');
	if (kind === 'Opus' && opus > 0) return { name: 'opus', config: opusHead(box.subarray(opus + 8, opus + 8 + 11)) };
	const flac = boxIn(box, 'dfLa');
	if (kind === 'fLaC' && flac > 0)
		return { name: 'flac', config: Buffer.from(box.subarray(flac + 16, flac + 16 + 34)) };
	return undefined;
}

/** The Ogg header of Opus. A `dOps` box holds the same numbers, in big-endian. */
function opusHead(box: Buffer): Buffer {
	const head = Buffer.concat([
		Buffer.from('OpusHead\x01'),
		box.subarray(1, 2),
		Buffer.from(box.subarray(2, 4)).swap16(),
	]);
	return Buffer.concat([
		head,
		Buffer.from(box.subarray(4, 8)).swap32(),
		Buffer.from(box.subarray(8, 10)).swap16(),
		box.subarray(10),
	]);
}

/** Sizes and counts of packets (`stsz`). */
function readSizes(track: Mp4Track, box: Buffer): void {
	const size = box.readUInt32BE(12);
	track.count = box.readUInt32BE(16);
	track.sizes =
		size > 0
			? Array<number>(Math.min(track.count, maxPackets)).fill(size)
			: entries(box, 20, track.count, 4, (at) => box.readUInt32BE(at));
}

/** The sum of all packets (`stts`) is a better length of the track than its header states. */
function readTimes(track: Mp4Track, box: Buffer): void {
	const count = box.readUInt32BE(12);
	const runs = entries(box, 16, count, 8, (at) => box.readUInt32BE(at) * box.readUInt32BE(at + 4));
	const sum = runs.reduce((total, run) => total + run, 0);
	if (runs.length === count && sum > 0) track.duration = sum;
}

/**
 * Readers of a track's boxes (ISO 14496-12). `box` begins with its head of eight bytes, then a version and flags.
 */
export const trackBoxes: Record<string, (track: Mp4Track, box: Buffer) => void> = {
	tkhd: (track, box) => {
		track.id = box.readUInt32BE(box[8] === 1 ? 28 : 20);
	},
	mdhd: (track, box) => {
		const isLong = box[8] === 1;
		track.timescale = box.readUInt32BE(isLong ? 28 : 20);
		const duration = isLong ? Number(box.readBigUInt64BE(32)) : box.readUInt32BE(24);
		// All ones mean unknown.
		track.duration = duration >= (isLong ? 2 ** 63 : 0xffff_ffff) ? 0 : duration;
	},
	hdlr: (track, box) => {
		track.isSound ||= text(box, 16) === 'soun';
	},
	elst: (track, box) => {
		const isLong = box[8] === 1;
		track.edits = entries(box, 16, box.readUInt32BE(12), isLong ? 20 : 12, (at) => ({
			length: isLong ? Number(box.readBigUInt64BE(at)) : box.readUInt32BE(at),
			from: isLong ? Number(box.readBigInt64BE(at + 8)) : box.readInt32BE(at + 4),
		}));
	},
	stsd: (track, box) => {
		track.isEncrypted = ['enca', 'drms', 'aavd'].includes(text(box, 20));
		const codec = codecOf(box);
		if (codec) track.codec = codec;
	},
	stts: readTimes,
	stsz: readSizes,
	stsc: (track, box) => {
		track.runs = entries(box, 16, box.readUInt32BE(12), 12, (at) => ({
			from: box.readUInt32BE(at),
			packets: box.readUInt32BE(at + 4),
		}));
	},
	stco: (track, box) => {
		track.offsets = entries(box, 16, box.readUInt32BE(12), 4, (at) => box.readUInt32BE(at));
	},
	co64: (track, box) => {
		track.offsets = entries(box, 16, box.readUInt32BE(12), 8, (at) => Number(box.readBigUInt64BE(at)));
	},
};

/** Where the packets of a track lie in the file, as far as they are judged. */
export function* packetsOf({ sizes, runs, offsets }: Mp4Track): Generator<{ offset: number; size: number }> {
	let packet = 0;
	let run = 0;
	for (let chunk = 0; chunk < offsets.length; chunk++) {
		while ((runs[run + 1]?.from ?? Infinity) <= chunk + 1) run += 1;
		let offset = offsets[chunk]!;
		for (let left = runs[run]?.packets ?? 0; left > 0 && packet < sizes.length; left--) {
			const size = sizes[packet++]!;
			yield { offset, size };
			offset += size;
		}
	}
}

/**
 * Seconds that are played of a track that is `duration` of its units long. Edits cut off what an encoder added at both
 * ends.
 */
export function secondsOf({ timescale, edits }: Mp4Track, duration: number, fileTimescale: number): number | undefined {
	if (timescale === 0 || duration === 0) return undefined;
	const whole = duration / timescale;
	const played = edits.filter(({ from }) => from >= 0);
	if (played.length === 0) return whole;
	return played.reduce((sum, { length, from }) => {
		const rest = Math.max(0, whole - from / timescale);
		return sum + (length > 0 && fileTimescale > 0 ? Math.min(rest, length / fileTimescale) : rest);
	}, 0);
}
