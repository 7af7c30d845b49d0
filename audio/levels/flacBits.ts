/** Reads bits, the most significant first. Behind the end there are zeros. */
export class FlacBits {
	/** Bits read. */
	at = 0;

	private readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	/** Whether more was read than there is. */
	get isOver(): boolean {
		return this.at > this.bytes.length * 8;
	}

	/** 25 bits or more, from the top; then zeros. */
	private window(): number {
		const { bytes, at } = this;
		const byte = at >>> 3;
		return ((bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!) << (at & 7);
	}

	/** A number of up to 36 bits. */
	read(width: number): number {
		if (width > 25) return this.read(width - 16) * 0x1_0000 + this.read(16);
		const found = width > 0 ? this.window() >>> (32 - width) : 0;
		this.at += width;
		return found;
	}

	/** The same in two's complement. */
	readSigned(width: number): number {
		const found = this.read(width);
		return width > 0 && found >= 2 ** (width - 1) ? found - 2 ** width : found;
	}

	/** Counts zeros up to the next one, and passes it. */
	readUnary(): number {
		const from = this.at;
		while (!this.isOver) {
			const window = this.window();
			const zeros = Math.clz32(window);
			this.at += window === 0 ? 32 - (this.at & 7) : zeros;
			if (window !== 0) break;
		}
		return this.at++ - from;
	}
}
