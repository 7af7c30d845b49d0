import { numberAt } from './ebml';

/** Sizes of the frames that share a block by Xiph lacing: bytes of 255 and a rest (as in Ogg). */
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

/** The same by EBML lacing: the first size, then the differences to the size before. */
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
 * The frames of a block without its head, by its lacing (RFC 9559, 10.3): 0 none, 1 Xiph, 2 equal sizes, 3 EBML.
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
