/** Reads bits, the highest of each byte first. Past the end it reads zeros. */
export class Bits {
	/** The next bit. */
	at = 0;
	readonly bytes: Uint8Array;
	/** The first bit that is none of them. */
	readonly end: number;

	constructor(bytes: Uint8Array, end = bytes.length * 8) {
		this.bytes = bytes;
		this.end = end;
	}

	/** True once more was read than there is. */
	get over(): boolean {
		return this.at > this.end;
	}

	/** The next `count` bits as a number: 0 to 24 of them. */
	read(count: number): number {
		if (count === 0) return 0;
		const { bytes, at } = this;
		const byte = at >> 3;
		this.at += count;
		if (byte + 3 < bytes.length) {
			const four = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!;
			return (four << (at & 7)) >>> (32 - count);
		}
		const four = ((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16) | ((bytes[byte + 2] ?? 0) << 8);
		return (four << (at & 7)) >>> (32 - count);
	}
}
