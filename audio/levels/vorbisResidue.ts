import type { LowFirstBits } from './lowFirstBits';
import { readEntry, type Codebook } from './vorbisCodebook';

/** How the factors of a curve are coded (Vorbis I, 8). */
export interface Residue {
	type: number;
	/** The part of the spectrum that is coded. */
	begin: number;
	end: number;
	/** Values of a partition. */
	size: number;
	/** The book of classes: one word holds the classes of as many partitions as it has dimensions. */
	classbook: Codebook;
	/** By class and pass. */
	books: (Codebook | undefined)[][];
}

const passes = 8;

/** Reads a residue of the setup header (8.6.1). Undefined if it is invalid. */
export function readResidue(bits: LowFirstBits, books: Codebook[]): Residue | undefined {
	const type = bits.read(16);
	const begin = bits.read(24);
	const end = bits.read(24);
	const size = bits.read(24) + 1;
	const count = bits.read(6) + 1;
	const classbook = books[bits.read(8)];
	const used = Array.from({ length: count }, () => bits.read(3) + (bits.readBit() ? bits.read(5) * 8 : 0));
	const numbers = used.map((mask) =>
		Array.from({ length: passes }, (_, pass) => (mask & (1 << pass) ? bits.read(8) : undefined)),
	);
	const isKnown = (number: number | undefined): boolean => number === undefined || !!books[number]?.vectors.length;
	if (type > 2 || !classbook || !numbers.flat().every(isKnown)) return undefined;
	const chosen = numbers.map((row) => row.map((number) => (number === undefined ? undefined : books[number])));
	return { type, begin, end, size, classbook, books: chosen };
}

/** Adds the vectors of a partition (8.6.3, 8.6.4). False if the packet has ended. */
function addPartition(
	bits: LowFirstBits,
	out: Float32Array,
	from: number,
	{ type, size }: Residue,
	book: Codebook,
): boolean {
	const { dimensions, vectors } = book;
	// Of type 0, the values of a vector are interleaved.
	const stride = type === 0 ? Math.floor(size / dimensions) : 1;
	for (let vector = 0; vector * dimensions < size; vector++) {
		const entry = readEntry(bits, book);
		if (entry < 0) return false;
		const at = from + vector * (type === 0 ? 1 : dimensions);
		for (let value = 0; value < dimensions; value++) out[at + value * stride]! += vectors[entry * dimensions + value]!;
	}
	return true;
}

/** Reads the classes of the next partitions. False if the packet has ended. */
function readClasses(bits: LowFirstBits, known: number[], { classbook, books }: Residue): boolean {
	const word = readEntry(bits, classbook);
	// The first partition has the highest digit.
	for (let digit = classbook.dimensions - 1; digit >= 0; digit--)
		known.push(Math.floor(word / books.length ** digit) % books.length);
	return word >= 0;
}

/** Adds a packet to spectra of equal length (8.6.2). If the packet ends early, the rest is silent. */
function readSpectra(bits: LowFirstBits, residue: Residue, spectra: Float32Array[]): void {
	const { begin, end, size, books } = residue;
	const length = spectra[0]?.length ?? 0;
	const partitions = Math.floor((Math.min(end, length) - begin) / size);
	const classes = spectra.map((): number[] => []);
	for (let pass = 0; pass < passes; pass++) {
		for (let partition = 0; partition < partitions; partition++) {
			if (partition === classes[0]!.length && !classes.every((known) => readClasses(bits, known, residue))) return;
			for (const [at, spectrum] of spectra.entries()) {
				const book = books[classes[at]![partition]!]![pass];
				if (book && !addPartition(bits, spectrum, begin + partition * size, residue, book)) return;
			}
		}
	}
}

/** Reads the spectra of the channels of a submap (8.6); `isCoded` says which of them are there. */
export function readResidues(bits: LowFirstBits, residue: Residue, spectra: Float32Array[], isCoded: boolean[]): void {
	if (residue.type < 2)
		return readSpectra(
			bits,
			residue,
			spectra.filter((_, at) => isCoded[at]),
		);
	if (!isCoded.includes(true)) return;
	// Of type 2, all channels are one spectrum, value by value (8.6.5).
	const joined = new Float32Array(spectra.length * spectra[0]!.length);
	readSpectra(bits, residue, [joined]);
	for (const [channel, spectrum] of spectra.entries()) {
		for (let at = 0; at < spectrum.length; at++) spectrum[at] = joined[at * spectra.length + channel]!;
	}
}
