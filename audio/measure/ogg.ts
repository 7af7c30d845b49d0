import type { Input, Reading } from './input';
import { nothingHeard, type Measured } from './measured';
import { oggStreamOf, type OggStream } from './oggStream';
import { trackOf, type Track } from './track';

/** Bytes of a page's header without its table, and of the longest page (RFC 3533, 6). */
const headerLength = 27;
const longestPage = headerLength + 255 + 255 * 255;

/** A page that lies here whole. */
interface Page {
	begins: boolean;
	/** Samples up to its end; -1 where no packet ends on it. */
	granule: number;
	serial: number;
	isLast: boolean;
	/** Whether it begins with the rest of a packet. */
	continues: boolean;
	/** What packets it holds; the last may go on. */
	parts: Buffer[];
	goesOn: boolean;
	length: number;
}

/** Parts of packets by the table of segments: a packet ends with one of less than 255 bytes. */
function partsOf(bytes: Buffer, table: Buffer): { parts: Buffer[]; goesOn: boolean } {
	const parts: Buffer[] = [];
	let from = headerLength + table.length;
	let to = from;
	for (const size of table) {
		to += size;
		if (size === 255) continue;
		parts.push(bytes.subarray(from, to));
		from = to;
	}
	const goesOn = to > from || table.at(-1) === 255;
	if (goesOn) parts.push(bytes.subarray(from, to));
	return { parts, goesOn };
}

/** CRC of a page (RFC 3533, 6): polynomial 0x04c11db7, with zeros where it stands itself. */
function crcOf(page: Buffer): number {
	let crc = 0;
	for (let at = 0; at < page.length; at++) {
		crc ^= (at >= 22 && at < 26 ? 0 : page[at]!) << 24;
		for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
	}
	return crc >>> 0;
}

/** Whether a page was cut, or something was put into it: only asked where no other page follows it. */
function* isBroken(input: Input, length: number): Reading<boolean> {
	yield* input.need(length + 4);
	const bytes = input.peek(length + 4);
	if (bytes.toString('latin1', length) === 'OggS') return false;
	return crcOf(bytes.subarray(0, length)) !== bytes.readUInt32LE(22);
}

/** The page that begins here and lies here whole. */
function* readPage(input: Input): Reading<Page | undefined> {
	yield* input.need(headerLength + 255);
	const head = input.peek(headerLength + 255);
	if (head.length < headerLength || head.toString('latin1', 0, 4) !== 'OggS') return undefined;
	const table = head.subarray(headerLength, headerLength + head[26]!);
	const length = headerLength + table.reduce((sum, size) => sum + size, table.length);
	if (!(yield* input.need(length)) || (yield* isBroken(input, length))) return undefined;
	const flags = head[5]!;
	const about = { continues: (flags & 1) > 0, begins: (flags & 2) > 0, isLast: (flags & 4) > 0 };
	const counts = { granule: Number(head.readBigInt64LE(6)), serial: head.readUInt32LE(14) };
	return { ...about, ...counts, length, ...partsOf(input.peek(length), table) };
}

/** Passes over everything up to the next page that is whole; undefined where none comes. */
function* nextPage(input: Input): Reading<Page | undefined> {
	for (;;) {
		const page = yield* readPage(input);
		if (page) return page;
		if (!(yield* input.need(headerLength))) return undefined;
		const bytes = input.peek(longestPage);
		const next = bytes.indexOf('OggS', 1, 'latin1');
		// The name of a page may be cut by the end of what lies here.
		input.skip(next > 0 ? next : Math.max(1, bytes.length - 3));
	}
}

/** Puts the packets of pages together. */
function createPackets() {
	let begun: Buffer[] | undefined;
	return (page: Page): Buffer[] => {
		const parts = page.parts.slice();
		const packets: Buffer[] = [];
		if (page.continues) {
			const rest = parts.shift();
			if (begun && rest) begun.push(rest);
			if (begun && (parts.length > 0 || !page.goesOn)) {
				packets.push(Buffer.concat(begun));
				begun = undefined;
			}
		} else begun = undefined;
		if (page.goesOn && parts.length > 0) {
			const last = parts.pop();
			begun = last && [Buffer.from(last)];
		}
		return [...packets, ...parts];
	};
}

/**
 * Measures the sound of an Ogg file: of the first sound track, and of those that are chained to it. Pages that are
 * broken or cut are passed over.
 */
export function* measureOgg(input: Input): Reading<Measured> {
	let stream: OggStream | undefined;
	let serial: number | undefined;
	let packetsOf = createPackets();
	let track: Track | undefined;
	let seconds = 0;
	let hasBegun = false;
	for (let page = yield* nextPage(input); page; page = yield* nextPage(input)) {
		hasBegun ||= !page.begins;
		const first = page.parts[0];
		// Beside the stream that is heard others may begin; behind its sound one is chained to it.
		if (page.begins && first && (!stream || hasBegun)) {
			const found = oggStreamOf(first);
			if (found) {
				seconds += stream?.seconds() ?? 0;
				stream = found;
				serial = page.serial;
				packetsOf = createPackets();
				track ??= trackOf(found.codec);
				hasBegun = false;
			}
		}
		if (stream && page.serial === serial) {
			const packets = packetsOf(page);
			stream.page(packets, page.granule, page.isLast);
			for (const packet of packets) if (track?.wants()) track.packet(packet);
		}
		input.skip(page.length);
	}
	if (!stream) return { lack: 'noSoundTrack' };
	seconds += stream.seconds();
	return seconds > 0 ? { seconds, sound: track?.sound() } : nothingHeard;
}
