/** Where the checksum stands in a page (RFC 3533, 6), which counts as zeros in it. */
const crcStart = 22;
const crcEnd = 26;

const createTable = (): Uint32Array =>
	Uint32Array.from({ length: 256 }, (_, byte) => {
		let crc = byte << 24;
		for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
		return crc;
	});

/** Remainders of the polynomial 0x04c11db7 (RFC 3533, 6), by the byte that is shifted out. */
let table: Uint32Array | undefined;

/** The checksum of an Ogg page (RFC 3533, 6), whatever checksum the page holds. */
export function oggCrc(page: Uint8Array): number {
	const remainders = (table ??= createTable());
	let crc = 0;
	for (let at = 0; at < page.length; at++) {
		const byte = at >= crcStart && at < crcEnd ? 0 : page[at]!;
		crc = (crc << 8) ^ remainders[(crc >>> 24) ^ byte]!;
	}
	return crc >>> 0;
}
