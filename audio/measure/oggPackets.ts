import { pageHeaderLength } from '../ogg/page';

/** Takes a packet, which lies from `from` to `to`. */
export type TakePacket = (bytes: Buffer, from: number, to: number) => void;

/** Takes a page; `continues` if it begins with the rest of a packet. */
export type TakePage = (page: Buffer, continues: boolean) => void;

/**
 * Finds the packets of one stream, page by page. A packet counts on the page where it ends, and only if its start has
 * been seen. Offsets instead of a buffer for each packet: an hour of Opus has 180,000 packets.
 */
export function createPackets(takePacket: TakePacket): TakePage {
	/** The pieces of a packet that goes on on the next page. */
	let begun: Buffer[] | undefined;

	const takeLast = (rest: Buffer): void => {
		if (!begun) return;
		const packet = Buffer.concat([...begun, rest]);
		begun = undefined;
		takePacket(packet, 0, packet.length);
	};
	return (page, continues) => {
		const segments = page[pageHeaderLength - 1]!;
		let from = pageHeaderLength + segments;
		let to = from;
		let isRest = continues;
		if (!continues) begun = undefined;
		for (let at = pageHeaderLength; at < pageHeaderLength + segments; at++) {
			const size = page[at]!;
			to += size;
			// A packet ends with a segment of fewer than 255 bytes (RFC 3533, 5).
			if (size === 255) continue;
			if (isRest) takeLast(page.subarray(from, to));
			else takePacket(page, from, to);
			isRest = false;
			from = to;
		}
		if (to === from) return;
		const piece = Buffer.from(page.subarray(from, to));
		if (isRest) begun?.push(piece);
		else begun = [piece];
	};
}
