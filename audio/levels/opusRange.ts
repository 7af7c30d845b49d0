/** Where the eighths of a bit end: 2^15 times the eighth roots of 2, rounded as the squaring of RFC 6716, 4.1.6.2 has it. */
const eighths = [35_733, 38_967, 42_495, 46_340, 50_535, 55_109, 60_097, 65_535];

/** How many bits a number takes. */
const bitLength = (value: number): number => 32 - Math.clz32(value);

/** The range decoder of Opus (RFC 6716, 4.1). Past its end it reads zeros, so that damaged bytes end like others. */
export class OpusRange {
	private range = 128;
	private value: number;
	private carried: number;
	private at = 0;
	private bits = 9;
	private window = 0;
	private windowBits = 0;
	private raw = 0;

	/** How many bytes there are. */
	length: number;

	constructor(private readonly bytes: Uint8Array) {
		this.length = bytes.length;
		this.carried = this.next();
		this.value = 127 - (this.carried >> 1);
		this.renew();
	}

	private next(): number {
		return this.at < this.length ? (this.bytes[this.at++] ?? 0) : 0;
	}

	private renew(): void {
		while (this.range <= 0x80_0000) {
			const read = this.next();
			this.bits += 8;
			this.range *= 256;
			const symbol = ((this.carried << 8) | read) >> 1;
			this.carried = read;
			this.value = ((this.value << 8) + (255 & ~symbol)) & 0x7fff_ffff;
		}
	}

	private narrow(step: number, low: number, high: number, total: number): void {
		const above = step * (total - high);
		this.value -= above;
		this.range = low > 0 ? step * (high - low) : this.range - above;
		this.renew();
	}

	/** A bit that is 1 once in 2^`logp`. */
	bit(logp: number): number {
		const part = this.range >>> logp;
		const isSet = this.value < part;
		if (!isSet) this.value -= part;
		this.range = isSet ? part : this.range - part;
		this.renew();
		return isSet ? 1 : 0;
	}

	/** A symbol by a table of what is left of 2^`log` behind each symbol, from `at` on. */
	symbol(table: ArrayLike<number>, at = 0, log = 8): number {
		const step = this.range >>> log;
		let before = this.range;
		let behind = before;
		let found = at - 1;
		do {
			before = behind;
			behind = step * (table[++found] ?? 0);
		} while (this.value < behind);
		this.value -= behind;
		this.range = before - behind;
		this.renew();
		return found - at;
	}

	/** One of up to 256 numbers that are equally likely. */
	uniform(total: number): number {
		const step = Math.floor(this.range / total);
		const found = total - Math.min(Math.floor(this.value / step) + 1, total);
		this.narrow(step, found, found + 1, total);
		return found;
	}

	/** A whole number of a Laplace distribution: `zero` of 32768 are 0, each further one is `decay` of 16384 as likely (RFC 6716, 4.3.2.1). */
	laplace(zero: number, decay: number): number {
		const step = this.range >>> 15;
		const place = 32_768 - Math.min(Math.floor(this.value / step) + 1, 32_768);
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
			if (width <= 1) {
				const further = (place - low) >> 1;
				found += further;
				low += 2 * further;
			}
			if (place < low + width) found = -found;
			else low += width;
		}
		this.narrow(step, low, Math.min(low + width, 32_768), 32_768);
		return found;
	}

	/** Up to 16 plain bits, which stand at the end of the bytes. */
	plain(count: number): number {
		while (this.windowBits < count) {
			const read = this.raw < this.length ? (this.bytes[this.length - ++this.raw] ?? 0) : 0;
			this.window |= read << this.windowBits;
			this.windowBits += 8;
		}
		const found = this.window & ((1 << count) - 1);
		this.window >>>= count;
		this.windowBits -= count;
		this.bits += count;
		return found;
	}

	/** Takes bytes off the end, where another frame stands; none where so many are not left. */
	cutEnd(count: number): Uint8Array {
		const left = this.length - count;
		this.length = left * 8 < this.tell() ? 0 : left;
		return this.bytes.subarray(left * 8 < this.tell() ? this.bytes.length : left, this.bytes.length);
	}

	/** How many bits have been read, rounded up. */
	tell(): number {
		return this.bits - bitLength(this.range);
	}

	/** The same in eighths of a bit. */
	tellFrac(): number {
		const length = bitLength(this.range);
		const top = this.range >>> (length - 16);
		const eighth = (top >> 12) - 8;
		return this.bits * 8 - (length * 8 + eighth + (top > (eighths[eighth] ?? 0) ? 1 : 0));
	}
}
