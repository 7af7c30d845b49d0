import type { Bits } from '../bits';

/**
 * A binary tree. A fork has two entries, for 0 and 1: the index of the next fork or, below zero, a symbol's complement.
 */
export type Huffman = readonly number[];

/** The value of one of 82 characters, all of which may stand in quotes without an escape. */
const digit = (text: string, at: number): number => {
	const code = text.charCodeAt(at);
	return code < 92 ? code - 40 : code - 45;
};

/**
 * Unpacks a code. The text lists the symbols in the order of their words, from all zeros to all ones, each with the
 * length of its word: the words follow from that, since the code is complete. Two characters stand for 289 · length +
 * symbol. With few symbols, one character is a symbol, `!` makes the words from there on longer by a bit,
 * and `#` shorter.
 */
export function unpacked(text: string): Huffman {
	const tree: number[] = [];
	const isNarrow = text.startsWith('!');
	let at = 0;
	let length = 0;
	const word = (): number => {
		if (!isNarrow) return digit(text, at) * 82 + digit(text, at + 1);
		for (; text[at]! < '('; at++) length += text[at] === '!' ? 1 : -1;
		return 289 * length + digit(text, at);
	};
	const grow = (depth: number): number => {
		const next = word();
		if (Math.floor(next / 289) <= depth) {
			at += isNarrow ? 1 : 2;
			return ~(next % 289);
		}
		const fork = tree.push(0, 0) - 2;
		tree[fork] = grow(depth + 1);
		tree[fork + 1] = grow(depth + 1);
		return fork;
	};
	grow(0);
	return tree;
}

/** The symbol that the next bits stand for. */
export function symbol(bits: Bits, tree: Huffman): number {
	const { bytes } = bits;
	let fork = 0;
	let at = bits.at;
	do {
		const bit = (bytes[at >> 3]! >> (7 - (at & 7))) & 1;
		fork = tree[fork + bit]!;
		at++;
	} while (fork > 0);
	bits.at = at;
	return ~fork;
}
