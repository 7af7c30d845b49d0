/** Writes numbers bit by bit, the least significant first (Vorbis I, 2). */
class Bits {
	bits: number[] = [];

	write(width: number, value: number): this {
		for (let bit = 0; bit < width; bit++) this.bits.push(Math.floor(value / 2 ** bit) % 2);
		return this;
	}

	bytes(): Buffer {
		const bytes = Buffer.alloc(Math.ceil(this.bits.length / 8));
		this.bits.forEach((bit, at) => {
			bytes[at >> 3]! |= bit << (at & 7);
		});
		return bytes;
	}
}

export const shortWindow = 64;
export const longWindow = 128;

/** The coding of a stream. */
export interface VorbisForm {
	residueType: 0 | 1 | 2;
	/** The variants of codebooks: ordered or listed lengths, sparse or full books, lattice or listed values. */
	isOrdered: boolean;
	isSparse: boolean;
	isLattice: boolean;
	isCoupled: boolean;
}

/** A book of 16 words of 4 bits, or of wider words. A word is its entry with the bits reversed. */
function writeBook(bits: Bits, dimensions: number, { isOrdered, isSparse }: VorbisForm, width = 4): void {
	bits
		.write(24, 0x564342)
		.write(16, dimensions)
		.write(24, 2 ** width)
		.write(1, isOrdered ? 1 : 0);
	if (isOrdered) return void bits.write(5, width - 1).write(width + 1, 2 ** width);
	bits.write(1, isSparse ? 1 : 0);
	for (let entry = 0; entry < 16; entry++) {
		if (isSparse) bits.write(1, 1);
		bits.write(5, 3);
	}
}

/** A float with its mantissa and exponent (9.2.2). */
const writeFloat = (bits: Bits, value: number, exponent: number): void => {
	bits
		.write(21, Math.abs(value) * 16)
		.write(10, 788 - 4 + exponent)
		.write(1, value < 0 ? 1 : 0);
};

/** The values in the book of pairs, which has four times four entries. */
export const levels = [-1.5, -0.5, 0.5, 1.5];

const wordOf = (entry: number): number =>
	[0, 1, 2, 3].reduce((word, bit) => word | (((entry >> bit) & 1) << (3 - bit)), 0);

function writeValues(bits: Bits, { isLattice }: VorbisForm, exponent: number): void {
	bits.write(4, isLattice ? 1 : 2);
	writeFloat(bits, -1.5, exponent);
	writeFloat(bits, 1, exponent);
	bits.write(4, 1).write(1, 0);
	if (isLattice) for (let value = 0; value < 4; value++) bits.write(2, value);
	else for (let entry = 0; entry < 16; entry++) bits.write(2, entry % 4).write(2, entry >> 2);
}

const text = (type: number): Buffer => Buffer.from(`${String.fromCharCode(type)}vorbis`, 'latin1');

/**
 * The headers of a stream with two channels: a floor of one straight line, and residues of pairs of `levels` in
 * partitions of 8, where class 0 is empty. `width`: bits of the words in the book of classes. `exponent`: all values
 * are multiplied by 2 to its power.
 */
export function vorbisHeaders(form: VorbisForm, { width = 4, exponent = 0 } = {}): Buffer[] {
	const identification = new Bits().write(32, 0).write(8, 2).write(32, 8000).write(32, 0).write(32, 0).write(32, 0);
	identification.write(4, Math.log2(shortWindow)).write(4, Math.log2(longWindow)).write(1, 1);
	const setup = new Bits().write(8, 1);
	writeBook(setup, 1, form, width);
	setup.write(4, 0);
	writeBook(setup, 2, form);
	writeValues(setup, form, exponent);
	setup.write(6, 0).write(16, 0);
	// A floor without partitions consists of its two ends.
	setup.write(6, 0).write(16, 1).write(5, 0).write(2, 0).write(4, 6);
	const end = form.residueType === 2 ? longWindow : longWindow / 2;
	setup.write(6, 0).write(16, form.residueType).write(24, 0).write(24, end).write(24, 7).write(6, 1).write(8, 0);
	setup.write(3, 0).write(1, 0).write(3, 1).write(1, 0).write(8, 1);
	setup
		.write(6, 0)
		.write(16, 0)
		.write(1, 0)
		.write(1, form.isCoupled ? 1 : 0);
	if (form.isCoupled) setup.write(8, 0).write(1, 0).write(1, 1);
	setup.write(2, 0).write(8, 0).write(8, 0).write(8, 0);
	setup.write(6, 1);
	for (const isLong of [0, 1]) setup.write(1, isLong).write(16, 0).write(16, 0).write(8, 0);
	setup.write(1, 1);
	const bodies = [identification.bytes(), Buffer.alloc(8), setup.bytes()];
	return bodies.map((body, at) => Buffer.concat([text(2 * at + 1), body]));
}

export interface Sound {
	isLong: boolean;
	/** By channel: the ends of the floor, 0 to 255; undefined for silence. */
	floors: (readonly [number, number] | undefined)[];
	/** By channel: indexes in `levels`, half a window of them. */
	values: number[][];
	/** For each partition of each channel, or of both interleaved: whether it is coded. Otherwise it is 0. */
	isCoded: boolean[];
}

/** The pairs of a partition in the order in which this residue type writes them. */
const pairsOf = (partition: number[], type: number): [number, number][] =>
	[0, 1, 2, 3].map((at) =>
		type === 0 ? [partition[at]!, partition[at + 4]!] : [partition[2 * at]!, partition[2 * at + 1]!],
	);

/** An audio packet. */
export function vorbisPacket(
	{ isLong, floors, values, isCoded }: Sound,
	{ residueType, isCoupled }: VorbisForm,
): Buffer {
	const bits = new Bits().write(1, 0).write(1, isLong ? 1 : 0);
	if (isLong) bits.write(2, 3);
	for (const floor of floors) {
		bits.write(1, floor ? 1 : 0);
		if (floor) bits.write(8, floor[0]).write(8, floor[1]);
	}
	const isAny = floors.some(Boolean);
	const spoken = values.filter((_, channel) => floors[channel] ?? (isCoupled && isAny));
	const [left = [], right = []] = values;
	const vectors = residueType < 2 ? spoken : isAny ? [left.flatMap((value, at) => [value, right[at]!])] : [];
	const partitions = (vectors[0]?.length ?? 0) / 8;
	// The book of classes has one dimension, so each partition's class comes before its values.
	for (let partition = 0; partition < partitions; partition++) {
		const isHere = isCoded[partition % isCoded.length]!;
		for (const _ of vectors) bits.write(4, wordOf(isHere ? 1 : 0));
		for (const vector of isHere ? vectors : []) {
			const pairs = pairsOf(vector.slice(8 * partition, 8 * partition + 8), residueType);
			for (const [first, second] of pairs) bits.write(4, wordOf(first + 4 * second));
		}
	}
	return bits.bytes();
}
