import { emptyFrame } from '../mp3/emptyFrame';

/** Frames of silence that are passed on at a time. */
const atOnce = 64;

/** Yields `count` silent frames with the version, rate, bitrate and channels of another frame. */
export function* silentFrames(like: Uint8Array, count: number): Generator<Uint8Array> {
	const frame = emptyFrame(like);
	for (let left = count; left > 0; left -= atOnce) {
		yield Buffer.concat(Array<Buffer>(Math.min(left, atOnce)).fill(frame));
	}
}
