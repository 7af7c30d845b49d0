import { createFrameCutter } from '../frames/frameCutter';
import { emptyFrame } from '../mp3/emptyFrame';
import { readMpegFrame } from '../mp3/frame';
import type { Silence } from './parts';
import { plannedSilence } from './silence';

/**
 * Whether this is a first frame without sound, which states a duration and the encoder's delay: LAME's stand behind the
 * side information, Fraunhofer's at a fixed position.
 */
export const isInfo = (frame: Buffer): boolean =>
	/^.{4}(\0*(Xing|Info)|.{32}VBRI)/s.test(frame.toString('latin1', 0, 40));

/** An MP3: its first bytes, its size, and the seconds of its frames, including such a first one. */
interface KnownMp3 {
	head: Uint8Array;
	bytes: number;
	seconds: number | undefined;
}

/**
 * By how much the bytes per second may differ from those of the first frame at a constant bitrate, since tags count,
 * too.
 */
const tolerance = 0.02;

/**
 * Bitrate index of the frame: 128 kbit/s, or 80 at lower rates. Its fields fit into a frame of that size at any sample
 * rate.
 */
const bitrateIndex = 9;

function begin({ head }: KnownMp3) {
	const frames = createFrameCutter(readMpegFrame)
		.take(head)
		.filter(({ frame }) => frame);
	const hasInfo = frames[0] !== undefined && isInfo(frames[0].bytes);
	return { first: frames[hasInfo ? 1 : 0], hasInfo };
}

/** An Info frame for the frames and bytes behind it, with the version, rate and channels of another frame. */
function infoFrame(like: Buffer, frames: number, bytes: number): Buffer {
	const frame = emptyFrame(like, bitrateIndex);
	const [, second = 0, , fourth = 0] = like;
	const isFirstVersion = ((second >> 3) & 3) === 3;
	const isMono = fourth >> 6 === 3;
	const at = 4 + (isFirstVersion ? (isMono ? 17 : 32) : isMono ? 9 : 17);
	frame.write('Xing\0\0\0\x03', at, 'latin1');
	frame.writeUInt32BE(frames, at + 8);
	frame.writeUInt32BE(bytes + frame.length, at + 12);
	return frame;
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * The first frame of several joined MP3s whose bitrate varies: without it, players derive a wrong length from the first
 * frame and the size. Undefined if the bitrate is constant: then they get it right.
 */
export function lengthFrame(parts: KnownMp3[], silence?: Silence): Buffer | undefined {
	const begins = parts.map(begin);
	const first = begins[0]?.first;
	if (!first?.frame) return undefined;
	const { length, seconds: frameSeconds } = first.frame;
	const frames = parts.map(
		({ seconds = NaN }, part) => Math.round(seconds / frameSeconds) - Number(begins[part]?.hasInfo),
	);
	const seconds = sum(parts.map((part) => part.seconds ?? NaN));
	const bytes = sum(parts.map((part) => part.bytes));
	const varies = Math.abs(bytes / seconds / (length / frameSeconds) - 1) > tolerance;
	if (!varies) return undefined;
	const silent = sum(plannedSilence(frames, frameSeconds, silence));
	return infoFrame(first.bytes, sum(frames) + silent, bytes + silent * emptyFrame(first.bytes).length);
}
