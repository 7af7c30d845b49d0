import { Bits } from '../bits';

/** Reads the numbers of FLAC. */
export class FlacBits extends Bits {
	/** A number of up to 36 bits. */
	override read(width: number): number {
		return width > 24 ? this.read(width - 16) * 0x1_0000 + super.read(16) : super.read(width);
	}

	/** The same in two's complement. */
	readSigned(width: number): number {
		const found = this.read(width);
		return width > 0 && found >= 2 ** (width - 1) ? found - 2 ** width : found;
	}

	/** Counts the zeros before the next 1, and passes that. */
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
