import type { ReadFrame } from '../frames/frame';

/** Bytes of a page's header in front of its segment table (RFC 3533, 6). */
export const pageHeaderLength = 27;

/** Bit of a page's flags, byte 5 (RFC 3533, 6): the page begins with the rest of a packet. */
export const continuedFlag = 1;
/** The first page of its stream. */
export const firstFlag = 2;
/** The last page of its stream. */
export const lastFlag = 4;

/** Opus counts time in samples of 48 kHz (RFC 7845, 4). */
export const opusRate = 48_000;

/**
 * Samples of 48 kHz that players drop from the start of an Opus stream, as stated on its first page (RFC 7845, 4.2 and
 * 5.1); 0 on any other page.
 */
export function opusPreSkip(page: Uint8Array): number {
	const start = pageHeaderLength + (page[26] ?? 0);
	const body = Buffer.from(page.buffer, page.byteOffset, page.byteLength).subarray(start);
	return body.length >= 12 && body.toString('latin1', 0, 8) === 'OpusHead' ? body.readUInt16LE(10) : 0;
}

/** Reads an Ogg page (RFC 3533, 6). Its granule position counts 48 kHz samples, as Opus does (RFC 7845, 4). */
export const readOggPage: ReadFrame = (head) => {
	const letters = Buffer.from(head.subarray(0, 4)).toString('latin1');
	if (letters !== 'OggS') return letters.length < 4 && 'OggS'.startsWith(letters) ? 'more' : undefined;
	const segments = head[26];
	if (segments === undefined || head.length < pageHeaderLength + segments) return 'more';
	const table = head.subarray(pageHeaderLength, pageHeaderLength + segments);
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const granule = view.getBigInt64(6, true);
	const skipped = opusPreSkip(head) / opusRate;
	return {
		length: table.reduce((sum, size) => sum + size, pageHeaderLength + segments),
		seconds: granule > 0n ? Number(granule) / opusRate : 0,
		absolute: true,
		...(skipped > 0 && { skipped }),
	};
};
