import type { Bits } from '../bits';
import { codes, type Codebook } from './aacCodes';
import { eachBand, type Windows } from './aacWindows';
import { symbol } from './huffman';

/** A pulse is added to a whole number. */
interface Pulse {
	at: number;
	height: number;
}

/** Undefined if the pulses are invalid (ISO 14496-3, 4.6.3.3). */
export function readPulses(bits: Bits, { isShort, bands }: Windows): Pulse[] | undefined {
	const count = bits.read(2) + 1;
	let at = bands.offsets[bits.read(6)] ?? bands.width;
	const pulses = Array.from({ length: count }, () => ({ at: (at += bits.read(5)), height: bits.read(4) }));
	return isShort || at >= bands.width ? undefined : pulses;
}

/** The value of an escape; 0 if it is invalid. */
function readEscape(bits: Bits): number {
	let width = 4;
	while (bits.read(1)) if (++width > 12) return 0;
	return (1 << width) + bits.read(width);
}

/** Reads the values that one word stands for, with their signs. */
function readWord(bits: Bits, { tree, values, base, lead }: Codebook, whole: Int32Array, start: number): void {
	let word = symbol(bits, tree);
	for (let at = start + values - 1; at >= start; at--) {
		whole[at] = (word % base) - lead;
		word = Math.floor(word / base);
	}
	if (lead > 0) return;
	for (let at = start; at < start + values; at++) {
		if (whole[at]! > 0 && bits.read(1)) whole[at] = -whole[at]!;
	}
}

/** Reads values larger than the codebook's; false if they are invalid. */
function readLarger(bits: Bits, whole: Int32Array, start: number, end: number): boolean {
	for (let at = start; at < end; at++) {
		if (Math.abs(whole[at]!) !== 16) continue;
		const escape = readEscape(bits);
		if (escape === 0) return false;
		whole[at] = Math.sign(whole[at]!) * escape;
	}
	return true;
}

/** Reads the whole numbers of all bands (ISO 14496-3, 4.6.3); false if they are invalid. */
export function readWholes(bits: Bits, windows: Windows, books: number[], whole: Int32Array): boolean {
	const { codebooks } = codes();
	let isSound = true;
	eachBand(windows, (band, start, end) => {
		const book = codebooks[books[band]! - 1];
		if (!book) return;
		for (let at = start; at < end && isSound; at += book.values) {
			readWord(bits, book, whole, at);
			if (book.base === 17) isSound = readLarger(bits, whole, at, at + book.values);
		}
	});
	return isSound;
}

/** A random sign, always the same for the same place. */
const signAt = (at: number): number => {
	const mixed = Math.imul(at ^ 0x5bd1, 0x9e3779b1);
	return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) < 0 ? -1 : 1;
};

/** Noise of a given energy (ISO 14496-3, 4.6.13). */
export function fillNoise(spectrum: Float32Array, start: number, end: number, level: number): void {
	const size = 2 ** (level / 4) / Math.sqrt(end - start);
	for (let at = start; at < end; at++) spectrum[at] = size * signAt(at);
}

/** The values of whole numbers (ISO 14496-3, 4.6.1 and 4.6.2). */
export function scaleUp(spectrum: Float32Array, whole: Int32Array, start: number, end: number, scale: number): void {
	const factor = 2 ** ((scale - 100) / 4);
	for (let at = start; at < end; at++) spectrum[at] = whole[at]! * Math.cbrt(Math.abs(whole[at]!)) * factor;
}
