import { opusRate, pageHeaderLength } from '../ogg/page';

/** CELT, full band, mono, 20 ms (RFC 6716, 3.1): its first bit in the range coder is the flag of silence (4.3). */
const celt = Buffer.of(0xf8, 0xff, 0xfe);

/** SILK, narrow band, mono, 20 ms: what libopus makes of zeros at its start. */
const silk = Buffer.of(0x08, 0x0b, 0xe4, 0xb9, 0xa0, 0xbc, 0x84);

/** Seconds of either packet. */
export const silentSeconds = 960 / opusRate;

/** Packets on a page: a second of them. */
const perPage = 50;

/** Whether a packet is CELT alone, by its first byte (RFC 6716, 3.1). */
const isCelt = (packet: Uint8Array): boolean => (packet[0] ?? 0) >> 3 >= 16;

/** A page of packets (RFC 3533, 6), still without position, numbers and checksum. */
function pageOf(packets: Buffer[]): Buffer {
	const head = Buffer.alloc(pageHeaderLength);
	head.write('OggS', 'latin1');
	head[26] = packets.length;
	return Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets]);
}

/**
 * Yields pages of `count` silent packets before the packet `next`. A decoder starts anew when the mode changes (RFC
 * 6716, 4.5.2). So the last silent packet has the other mode, and the sound after it is decoded as at the start of a
 * stream. Otherwise it would fade in from the silence for a quarter of a second.
 */
export function* silentPages(count: number, next?: Uint8Array): Generator<Buffer> {
	const last = next && isCelt(next) ? silk : celt;
	for (let left = count; left > 0; left -= perPage) {
		const packets = Array<Buffer>(Math.min(left, perPage)).fill(celt);
		yield pageOf(left > perPage ? packets : [...packets.slice(1), last]);
	}
}
