import type { Input, Reading } from './input';
import { nothingHeard, type Measured } from './measured';
import { trackOf, type Track } from './track';

/** Bytes of the longest frame, and of a header. */
const longest = 8_191;
const headerLength = 7;

/** Hz, by index (ISO 14496-3, 1.6.3.4). */
const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/** A frame's header (ISO 13818-7, 6.2); undefined where none stands. */
function readHeader(bytes: Buffer, at = 0): { length: number; seconds: number } | undefined {
	if (at + headerLength > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return undefined;
	const rate = rates[(bytes[at + 2]! >> 2) & 15];
	const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
	if (!rate || length < headerLength) return undefined;
	return { length, seconds: (((bytes[at + 6]! & 3) + 1) * 1024) / rate };
}

/** Passes over everything up to a frame that another follows. */
function* findFrame(input: Input): Reading<boolean> {
	for (;;) {
		const isEnd = !(yield* input.need(2 * longest));
		const bytes = input.peek(2 * longest);
		for (let at = bytes.indexOf(0xff); at >= 0 && (at < longest || isEnd); at = bytes.indexOf(0xff, at + 1)) {
			const header = readHeader(bytes, at);
			const end = at + (header?.length ?? 0);
			if (!header || !(readHeader(bytes, end) || (isEnd && end === bytes.length))) continue;
			input.skip(at);
			return true;
		}
		input.skip(isEnd ? bytes.length : longest);
		if (isEnd) return false;
	}
}

/** The part of the header that tells a decoder what it needs (AudioSpecificConfig: object type, rate, channels). */
function adtsConfig(header: Uint8Array): Uint8Array {
	const type = (header[2]! >> 6) + 1;
	const rate = (header[2]! >> 2) & 15;
	const channels = ((header[2]! & 1) << 2) | (header[3]! >> 6);
	return Uint8Array.of((type << 3) | (rate >> 1), ((rate & 1) << 7) | (channels << 3));
}

/** Measures bare AAC frames. */
export function* measureAdts(input: Input): Reading<Measured> {
	let seconds = 0;
	let track: Track | undefined;
	for (;;) {
		if (!input.has(longest)) yield* input.need(longest);
		const bytes = input.peek(longest);
		const header = track && readHeader(bytes);
		if (!header) {
			if (!(yield* findFrame(input))) break;
			track ??= trackOf({ name: 'aac', config: adtsConfig(input.peek(headerLength)) });
			continue;
		}
		// A last frame that is cut off cannot be played.
		if (bytes.length >= header.length) {
			seconds += header.seconds;
			// Behind the header, and the checksum where there is one.
			if (track?.wants()) track.packet(bytes.subarray(bytes[1]! & 1 ? 7 : 9, header.length));
		}
		input.skip(header.length);
	}
	return seconds > 0 ? { seconds, sound: track?.sound() } : nothingHeard;
}
