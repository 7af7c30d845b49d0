import { readMpegHeader, type MpegHeader } from '../mp3/header';
import type { Input, Reading } from './input';
import { cutIfShorter, nothingHeard, type Measured } from './measured';
import { skipTags } from './skipTags';
import type { NewMeter } from './sound';
import { mp3Track } from './track';

/** Bytes that are searched for the next frame at a time. */
const searched = 16_384;
/** The longest frame: layer I, 448 kbit/s at 32 kHz; those of a free bitrate are hardly longer. */
const longest = 2_881;
/** A frame with the next header, which shows the length of a frame of free bitrate. */
const reach = longest + 4;

/** What a frame without sound states about the file. */
interface Info {
	/** Frames with sound; 0 if they are not stated. */
	frames: number;
	/** Bytes from this frame on; 0 if they are not stated. */
	bytes: number;
	/** Samples that an encoder added before and behind the sound. */
	padding: number;
}

const numberAt = (frame: Buffer, at: number): number => (at + 4 <= frame.length ? frame.readUInt32BE(at) : 0);

/** The padding that LAME's tag states: 24 bits at 0x15. Encoders that state it write their name; others leave zeros. */
function paddingAt(frame: Buffer, lame: number): number {
	if (lame + 24 > frame.length || !/^[A-Z][A-Za-z]{3}/.test(frame.toString('latin1', lame, lame + 4))) return 0;
	const both = frame.readUIntBE(lame + 0x15, 3);
	return (both >> 12) + (both & 0xfff);
}

/** Reads a frame that describes the file instead of holding sound: VBRI, Xing or Info. */
function readInfo(frame: Buffer, { sideEnd }: MpegHeader): Info | undefined {
	const name = frame.toString('latin1', sideEnd, sideEnd + 4);
	if (frame.toString('latin1', 36, 40) === 'VBRI')
		return { frames: numberAt(frame, 50), bytes: numberAt(frame, 46), padding: 0 };
	if ((name !== 'Xing' && name !== 'Info') || frame.length < sideEnd + 8) return undefined;
	const flags = frame.readUInt32BE(sideEnd + 4);
	let at = sideEnd + 8;
	const next = (flag: number, width: number): number => {
		if (!(flags & flag)) return 0;
		at += width;
		return numberAt(frame, at - width);
	};
	const frames = next(1, 4);
	const bytes = next(2, 4);
	next(4, 100);
	next(8, 4);
	return { frames, bytes, padding: paddingAt(frame, at) };
}

/** The first frame that describes the file, and the bytes from there to its end. */
interface Stated {
	info: Info;
	header: MpegHeader;
	rest: number;
}

/**
 * Seconds that the whole file has. Undefined if they are not stated, or all bytes are there: then frames in the middle
 * are damaged, and nothing was cut off.
 */
function promisedBy({ info: { frames, bytes, padding }, header, rest }: Stated): number | undefined {
	if (frames === 0 || (bytes > 0 && bytes <= rest)) return undefined;
	return (frames * header.samples - padding) / header.sampleRate;
}

/** Length of a frame of free bitrate: it ends where the next one of the stream begins. */
function freeLength(bytes: Buffer, at: number, header: MpegHeader): number {
	for (
		let next = bytes.indexOf(0xff, at + 24);
		next >= 0 && next <= at + longest;
		next = bytes.indexOf(0xff, next + 1)
	) {
		const other = readMpegHeader(bytes, next);
		if (other?.length === 0 && other.stream === header.stream) return next - at;
	}
	return 0;
}

/** The frame at an offset, with its true length. */
function frameAt(bytes: Buffer, at: number): MpegHeader | undefined {
	const header = readMpegHeader(bytes, at);
	if (!header || header.length > 0) return header;
	const length = freeLength(bytes, at, header);
	return length > 0 ? { ...header, length } : undefined;
}

/**
 * Whether two more frames of the stream follow, as far as `bytes` reach. A frame that ends with the file needs none.
 */
function isFollowed(bytes: Buffer, at: number, header: MpegHeader, isEnd: boolean): boolean {
	let next = at + header.length;
	for (let found = 0; found < 2; found++) {
		if (next === bytes.length && isEnd) return true;
		if (next + 4 > bytes.length) return found > 0;
		const other = frameAt(bytes, next);
		if (other?.stream !== header.stream) return false;
		next += other.length;
	}
	return true;
}

/** Skips everything up to the next frame that is followed by others; false if there is none. */
function* findFrame(input: Input): Reading<boolean> {
	for (;;) {
		const isEnd = !(yield* input.need(searched));
		const bytes = input.peek(searched);
		// The rest may hold the start of a frame whose followers have not come yet.
		const to = isEnd ? bytes.length : searched - 3 * longest;
		for (let at = bytes.indexOf(0xff); at >= 0 && at < to; at = bytes.indexOf(0xff, at + 1)) {
			const header = frameAt(bytes, at);
			if (!header || !isFollowed(bytes, at, header, isEnd)) continue;
			input.skip(at);
			return true;
		}
		input.skip(to);
		if (isEnd) return false;
	}
}

/**
 * Measures a stream of MPEG audio frames with anything before, between and behind them: tags, zeros, cut frames. A
 * frame counts if others follow it, or if it follows others.
 */
export function* measureMp3(input: Input, size: number, newMeter: NewMeter): Reading<Measured> {
	const track = mp3Track(newMeter);
	let seconds = 0;
	let stream: number | undefined;
	let isFirst = false;
	let stated: Stated | undefined;
	/** Where frames were found last. */
	let found = -1;
	for (;;) {
		if (!input.has(reach)) yield* input.need(reach);
		const bytes = input.peek(reach);
		const header = stream === undefined ? undefined : frameAt(bytes, 0);
		if (!header || header.stream !== stream) {
			yield* skipTags(input);
			if (!(yield* findFrame(input))) break;
			stream = frameAt(input.peek(reach), 0)?.stream;
			// Never the same position twice.
			if (input.position === found) input.skip(1);
			found = input.position;
			isFirst = true;
			continue;
		}
		const frame = bytes.subarray(0, header.length);
		const info = isFirst && header.layer === 3 ? readInfo(frame, header) : undefined;
		isFirst = false;
		// A last frame that is cut off cannot be played.
		if (info) {
			seconds -= info.padding / header.sampleRate;
			stated ??= { info, header, rest: size - input.position };
		} else if (frame.length === header.length) {
			seconds += header.samples / header.sampleRate;
			if (track.wants()) track.packet(frame);
		}
		input.skip(header.length);
	}
	if (seconds <= 0) return nothingHeard;
	return cutIfShorter({ seconds, sound: track.sound() }, stated && promisedBy(stated));
}
