const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
	let crc = index << 24;
	for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
	return crc >>> 0;
});

function crcOf(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
	return crc;
}

/** A packet of n bytes is n/255 full segments and a shorter one (RFC 3533). */
function lacing(packet: Uint8Array): number[] {
	return [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
}

const FIRST = 2;
const LAST = 4;

/** Puts packets into Ogg pages of one logical stream. */
export class OggStream {
	#pages = 0;

	/** `granule`: PCM values up to the end of the page. */
	page(packets: Uint8Array[], granule: number, last = false): Buffer {
		const segments = packets.flatMap(lacing);
		const header = Buffer.alloc(27 + segments.length);
		header.write('OggS', 0, 'latin1');
		header[5] = (this.#pages === 0 ? FIRST : 0) | (last ? LAST : 0);
		header.writeBigInt64LE(BigInt(granule), 6);
		// A fixed serial number: the same speech must give the same bytes.
		header.writeUInt32LE(0x66697368, 14);
		header.writeUInt32LE(this.#pages, 18);
		header[26] = segments.length;
		header.set(segments, 27);
		const page = Buffer.concat([header, ...packets]);
		page.writeUInt32LE(crcOf(page), 22);
		this.#pages += 1;
		return page;
	}
}
