import type { Bits } from '../bits';
import { symbol } from './huffman';
import { granule } from './mp3Bands';
import { codes, type PairCode } from './mp3Codes';
import type { Scales } from './mp3Scales';
import type { Side } from './mp3Side';

/** Added to scale factors of long windows if the granule says so (ISO 11172-3, table B.6). */
const raise = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 2];

function readValue(bits: Bits, value: number, more: number): number {
	const whole = value === 15 ? 15 + bits.read(more) : value;
	return whole > 0 && bits.read(1) ? -whole : whole;
}

function readPairs(bits: Bits, code: PairCode | undefined, whole: Int32Array, start: number, end: number): void {
	if (!code) return;
	for (let at = start; at < end && !bits.isOver; at += 2) {
		const word = symbol(bits, code.tree);
		whole[at] = readValue(bits, Math.floor(word / code.base), code.more);
		whole[at + 1] = readValue(bits, word % code.base, code.more);
	}
}

/**
 * Reads values of -1 to 1, four at a time, as long as there are bits. The last four may take bits beyond the
 * channel's.
 */
function readFours(bits: Bits, isPlain: boolean, whole: Int32Array, start: number): void {
	const { fours } = codes();
	for (let at = start; at + 4 <= granule && bits.at < bits.end; at += 4) {
		const word = isPlain ? 15 - bits.read(4) : symbol(bits, fours);
		for (let place = 0; place < 4; place++) whole[at + place] = readValue(bits, (word >> (3 - place)) & 1, 0);
		if (bits.isOver) whole.fill(0, at);
	}
}

/** Reads a channel's values (ISO 11172-3, 2.4.3.4). */
function readWholes(bits: Bits, { paired, tables, regions, isPlain }: Side): Int32Array {
	const whole = new Int32Array(granule);
	const { pairs } = codes();
	let start = 0;
	[...regions, granule].forEach((region, at) => {
		const end = Math.min(region, paired);
		readPairs(bits, pairs[tables[at] ?? 0], whole, start, end);
		start = Math.max(start, end);
	});
	readFours(bits, isPlain, whole, paired);
	return whole;
}

/** Reads the coefficients of a channel in a granule, as the standard's transform expects them. */
export function readSpectrum(bits: Bits, side: Side, { values }: Scales): Float32Array {
	const whole = readWholes(bits, side);
	const spectrum = new Float32Array(granule);
	const step = side.isDoubled ? 4 : 2;
	side.bands.forEach(({ start, end, window }, band) => {
		const raised = side.isRaised && window === undefined ? (raise[band] ?? 0) : 0;
		const down = step * ((values[band] ?? 0) + raised) + (window === undefined ? 0 : 8 * side.gains[window]!);
		const factor = 2 ** ((side.gain - 210 - down) / 4);
		for (let at = start; at < end; at++) spectrum[at] = whole[at]! * Math.cbrt(Math.abs(whole[at]!)) * factor;
	});
	return spectrum;
}
