/**
 * Where the eighths of a bit end: 2^15 times the eighth roots of 2, rounded as the squaring in RFC 6716, 4.1.6.2 does.
 */
const eighths = [35_733, 38_967, 42_495, 46_340, 50_535, 55_109, 60_097, 65_535];

/** Bits that a number needs. */
export const bitLength = (value: number): number => 32 - Math.clz32(value);

/** The range decoder of Opus (RFC 6716, 4.1). Past its end it reads zeros, so that damaged bytes end like others. */
export class OpusRange {
	readonly #bytes: Uint8Array;
	#end: number;
	#at = 0;
	/** The size of the range less 1: it always fits into a small integer, which the engine need not allocate. */
	#top = 127;
	#value: number;
	/** The last byte read, of which a bit is still to come. */
	#carried: number;
	/** Bits read. */
	#bits = 9;
	/** Plain bits that have been taken from the end, but not read. */
	#ahead = 0;
	#aheadBits = 0;
	#behind: number;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#end = bytes.length;
		this.#behind = bytes.length;
		this.#carried = this.#next();
		this.#value = 127 - (this.#carried >> 1);
		this.#renew();
	}

	#next(): number {
		return this.#at < this.#end ? (this.#bytes[this.#at++] ?? 0) : 0;
	}

	#renew(): void {
		while (this.#top < 0x80_0000) {
			const read = this.#next();
			this.#bits += 8;
			this.#top = this.#top * 256 + 255;
			this.#value = ((this.#value << 8) + (255 & ~(((this.#carried << 8) | read) >> 1))) & 0x7fff_ffff;
			this.#carried = read;
		}
	}

	/** Narrows the range to the part between two limits. */
	#narrow(above: number, upTo: number): void {
		this.#value -= above;
		this.#top = upTo - above - 1;
		this.#renew();
	}

	/** Which of `total` equal parts, each `step` wide, the value lies in. */
	#placeOf(step: number, total: number): number {
		return total - Math.min(Math.floor(this.#value / step) + 1, total);
	}

	/** A bit that is 1 once in 2^`logp`. */
	bit(logp: number): number {
		const part = (this.#top + 1) >>> logp;
		const isSet = this.#value < part;
		if (isSet) this.#narrow(0, part);
		else this.#narrow(part, this.#top + 1);
		return isSet ? 1 : 0;
	}

	/**
	 * A symbol. Its table begins at `first` and holds for each symbol the share of 2^`log` that is left for the symbols
	 * behind it.
	 */
	symbol(table: ArrayLike<number>, first = 0, log = 8): number {
		const value = this.#value;
		const step = (this.#top + 1) >>> log;
		let upTo = this.#top + 1;
		let found = first;
		let above = step * (table[found] ?? 0);
		for (; value < above; above = step * (table[++found] ?? 0)) upTo = above;
		this.#narrow(above, upTo);
		return found - first;
	}

	/** One of up to 256 numbers that are equally likely. */
	uniform(total: number): number {
		const step = Math.floor((this.#top + 1) / total);
		const found = this.#placeOf(step, total);
		this.#narrow(step * (total - found - 1), found ? step * (total - found) : this.#top + 1);
		return found;
	}

	/**
	 * A whole number of a Laplace distribution: `zero` of 32768 are 0, each further one is `decay` of 32768 as likely
	 * (RFC 6716, 4.3.2.1).
	 */
	laplace(zero: number, decay: number): number {
		const step = (this.#top + 1) >>> 15;
		const place = this.#placeOf(step, 32_768);
		let found = 0;
		let low = 0;
		let width = zero;
		if (place >= zero) {
			found = 1;
			low = zero;
			width = (((32_736 - zero) * (16_384 - decay)) >> 15) + 1;
			while (width > 1 && place >= low + 2 * width) {
				low += 2 * width;
				width = (((2 * width - 2) * decay) >> 15) + 1;
				found++;
			}
			const further = width > 1 ? 0 : (place - low) >> 1;
			found += further;
			low += 2 * further;
			if (place < low + width) found = -found;
			else low += width;
		}
		this.#narrow(step * (32_768 - Math.min(low + width, 32_768)), low ? step * (32_768 - low) : this.#top + 1);
		return found;
	}

	/** Up to 16 plain bits, which stand at the end of the bytes. */
	plain(count: number): number {
		for (; this.#aheadBits < count; this.#aheadBits += 8) {
			this.#ahead |= (this.#behind > 0 ? (this.#bytes[--this.#behind] ?? 0) : 0) << this.#aheadBits;
		}
		const found = this.#ahead & ((1 << count) - 1);
		this.#ahead >>>= count;
		this.#aheadBits -= count;
		this.#bits += count;
		return found;
	}

	/** How many eighths of bits are left. */
	roomFrac(): number {
		const length = bitLength(this.#top + 1);
		const leading = (this.#top + 1) >>> (length - 16);
		const eighth = (leading >> 12) - 8;
		return this.#end * 64 - this.#bits * 8 + length * 8 + eighth + (leading > (eighths[eighth] ?? 0) ? 1 : 0);
	}

	/** How many bits are left, rounded down. */
	room(): number {
		return this.#end * 8 - this.#bits + bitLength(this.#top + 1);
	}

	/**
	 * Takes `count` bytes off the end, where another frame stands. If there are fewer, it takes them all and returns an
	 * empty frame.
	 */
	cutEnd(count: number): Uint8Array | undefined {
		const cut = this.#bytes.subarray(this.#end - count, this.#end);
		this.#end -= count;
		this.#behind = this.#end;
		if (this.room() >= 0) return cut;
		this.#end = 0;
		this.#behind = 0;
		return undefined;
	}
}
