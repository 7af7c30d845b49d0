import { Bits } from '../../../audio/bits.ts';
import { codes as aacCodes } from '../../../audio/levels/aacCodes.ts';
import { symbol, type Huffman, unpacked } from '../../../audio/levels/huffman.ts';
import { codes as mp3Codes } from '../../../audio/levels/mp3Codes.ts';

/** All words of a code with their symbols. */
function wordsOf(tree: Huffman, fork = 0, word = ''): Array<[word: string, symbol: number]> {
	return [0, 1].flatMap((bit) => {
		const next = tree[fork + bit]!;
		return next > 0 ? wordsOf(tree, next, word + bit) : [[word + bit, ~next] as [string, number]];
	});
}

const { codebooks, scales } = aacCodes();
const { pairs, fours } = mp3Codes();

const codes: Array<[name: string, tree: Huffman, symbols: number, longest: number]> = [
	// ISO 14496-3, tables 4.A.2 to 4.A.13: the number of symbols and the bits of the longest word.
	['AAC scale factors', scales, 121, 19],
	...[11, 9, 16, 12, 13, 11, 12, 10, 15, 12, 12].map((longest, at): [string, Huffman, number, number] => {
		const { tree, base, values } = codebooks[at]!;
		return [`AAC codebook ${at + 1}`, tree, base ** values, longest];
	}),
	// ISO 11172-3, table B.7
	['MP3 table A', fours, 16, 6],
	...Object.entries({
		1: 3,
		2: 6,
		3: 6,
		5: 8,
		6: 7,
		7: 10,
		8: 11,
		9: 9,
		10: 11,
		11: 11,
		12: 10,
		13: 19,
		15: 13,
		16: 17,
		24: 12,
	}).map(([at, longest]): [string, Huffman, number, number] => [
		`MP3 table ${at}`,
		pairs[Number(at)]!.tree,
		pairs[Number(at)]!.base ** 2,
		longest,
	]),
];

describe('a code', () => {
	it.each(codes)('has each symbol once: %s', (_, tree, symbols, longest) => {
		const words = wordsOf(tree);
		expect(words.map(([, found]) => found).sort((one, other) => one - other)).toEqual(
			Array.from({ length: symbols }, (__, at) => at),
		);
		expect(Math.max(...words.map(([word]) => word.length))).toBe(longest);
	});

	it.each(codes)('is read word by word: %s', (_, tree) => {
		const words = wordsOf(tree);
		const text = words.map(([word]) => word).join('');
		const bits = new Bits(Uint8Array.from(text.match(/.{1,8}/g)!, (byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
		expect(words.map(() => symbol(bits, tree))).toEqual(words.map(([, found]) => found));
		expect(bits.at).toBe(text.length);
	});

	it.each([
		['AAC scale factors', scales, '0', 60],
		['AAC scale factors', scales, '100', 59],
		['AAC codebook 1', codebooks[0]!.tree, '0', 40],
		['AAC codebook 11', codebooks[10]!.tree, '0000', 0],
		['MP3 table 1', pairs[1]!.tree, '01', 2],
		['MP3 table 24', pairs[24]!.tree, '0011', 255],
	])("has the standard's words: %s", (_, tree, word, found) => {
		expect(new Map(wordsOf(tree)).get(word)).toBe(found);
	});

	it('is written with one character for a symbol or for two', () => {
		expect(wordsOf(unpacked('!(!)*'))).toEqual([
			['0', 0],
			['10', 1],
			['11', 2],
		]);
		expect(wordsOf(unpacked('!!)*#('))).toEqual([
			['00', 1],
			['01', 2],
			['1', 0],
		]);
	});

	it('gives no symbol after the end of the data', () => {
		const bits = new Bits(Uint8Array.of(0xff), 8);
		for (let count = 0; count < 20; count++) symbol(bits, scales);
		expect(bits.isOver).toBe(true);
	});
});
