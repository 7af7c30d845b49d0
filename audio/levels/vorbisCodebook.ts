import { bitsOf, type LowFirstBits } from './lowFirstBits';

/** Code words and their entries (Vorbis I, 3). */
export interface Codebook {
	dimensions: number;
	/**
	 * A node has two numbers, for 0 and 1: the index of the next node, or an entry's complement; 0 if there is
	 * nothing.
	 */
	tree: Int32Array;
	/** The values of each entry, one after the other; empty if entries stand for themselves. */
	vectors: Float32Array;
}

/** How many values the codebooks of a stream may still take together. */
export interface Room {
	values: number;
}

/** Bits of each entry's word; 0 if it has none (3.2.1). Undefined if there are more lengths than entries. */
function readLengths(bits: LowFirstBits, entries: number): Uint8Array | undefined {
	const lengths = new Uint8Array(entries);
	if (!bits.readBit()) {
		const isSparse = bits.readBit();
		return lengths.map(() => (isSparse && !bits.readBit() ? 0 : bits.read(5) + 1));
	}
	let length = bits.read(5) + 1;
	for (let at = 0; at < entries; length++) {
		const next = at + bits.read(bitsOf(entries - at));
		if (length > 32 || next > entries) return undefined;
		lengths.fill(length, at, next);
		at = next;
	}
	return lengths;
}

/** Gives each entry the lowest word that is left (3.2.1). Undefined if there are too few. */
function treeOf(lengths: Uint8Array): Int32Array | undefined {
	const tree = [0, 0];
	/** Words that are left, by length: their bits from the top of 32. */
	const left: (number | undefined)[] = [0];
	for (const [entry, length] of lengths.entries()) {
		if (length === 0) continue;
		let depth = length;
		while (depth >= 0 && left[depth] === undefined) depth--;
		const word = left[depth];
		if (word === undefined) return undefined;
		left[depth] = undefined;
		for (let below = depth + 1; below <= length; below++) left[below] = word + 2 ** (32 - below);
		let node = 0;
		for (let bit = 31; bit > 32 - length; bit--) {
			const at = node + ((word >>> bit) & 1);
			node = tree[at] ||= tree.push(0, 0) - 2;
		}
		tree[node + ((word >>> (32 - length)) & 1)] = ~entry;
	}
	return Int32Array.from(tree);
}

/** A 32-bit float in Vorbis's own format (9.2.2). */
function readFloat(bits: LowFirstBits): number {
	const mantissa = bits.read(21);
	const exponent = bits.read(10);
	return (bits.readBit() ? -mantissa : mantissa) * 2 ** (exponent - 788);
}

/** The values of the entries (3.2.1, 3.3). Undefined if the format is unknown. */
function readVectors(bits: LowFirstBits, entries: number, dimensions: number): Float32Array | undefined {
	const type = bits.read(4);
	if (type === 0 || type > 2) return type === 0 ? new Float32Array() : undefined;
	const least = readFloat(bits);
	const step = readFloat(bits);
	const width = bits.read(4) + 1;
	const isSequence = bits.readBit() > 0;
	const isLattice = type === 1;
	const count = isLattice ? Math.floor(entries ** (1 / dimensions) + 1e-9) : entries * dimensions;
	const steps = Array.from({ length: count }, () => bits.read(width));
	let last = 0;
	return new Float32Array(entries * dimensions).map((_, at) => {
		const dimension = at % dimensions;
		const from = isLattice ? Math.floor((at - dimension) / dimensions / count ** dimension) % count : at;
		if (!isSequence || dimension === 0) last = 0;
		return (last += steps[from]! * step + least);
	});
}

/** Reads a codebook of the setup header (3.2.1). Undefined if it is invalid or too large. */
export function readCodebook(bits: LowFirstBits, room: Room): Codebook | undefined {
	const pattern = bits.read(24);
	const dimensions = bits.read(16);
	const entries = bits.read(24);
	room.values -= entries * dimensions;
	if (pattern !== 0x56_43_42 || dimensions === 0 || room.values < 0) return undefined;
	const lengths = readLengths(bits, entries);
	const tree = lengths && !bits.isOver ? treeOf(lengths) : undefined;
	const vectors = tree && readVectors(bits, entries, dimensions);
	return !vectors || bits.isOver ? undefined : { dimensions, tree, vectors };
}

/** Reads a word and returns its entry; -1 if there is none, or if the packet has ended. */
export function readEntry(bits: LowFirstBits, { tree }: Codebook): number {
	let node = 0;
	do node = tree[node + bits.readBit()]!;
	while (node > 0);
	return bits.isOver ? -1 : ~node;
}
