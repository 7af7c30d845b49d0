import { bitsOf, LowFirstBits } from './lowFirstBits';
import { readCodebook } from './vorbisCodebook';
import { readFloor, type Floor } from './vorbisFloor';
import { readResidue, type Residue } from './vorbisResidue';

/** The identification header (Vorbis I, 4.2.2). */
export interface VorbisStream {
	channels: number;
	/** Hz */
	sampleRate: number;
	/** Samples of a short and a long window. */
	windows: [number, number];
}

/** How channels are made of floors and residues (4.2.4). */
export interface Mapping {
	/** Pairs of channels that are coded together. */
	couplings: { magnitude: number; angle: number }[];
	/** By channel: its submap. */
	submapOf: number[];
	submaps: { floor: Floor; residue: Residue }[];
}

export interface Mode {
	isLong: boolean;
	mapping: Mapping;
}

/** More channels than any recording has. */
const mostChannels = 16;

/** Hz, above those of any recording. */
const highestRate = 768_000;

/** Values of all codebooks together: five times what encoders make, and few enough to be held in memory. */
const mostValues = 2 ** 19;

/** Reads the identification header, all bytes of it. Undefined if it is invalid. */
export function readIdentification(header: Uint8Array): VorbisStream | undefined {
	const bits = new LowFirstBits(header);
	bits.at = 88;
	const channels = bits.read(8);
	const sampleRate = bits.read(32);
	bits.at += 96;
	const windows: [number, number] = [1 << bits.read(4), 1 << bits.read(4)];
	const isRight = windows[0] >= 64 && windows[0] <= windows[1] && windows[1] <= 8192;
	if (!isRight || channels === 0 || channels > mostChannels || sampleRate === 0 || sampleRate > highestRate)
		return undefined;
	return { channels, sampleRate, windows };
}

/** Reads a count, and as many items. Undefined if one of them cannot be read. */
function readAll<T>(bits: LowFirstBits, width: number, read: () => T | undefined): T[] | undefined {
	const all: T[] = [];
	for (let left = bits.read(width) + 1; left > 0; left--) {
		const one = read();
		if (one === undefined || bits.isOver) return undefined;
		all.push(one);
	}
	return all;
}

/** Reads a mapping (4.2.4). */
function readMapping(bits: LowFirstBits, channels: number, floors: Floor[], residues: Residue[]): Mapping | undefined {
	if (bits.read(16) !== 0) return undefined;
	const count = bits.readBit() ? bits.read(4) + 1 : 1;
	const width = bitsOf(channels - 1);
	const pairs = bits.readBit() ? bits.read(8) + 1 : 0;
	const couplings = Array.from({ length: pairs }, () => ({ magnitude: bits.read(width), angle: bits.read(width) }));
	bits.at += 2;
	const submapOf = Array.from({ length: channels }, () => (count > 1 ? bits.read(4) : 0));
	const submaps = Array.from({ length: count }, () => {
		bits.at += 8;
		return { floor: floors[bits.read(8)], residue: residues[bits.read(8)] };
	}).flatMap(({ floor, residue }) => (floor && residue ? { floor, residue } : []));
	const areApart = couplings.every(
		({ magnitude, angle }) => magnitude !== angle && Math.max(magnitude, angle) < channels,
	);
	return areApart && submaps.length === count && Math.max(...submapOf) < count
		? { couplings, submapOf, submaps }
		: undefined;
}

/**
 * Reads the setup header, all bytes of it. Undefined if it cannot be read, or has floors of type 0, which no encoder
 * writes any more.
 */
export function readSetup(header: Uint8Array, { channels }: VorbisStream): Mode[] | undefined {
	const bits = new LowFirstBits(header);
	bits.at = 56;
	const room = { values: mostValues };
	const books = readAll(bits, 8, () => readCodebook(bits, room));
	const times = books && readAll(bits, 6, () => bits.read(16));
	const floors = times && readAll(bits, 6, () => (bits.read(16) === 1 ? readFloor(bits, books) : undefined));
	const residues = floors && readAll(bits, 6, () => readResidue(bits, books));
	const mappings = residues && readAll(bits, 6, () => readMapping(bits, channels, floors, residues));
	return (
		mappings &&
		readAll(bits, 6, () => {
			const isLong = bits.readBit() > 0;
			bits.at += 32;
			const mapping = mappings[bits.read(8)];
			return mapping && { isLong, mapping };
		})
	);
}
