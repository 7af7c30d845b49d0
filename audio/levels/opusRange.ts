/**
 * Where the eighths of a bit end: 2^15 times the eighth roots of 2, rounded as the squaring in RFC 6716, 4.1.6.2 does.
 */
const eighths = [35_733, 38_967, 42_495, 46_340, 50_535, 55_109, 60_097, 65_535];

/** Bits that a number needs. */
export const bitLength = (value: number): number => 32 - Math.clz32(value);

export type OpusRange = ReturnType<typeof createRange>;

/** The range decoder of Opus (RFC 6716, 4.1). Past its end it reads zeros, so that damaged bytes end like others. */
export function createRange(bytes: Uint8Array) {
	let end = bytes.length;
	let at = 0;
	/** The size of the range less 1: it always fits into a small integer, which the engine need not allocate. */
	let top = 127;
	let bits = 9;
	/** Plain bits that have been taken from the end, but not read. */
	let ahead = 0;
	let aheadBits = 0;
	let behind = end;

	const next = (): number => (at < end ? (bytes[at++] ?? 0) : 0);
	let carried = next();
	let value = 127 - (carried >> 1);

	const renew = (): void => {
		while (top < 0x80_0000) {
			const read = next();
			bits += 8;
			top = top * 256 + 255;
			value = ((value << 8) + (255 & ~(((carried << 8) | read) >> 1))) & 0x7fff_ffff;
			carried = read;
		}
	};
	renew();

	/** Narrows the range to the part between two limits. */
	const narrow = (above: number, upTo: number): void => {
		value -= above;
		top = upTo - above - 1;
		renew();
	};

	/** Which of `total` equal parts, each `step` wide, the value lies in. */
	const placeOf = (step: number, total: number): number => total - Math.min(Math.floor(value / step) + 1, total);

	/** A bit that is 1 once in 2^`logp`. */
	const bit = (logp: number): number => {
		const part = (top + 1) >>> logp;
		const isSet = value < part;
		if (isSet) narrow(0, part);
		else narrow(part, top + 1);
		return isSet ? 1 : 0;
	};

	/**
	 * A symbol. Its table begins at `first` and holds for each symbol the share of 2^`log` that is left for the symbols
	 * behind it.
	 */
	const symbol = (table: ArrayLike<number>, first = 0, log = 8): number => {
		const step = (top + 1) >>> log;
		let upTo = top + 1;
		let found = first;
		let above = step * (table[found] ?? 0);
		for (; value < above; above = step * (table[++found] ?? 0)) upTo = above;
		narrow(above, upTo);
		return found - first;
	};

	/** One of up to 256 numbers that are equally likely. */
	const uniform = (total: number): number => {
		const step = Math.floor((top + 1) / total);
		const found = placeOf(step, total);
		narrow(step * (total - found - 1), found ? step * (total - found) : top + 1);
		return found;
	};

	/**
	 * A whole number of a Laplace distribution: `zero` of 32768 are 0, each further one is `decay` of 32768 as likely
	 * (RFC 6716, 4.3.2.1).
	 */
	const laplace = (zero: number, decay: number): number => {
		const step = (top + 1) >>> 15;
		const place = placeOf(step, 32_768);
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
		narrow(step * (32_768 - Math.min(low + width, 32_768)), low ? step * (32_768 - low) : top + 1);
		return found;
	};

	/** Up to 16 plain bits, which stand at the end of the bytes. */
	const plain = (count: number): number => {
		for (; aheadBits < count; aheadBits += 8) ahead |= (behind > 0 ? (bytes[--behind] ?? 0) : 0) << aheadBits;
		const found = ahead & ((1 << count) - 1);
		ahead >>>= count;
		aheadBits -= count;
		bits += count;
		return found;
	};

	/** How many eighths of bits are left. */
	const roomFrac = (): number => {
		const length = bitLength(top + 1);
		const leading = (top + 1) >>> (length - 16);
		const eighth = (leading >> 12) - 8;
		return end * 64 - bits * 8 + length * 8 + eighth + (leading > (eighths[eighth] ?? 0) ? 1 : 0);
	};

	/** How many bits are left, rounded down. */
	const room = (): number => end * 8 - bits + bitLength(top + 1);

	/**
	 * Takes `count` bytes off the end, where another frame stands. If there are fewer, it takes them all and returns an
	 * empty frame.
	 */
	const cutEnd = (count: number): Uint8Array | undefined => {
		const cut = bytes.subarray(end - count, end);
		behind = end -= count;
		if (room() >= 0) return cut;
		behind = end = 0;
		return undefined;
	};

	return { bit, symbol, uniform, laplace, plain, room, roomFrac, cutEnd };
}
