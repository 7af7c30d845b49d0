import { opusRate, pageHeaderLength } from '../ogg/page';

/**
 * A packet of 20 ms in which nothing is heard: CELT, full band, one frame (RFC 6716, 3.1), whose first bit in the range
 * coder is the flag of silence (4.3). A stream of any number of channels may have it.
 */
const packet = Buffer.of(0xf8, 0xff, 0xfe);

/** Seconds of that packet. */
export const silentSeconds = 960 / opusRate;

/** Packets on a page: a second of them. */
const perPage = 50;

/** A page of silent packets (RFC 3533, 6), still without position, numbers and checksum. */
function silentPage(packets: number): Buffer {
	const page = Buffer.alloc(pageHeaderLength + packets);
	page.write('OggS', 'latin1');
	page[26] = packets;
	page.fill(packet.length, pageHeaderLength);
	return Buffer.concat([page, ...Array<Buffer>(packets).fill(packet)]);
}

/** Pages of so many silent packets. */
export function* silentPages(packets: number): Generator<Buffer> {
	for (let left = packets; left > 0; left -= perPage) yield silentPage(Math.min(left, perPage));
}
