/** Reads bits, the highest of each byte first. Past the end it reads zeros. */
export class Bits {
	/** Position of the next bit. */
	at = 0;
	readonly bytes: Uint8Array;
	/** Position behind the last bit. */
	readonly end: number;

	constructor(bytes: Uint8Array, end = bytes.length * 8) {
		this.bytes = bytes;
		this.end = end;
	}

	/** Whether more was read than is there. */
	get isOver(): boolean {
		return this.at > this.end;
	}

	/** The next bits, from the top of 32: at least 25 of them, then zeros. */
	protected window(): number {
		const { bytes, at } = this;
		const byte = at >>> 3;
		const last = byte + 3 < bytes.length ? bytes[byte + 3]! : 0;
		return (
			(((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16) | ((bytes[byte + 2] ?? 0) << 8) | last) << (at & 7)
		);
	}

	/** The next `count` bits as a number: 0 to 24 of them. */
	read(count: number): number {
		if (count === 0) return 0;
		const found = this.window() >>> (32 - count);
		this.at += count;
		return found;
	}
}
