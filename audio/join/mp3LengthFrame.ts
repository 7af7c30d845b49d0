import { createFrameCutter } from '../frames/frameCutter';
import { readMpegFrame } from '../mp3/frame';

/**
 * A first frame without sound, which tells a duration and the encoder's delay: those of LAME behind the side
 * information, that of Fraunhofer at a fixed place.
 */
export const isInfo = (frame: Buffer): boolean =>
	/^.{4}(\0*(Xing|Info)|.{32}VBRI)/s.test(frame.toString('latin1', 0, 40));

/** What is known of an MP3: its first bytes, its size, and how long its frames last, such a first one included. */
interface KnownMp3 {
	head: Uint8Array;
	bytes: number;
	seconds: number | undefined;
}

/**
 * By how much the rate of bytes may differ from that of the first frame where the bitrate is constant: tags are
 * counted, too.
 */
const tolerance = 0.02;

/**
 * Index of the bitrate of the frame: 128 kbit/s, or 80 for lower rates. At any sample rate its fields fit into a frame
 * of that size.
 */
const bitrateIndex = 9;

function begin({ head }: KnownMp3) {
	const frames = createFrameCutter(readMpegFrame)
		.take(head)
		.filter(({ frame }) => frame);
	const hasInfo = frames[0] !== undefined && isInfo(frames[0].bytes);
	return { first: frames[hasInfo ? 1 : 0], hasInfo };
}

/**
 * The frame, with the version, rate and channels of another (ISO 11172-3, 2.4.1.3), for so many frames and bytes behind
 * it.
 */
function infoFrame(like: Buffer, frames: number, bytes: number): Buffer {
	const [, second = 0, third = 0, fourth = 0] = like;
	// Without a checksum and without padding.
	const header = Buffer.of(0xff, second | 1, (bitrateIndex << 4) | (third & 0x0c), fourth);
	const found = readMpegFrame(header);
	const frame = Buffer.alloc(found === 'more' || !found ? 0 : found.length);
	const isFirstVersion = ((second >> 3) & 3) === 3;
	const isMono = fourth >> 6 === 3;
	const at = 4 + (isFirstVersion ? (isMono ? 17 : 32) : isMono ? 9 : 17);
	header.copy(frame);
	frame.write('Xing\0\0\0\x03', at, 'latin1');
	frame.writeUInt32BE(frames, at + 8);
	frame.writeUInt32BE(bytes + frame.length, at + 12);
	return frame;
}

/**
 * The frame that belongs before the sound of several MP3s when they are joined, where their bitrate varies: without it
 * players work out a wrong length from the first frame and the size. Undefined where the bitrate is constant: then they
 * get it right.
 */
export function lengthFrame(parts: KnownMp3[]): Buffer | undefined {
	const begins = parts.map(begin);
	const first = begins[0]?.first;
	if (!first?.frame) return undefined;
	const { length, seconds: frameSeconds } = first.frame;
	const seconds = parts.reduce((sum, part) => sum + (part.seconds ?? NaN), 0);
	const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
	const varies = Math.abs(bytes / seconds / (length / frameSeconds) - 1) > tolerance;
	const infos = begins.filter(({ hasInfo }) => hasInfo).length;
	return varies ? infoFrame(first.bytes, Math.round(seconds / frameSeconds) - infos, bytes) : undefined;
}
