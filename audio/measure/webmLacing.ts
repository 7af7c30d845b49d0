import { numberAt } from './ebml';

/** Sizes of the frames that several share a block by: each is so many times 255 and a rest (as in Ogg). */
function sizesByRests(block: Buffer, count: number): { sizes: number[]; at: number } {
	const sizes: number[] = [];
	let at = 1;
	for (let index = 0; index < count - 1; index++) {
		let size = 0;
		for (; block[at] === 255; at++) size += 255;
		sizes.push(size + (block[at++] ?? 0));
	}
	return { sizes, at };
}

/** The same by differences (EBML lacing): the first as it is, the others as they differ from the one before. */
function sizesByDifferences(block: Buffer, count: number): { sizes: number[]; at: number } {
	const sizes: number[] = [];
	let at = 1;
	for (let index = 0; index < count - 1; index++) {
		const { value = 0, length } = numberAt(block, at);
		at += length;
		// Of seven bits a byte, half are negative.
		sizes.push(index === 0 ? value : sizes[index - 1]! + value - (2 ** (7 * length - 1) - 1));
	}
	return { sizes, at };
}

/**
 * The frames of a block whose head is passed, by its kind of lacing (RFC 9559, 10.3): none, rests, equal sizes,
 * differences.
 */
export function framesOf(block: Buffer, lacing: number): Buffer[] {
	if (lacing === 0 || block.length === 0) return [block];
	const count = block[0]! + 1;
	if (lacing === 2) {
		const size = Math.floor((block.length - 1) / count);
		return Array.from({ length: count }, (_, index) => block.subarray(1 + index * size, 1 + (index + 1) * size));
	}
	const { sizes, at } = lacing === 1 ? sizesByRests(block, count) : sizesByDifferences(block, count);
	let from = at;
	const frames = sizes.map((size) => block.subarray(from, (from += Math.max(0, size))));
	return [...frames, block.subarray(from)];
}
