import { continuedFlag, pageHeaderLength } from '../ogg/page';

/** A packet, or a piece of one, on a page. */
interface PagePacket {
	/** The bytes of a packet that begins on this page, as far as they lie on it. */
	begun: Buffer | undefined;
	/** Whether the packet ends on this page. */
	ends: boolean;
}

/**
 * The packets on a page, segment by segment (RFC 3533, 6). `begun` holds a packet's first segment, which is enough to
 * read its length in time.
 */
export function* packetsOf(page: Buffer): Generator<PagePacket> {
	const segments = page[26]!;
	let isBegin = (page[5]! & continuedFlag) === 0;
	for (let segment = 0, at = pageHeaderLength + segments; segment < segments; segment++) {
		const size = page[pageHeaderLength + segment]!;
		const ends = size < 255;
		yield { begun: isBegin ? page.subarray(at, at + size) : undefined, ends };
		isBegin = ends;
		at += size;
	}
}
