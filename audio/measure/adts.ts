import { adtsHeaderLength, mayBeAdts, readAdtsHeader } from '../aac/adtsHeader';
import type { Input, Reading } from './input';
import { nothingHeard, type Measured } from './measured';
import type { NewMeter } from './sound';
import { trackOf, type Track } from './track';

/** Bytes of the longest frame. */
const longest = 8_191;

/** Whether the frame that begins at `at` leads to another one, or to the end of the file. */
function isFollowed(bytes: Buffer, at: number, isEnd: boolean): boolean {
	const length = readAdtsHeader(bytes, at)?.length;
	if (length === undefined) return false;
	const next = at + length;
	if (readAdtsHeader(bytes, next)) return true;
	// The last frame, or one before a header that is cut off.
	return isEnd && next <= bytes.length && next + adtsHeaderLength > bytes.length && mayBeAdts(bytes, next);
}

/** Skips everything up to a frame that is followed by another one; false if there is none. */
function* findFrame(input: Input): Reading<boolean> {
	for (;;) {
		const isEnd = !(yield* input.need(2 * longest));
		const bytes = input.peek(2 * longest);
		for (let at = bytes.indexOf(0xff); at >= 0 && (at < longest || isEnd); at = bytes.indexOf(0xff, at + 1)) {
			if (!isFollowed(bytes, at, isEnd)) continue;
			input.skip(at);
			return true;
		}
		input.skip(isEnd ? bytes.length : longest);
		if (isEnd) return false;
	}
}

/** What a decoder needs to know, as an AudioSpecificConfig: object type, rate and channels. */
function adtsConfig(header: Uint8Array): Uint8Array {
	const type = (header[2]! >> 6) + 1;
	const rate = (header[2]! >> 2) & 15;
	const channels = ((header[2]! & 1) << 2) | (header[3]! >> 6);
	return Uint8Array.of((type << 3) | (rate >> 1), ((rate & 1) << 7) | (channels << 3));
}

/** Measures bare AAC frames. */
export function* measureAdts(input: Input, _size: number, newMeter: NewMeter): Reading<Measured> {
	let seconds = 0;
	let track: Track | undefined;
	for (;;) {
		if (!input.has(longest)) yield* input.need(longest);
		const bytes = input.peek(longest);
		const header = track && readAdtsHeader(bytes);
		if (!header) {
			if (!(yield* findFrame(input))) break;
			track ??= trackOf({ name: 'aac', config: adtsConfig(input.peek(adtsHeaderLength)) }, newMeter);
			continue;
		}
		// A last frame that is cut off cannot be played.
		if (bytes.length >= header.length) {
			seconds += header.seconds;
			if (track?.wants()) track.packet(bytes.subarray(header.headLength, header.length));
		}
		input.skip(header.length);
	}
	return seconds > 0 ? { seconds, sound: track?.sound() } : nothingHeard;
}
