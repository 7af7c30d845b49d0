import { blockSizeOf } from '../levels/flacFrame';
import type { Input, Reading } from './input';
import { cutIfShorter, nothingHeard, type Measured } from './measured';
import type { NewMeter } from './sound';
import { trackOf, type Track } from './track';

/** Bytes that are searched for the next frame at a time; a frame is hardly longer. */
const searched = 65_536;

/** Bytes of the longest header of a frame. */
const longestHeader = 16;

/** CRC-8 of a frame's header (RFC 9639, 9.1.8): polynomial 0x07. */
function isHeader(bytes: Buffer, from: number, to: number): boolean {
	let crc = 0;
	for (let at = from; at < to; at++) {
		crc ^= bytes[at]!;
		for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
	}
	return crc === bytes[to];
}

/** A frame's header. */
interface FrameHeader {
	/** Samples of each channel. */
	samples: number;
	/** Number of the frame, or of its first sample if sizes vary. */
	number: number;
	isVariable: boolean;
}

/** The header at an offset (RFC 9639, 9.1); undefined if there is none, or only a part of it. */
function headerAt(bytes: Buffer, at: number): FrameHeader | undefined {
	if (at + longestHeader > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xfe) !== 0xf8) return undefined;
	const code = bytes[at + 2]! >> 4;
	const rate = bytes[at + 2]! & 15;
	const lead = bytes[at + 4]!;
	// A number as UTF-8 writes it.
	const more = lead < 0x80 ? 0 : Math.clz32(~(lead << 24)) - 1;
	if (code === 0 || rate === 15 || more > 6 || (lead & 0xc0) === 0x80) return undefined;
	let number = more === 0 ? lead : lead & (0x3f >> more);
	for (let index = 0; index < more; index++) number = number * 64 + (bytes[at + 5 + index]! & 0x3f);
	const next = at + 5 + more;
	const sizeBytes = code === 6 ? 1 : code === 7 ? 2 : 0;
	const rateBytes = rate === 12 ? 1 : rate > 12 ? 2 : 0;
	if (!isHeader(bytes, at, next + sizeBytes + rateBytes)) return undefined;
	const samples = blockSizeOf(code) ?? bytes.readUIntBE(next, sizeBytes) + 1;
	return { samples, number, isVariable: (bytes[at + 1]! & 1) > 0 };
}

/**
 * Samples from the first frame to the end of the last, by their numbers. Unless sizes vary, all frames but the last are
 * as long as the first.
 */
const samplesOf = (first: FrameHeader, last: FrameHeader): number =>
	(last.number - first.number) * (first.isVariable ? 1 : first.samples) + last.samples;

/** Frames that may be missing between two. A header that only looks like one may have any number. */
const maxMissing = 100;

const follows = (header: FrameHeader, last: FrameHeader, first: FrameHeader): boolean =>
	header.isVariable === first.isVariable &&
	header.number > last.number &&
	header.number - last.number <= maxMissing * (first.isVariable ? first.samples : 1);

/** Passes over the metadata blocks (RFC 9639, 8) and returns STREAMINFO, which is the first. */
function* readMetadata(input: Input): Reading<Buffer | undefined> {
	let info: Buffer | undefined;
	input.skip(4);
	while (yield* input.need(4)) {
		const head = input.peek(4);
		// Not a block: the frames begin, although no block said that it was the last.
		if (head[0] === 0xff) return info;
		const length = head.readUIntBE(1, 3);
		if ((head[0]! & 0x7f) === 0 && (yield* input.need(38))) info = Buffer.from(input.peek(38).subarray(4));
		input.skip(4 + length);
		if (head[0]! & 0x80) break;
	}
	return info;
}

/** The last bytes of a file, and zeros: its last frame may be shorter than the longest header. */
const withRoom = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(longestHeader)]);

/** Pieces of a frame that are kept at most. */
const maxPieces = 16;

/** The result of a walk along the frames. */
interface Walked {
	first: FrameHeader | undefined;
	last: FrameHeader | undefined;
	/** Whether the file ended there. */
	isEnd: boolean;
}

/** Walks along the frames while they are judged, or with `toEnd` along all of them. */
function* walkFrames(input: Input, track: Track, toEnd: boolean): Reading<Walked> {
	let isEnd = false;
	let first: FrameHeader | undefined;
	let last: FrameHeader | undefined;
	let begun: Buffer[] = [];
	while (toEnd || track.wants() || !first) {
		isEnd = !(yield* input.need(searched));
		const bytes = input.peek(searched);
		const to = isEnd ? bytes.length : bytes.length - longestHeader;
		const searchable = isEnd ? withRoom(bytes) : bytes;
		let from = 0;
		for (let at = bytes.indexOf(0xff); at >= 0 && at < to; at = bytes.indexOf(0xff, at + 1)) {
			const header = headerAt(searchable, at);
			if (!header || (first && last && !follows(header, last, first))) continue;
			if (last && track.wants()) track.packet(Buffer.concat([...begun, bytes.subarray(from, at)]));
			begun = [];
			from = at;
			first ??= header;
			last = header;
		}
		if (last && track.wants() && begun.length < maxPieces) begun.push(Buffer.from(bytes.subarray(from, to)));
		input.skip(to);
		if (isEnd) break;
	}
	if (last && track.wants()) track.packet(Buffer.concat(begun));
	return { first, last, isEnd };
}

/**
 * The last frame of a file of `size` bytes. Only the end of the file is searched. A frame counts if its number follows
 * that of another one there: what only looks like a header has any number.
 */
function* findLast(input: Input, size: number): Reading<FrameHeader | undefined> {
	const from = size - 2 * searched;
	if (from > input.position) input.skip(from - input.position);
	yield* input.need(3 * searched);
	const bytes = withRoom(input.peek(3 * searched));
	const continued = new Set<number>();
	let last: FrameHeader | undefined;
	for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const header = headerAt(bytes, at);
		if (!header) continue;
		if (continued.has(header.number)) last = header;
		continued.add(header.number + (header.isVariable ? header.samples : 1));
	}
	return last;
}

/** Measures a FLAC file: by STREAMINFO, or by its frames if that does not state the length. */
export function* measureFlac(input: Input, size: number, newMeter: NewMeter): Reading<Measured> {
	const info = yield* readMetadata(input);
	if (!info || !(yield* input.need(16))) return nothingHeard;
	const rate = info.readUIntBE(10, 3) >> 4;
	const stated = (info[13]! & 15) * 2 ** 32 + info.readUInt32BE(14);
	const track = trackOf({ name: 'flac', config: info }, newMeter);
	const { first, last, isEnd } = yield* walkFrames(input, track, stated === 0);
	if (!first || !last) return nothingHeard;
	const end = isEnd ? last : yield* findLast(input, size);
	const found = end ? samplesOf(first, end) : stated;
	// A file that was cut still states its full length, and its last frame cannot be played.
	const samples = end && stated > found ? found - end.samples : isEnd ? found : stated;
	const seconds = rate > 0 ? samples / rate : undefined;
	return cutIfShorter({ seconds, sound: track.sound() }, rate > 0 ? stated / rate : undefined);
}
