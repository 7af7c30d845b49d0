/** Reads bits, the least significant first (Vorbis I, 2). Past the end it reads zeros. */
export class LowFirstBits {
	/** Bits read. */
	at = 0;
	private readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	/** Whether more was read than is there. */
	get isOver(): boolean {
		return this.at > this.bytes.length * 8;
	}

	readBit(): number {
		return (this.bytes[this.at >>> 3]! >> (this.at++ & 7)) & 1;
	}

	/** A number of up to 32 bits. */
	read(width: number): number {
		let found = 0;
		for (let bit = 0; bit < width; bit++) found += this.readBit() * 2 ** bit;
		return found;
	}
}

/** Bits that a number needs (9.2.1). */
export const bitsOf = (most: number): number => 32 - Math.clz32(most);
