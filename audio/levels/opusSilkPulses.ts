import type { OpusRange } from './opusRange';
import { halfTable, pulseTable, rateTable, signTable } from './opusSilkTables';

/** Samples of a block of pulses. */
const blockLength = 16;
/** A count that means "one more bit for each pulse". */
const further = 17;
const mostBits = 10;
/** Entries of one of the four tables of halves. */
const halfEntries = 152;

/** Splits a sum of pulses over the places of a block, half by half. */
function readPlaces(range: OpusRange, pulses: Int32Array, at: number, length: number, count: number): void {
	if (count === 0) return;
	if (length === 1) {
		pulses[at] = count;
		return;
	}
	const depth = 4 - Math.log2(length);
	const left = range.symbol(halfTable, depth * halfEntries + (count * (count + 1)) / 2 - 1);
	readPlaces(range, pulses, at, length / 2, left);
	readPlaces(range, pulses, at + length / 2, length / 2, count - left);
}

/** The number of pulses of a block, and of extra bits of each. */
function readCount(range: OpusRange, level: number): { count: number; bits: number } {
	let count = range.symbol(pulseTable, 18 * level);
	let bits = 0;
	while (count === further) {
		bits++;
		count = range.symbol(pulseTable, 18 * 9 + (bits === mostBits ? 1 : 0));
	}
	return { count, bits };
}

/** Reads the pulses that excite a frame of `length` samples (RFC 6716, 4.2.7.8). */
export function readSilkPulses(
	range: OpusRange,
	{ type, offset, length }: { type: number; offset: number; length: number },
): Int32Array {
	const level = range.symbol(rateTable, type === 2 ? 9 : 0);
	const blocks = Array.from({ length: Math.ceil(length / blockLength) }, () => readCount(range, level));
	const pulses = new Int32Array(blocks.length * blockLength);
	const each = (block: number, change: (size: number) => number) => {
		for (let at = block * blockLength; at < (block + 1) * blockLength; at++) pulses[at] = change(pulses[at] ?? 0);
	};
	blocks.forEach(({ count }, block) => readPlaces(range, pulses, block * blockLength, blockLength, count));
	blocks.forEach(({ bits }, block) => {
		const more = (size: number) => {
			for (let bit = 0; bit < bits; bit++) size += size + range.symbol([120, 0]);
			return size;
		};
		if (bits > 0) each(block, more);
	});
	blocks.forEach(({ count }, block) => {
		const signs = [signTable[7 * (2 * type + offset) + Math.min(count, 6)] ?? 0, 0];
		if (count > 0) each(block, (size) => (size && !range.symbol(signs) ? -size : size));
	});
	return pulses;
}
