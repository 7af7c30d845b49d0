import { oggCrc } from '../ogg/crc';
import { continuedFlag, firstFlag, lastFlag, pageHeaderLength } from '../ogg/page';
import type { Input, Reading } from './input';

/** Segments in a page (RFC 3533, 6), and bytes in the longest page. */
const mostSegments = 255;
const longestPage = pageHeaderLength + mostSegments + mostSegments * 255;

/** `OggS`, the first bytes of a page. */
const pageName = 0x4f67_6753;

/** A complete page. */
export interface Page {
	bytes: Buffer;
	/** The first page of its stream. */
	begins: boolean;
	/** Position at its end, in samples; -1 if no packet ends on it. */
	granule: number;
	serial: number;
	isLast: boolean;
	/** Whether it begins with the rest of a packet. */
	continues: boolean;
}

function lengthOf(head: Buffer): number {
	const end = pageHeaderLength + head[pageHeaderLength - 1]!;
	let length = end;
	for (let at = pageHeaderLength; at < end; at++) length += head[at] ?? 0;
	return length;
}

/** Whether a page is cut or has foreign bytes in it. Its checksum is only worked out if no other page follows. */
function isBroken(bytes: Buffer, length: number): boolean {
	if (bytes.length >= length + 4 && bytes.readUInt32BE(length) === pageName) return false;
	return oggCrc(bytes.subarray(0, length)) !== bytes.readUInt32LE(22);
}

/** The page that begins here; undefined if there is none, or only a part of it. */
function* readPage(input: Input): Reading<Page | undefined> {
	yield* input.need(pageHeaderLength + mostSegments);
	const head = input.peek(pageHeaderLength + mostSegments);
	if (head.length < pageHeaderLength || head.readUInt32BE(0) !== pageName) return undefined;
	const length = lengthOf(head);
	// With the name of the next page.
	yield* input.need(length + 4);
	if (!input.has(length)) return undefined;
	const bytes = input.peek(length + 4);
	if (isBroken(bytes, length)) return undefined;
	const flags = bytes[5]!;
	return {
		bytes: bytes.subarray(0, length),
		continues: (flags & continuedFlag) > 0,
		begins: (flags & firstFlag) > 0,
		isLast: (flags & lastFlag) > 0,
		granule: Number(bytes.readBigInt64LE(6)),
		serial: bytes.readUInt32LE(14),
	};
}

/** Whether the file ends inside the page that begins here. Call it after `readPage`, which has waited for the page. */
function breaksOff(input: Input): boolean {
	const head = input.peek(pageHeaderLength + mostSegments);
	if (head.length < 4 || head.readUInt32BE(0) !== pageName) return false;
	return !input.has(head.length < pageHeaderLength ? pageHeaderLength : lengthOf(head));
}

/**
 * Passes over everything up to the next complete page. If there is none, the file has reached its `end`, or was `cut`
 * inside a page.
 */
export function* nextPage(input: Input): Reading<Page | 'end' | 'cut'> {
	let end: 'end' | 'cut' = 'end';
	for (;;) {
		const page = yield* readPage(input);
		if (page) return page;
		if (breaksOff(input)) end = 'cut';
		if (!(yield* input.need(pageHeaderLength))) return end;
		const bytes = input.peek(longestPage);
		const next = bytes.indexOf('OggS', 1, 'latin1');
		// The name of a page may be cut by the end of these bytes.
		input.skip(next > 0 ? next : Math.max(1, bytes.length - 3));
	}
}
