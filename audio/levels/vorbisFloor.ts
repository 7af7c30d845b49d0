import { bitsOf, type LowFirstBits } from './lowFirstBits';
import { readEntry, type Codebook } from './vorbisCodebook';

/** A class of points. */
interface PointClass {
	points: number;
	/** Bits that choose a book. */
	choice: number;
	/** The book that chooses the books of all points of a class. */
	master: Codebook | undefined;
	books: (Codebook | undefined)[];
}

/** A curve of lines (floor 1; Vorbis I, 7). */
export interface Floor {
	/** By partition. */
	classes: PointClass[];
	multiplier: number;
	/** Where the curve may bend, in the order in which the points are coded. */
	xs: number[];
	/** The points from left to right. */
	order: number[];
	/** By point: the nearest ones, of those before it, to its left and right. */
	neighbours: [number, number][];
}

/** Values by multiplier (7.2.3). */
const ranges = [256, 128, 86, 64];

/** Amplitudes by value (10.1): steps of 140/256 dB. */
const amplitudes = Float32Array.from({ length: 256 }, (_, value) => 10 ** (((value - 255) * 140) / 256 / 20));

/** The point before `point` that is nearest to it on one side. */
function neighbour(xs: number[], point: number, side: -1 | 1): number {
	const isNearer = (one: number, two: number): boolean => (xs[one]! - xs[two]!) * side < 0;
	const beside = xs.slice(0, point).flatMap((x, at) => ((x - xs[point]!) * side > 0 ? [at] : []));
	return beside.reduce((best, at) => (isNearer(at, best) ? at : best), beside[0] ?? 0);
}

/** The value at `x` on the line between two points (9.2.6, 9.2.7). */
const onLine = (x: number, x0: number, y0: number, x1: number, y1: number): number =>
	y0 + Math.trunc(((y1 - y0) * (x - x0)) / (x1 - x0));

function readClass(bits: LowFirstBits, books: Codebook[]): PointClass | undefined {
	const points = bits.read(3) + 1;
	const choice = bits.read(2);
	const master = choice > 0 ? books[bits.read(8)] : undefined;
	const numbers = Array.from({ length: 1 << choice }, () => bits.read(8) - 1);
	const isComplete = (choice === 0 || master) && numbers.every((number) => number < books.length);
	return isComplete ? { points, choice, master, books: numbers.map((number) => books[number]) } : undefined;
}

/** Reads a floor of the setup header (7.2.2). Undefined if it is invalid. */
export function readFloor(bits: LowFirstBits, books: Codebook[]): Floor | undefined {
	const numbers = Array.from({ length: bits.read(5) }, () => bits.read(4));
	const known = Array.from({ length: Math.max(-1, ...numbers) + 1 }, () => readClass(bits, books));
	const classes = numbers.flatMap((number) => known[number] ?? []);
	if (classes.length < numbers.length) return undefined;
	const multiplier = bits.read(2) + 1;
	const width = bits.read(4);
	const xs = [0, 2 ** width];
	for (const { points } of classes) for (let point = 0; point < points; point++) xs.push(bits.read(width));
	const order = [...xs.keys()].sort((one, two) => xs[one]! - xs[two]!);
	const neighbours = xs.map((_, point): [number, number] => [neighbour(xs, point, -1), neighbour(xs, point, 1)]);
	return { classes, multiplier, xs, order, neighbours };
}

/** By how much the points of a packet's curve differ from the prediction (7.2.3). Undefined if the packet has ended. */
function readDifferences(bits: LowFirstBits, { classes, multiplier }: Floor): number[] | undefined {
	const width = bitsOf(ranges[multiplier - 1]! - 1);
	const differences = [bits.read(width), bits.read(width)];
	for (const { points, choice, master, books } of classes) {
		let choices = master ? readEntry(bits, master) : 0;
		for (let point = 0; point < points; point++) {
			const book = books[choices & (books.length - 1)];
			choices >>= choice;
			differences.push(book ? readEntry(bits, book) : 0);
		}
	}
	return bits.isOver ? undefined : differences;
}

/** The value of a point that differs by `difference` from its prediction (7.2.4, step 1). */
function valueOf(predicted: number, difference: number, range: number): number {
	const above = range - predicted;
	if (difference >= 2 * Math.min(above, predicted)) return above > predicted ? difference : range - 1 - difference;
	return difference % 2 ? predicted - (difference + 1) / 2 : predicted + difference / 2;
}

/** The values of all points that the curve bends at; undefined for the others (7.2.4, step 1). */
function valuesOf(differences: number[], { multiplier, xs, neighbours }: Floor): (number | undefined)[] {
	const isBend = [true, true];
	const values = differences.slice(0, 2);
	for (let point = 2; point < xs.length; point++) {
		const [low, high] = neighbours[point]!;
		const predicted = onLine(xs[point]!, xs[low]!, values[low]!, xs[high]!, values[high]!);
		const difference = differences[point]!;
		values.push(difference ? valueOf(predicted, difference, ranges[multiplier - 1]!) : predicted);
		if (difference) isBend[low] = isBend[high] = isBend[point] = true;
	}
	return values.map((value, point) => (isBend[point] ? value : undefined));
}

/** Reads a channel's curve, `length` amplitudes long (7.2.3, 7.2.4). Undefined if the channel is silent. */
export function readCurve(bits: LowFirstBits, floor: Floor, length: number): Float32Array | undefined {
	const differences = bits.readBit() ? readDifferences(bits, floor) : undefined;
	if (!differences) return undefined;
	const values = valuesOf(differences, floor);
	const curve = new Float32Array(length);
	const amplitude = (value: number): number => amplitudes[Math.max(0, Math.min(value, 255))]!;
	let x0 = 0;
	let y0 = values[0]! * floor.multiplier;
	for (const point of floor.order) {
		const x1 = floor.xs[point]!;
		const value = values[point];
		if (value === undefined) continue;
		const y1 = value * floor.multiplier;
		for (let x = x0; x < x1 && x < length; x++) curve[x] = amplitude(onLine(x, x0, y0, x1, y1));
		x0 = x1;
		y0 = y1;
	}
	return curve.fill(amplitude(y0), x0);
}
