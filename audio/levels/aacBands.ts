/** Widths of bands: a width, and how many bands in a row have it. */
type Widths = readonly number[];

const long48 = [4, 10, 8, 7, 12, 4, 16, 2, 20, 2, 24, 2, 28, 2, 32];
const short48 = [4, 5, 8, 3, 12, 3, 16, 3];
const short64 = [4, 6, 8, 3, 16, 1, 28, 1, 36, 1];

/**
 * By sample rate: the lowest that has them in Hz (ISO 14496-3, table 4.68), the bands of a long and of a short window
 * (tables 4.110 to 4.128), and how many of them may have noise shaping (table 4.139).
 */
const table: ReadonlyArray<[from: number, long: Widths, short: Widths, shapedLong: number, shapedShort: number]> = [
	[75_132, [4, 14, 8, 5, 12, 5, 16, 2, 24, 1, 28, 1, 36, 1, 44, 1, 64, 11], short64, 31, 9],
	[55_426, [4, 14, 8, 4, 12, 3, 16, 3, 20, 1, 24, 2, 28, 1, 36, 1, 40, 18], short64, 34, 10],
	[46_009, [...long48, 19, 96, 1], short48, 40, 14],
	[37_566, [...long48, 19, 96, 1], short48, 42, 14],
	[27_713, [...long48, 22], short48, 51, 14],
	[
		18_783,
		[4, 11, 8, 10, 12, 4, 16, 3, 20, 2, 24, 2, 28, 2, 32, 1, 36, 2, 40, 1, 44, 1, 48, 1, 52, 2, 64, 5],
		[4, 7, 8, 3, 12, 2, 16, 2, 20, 1],
		46,
		14,
	],
	[
		9_391,
		[8, 11, 12, 9, 16, 4, 20, 3, 24, 2, 28, 2, 32, 1, 36, 1, 40, 2, 44, 1, 48, 1, 52, 1, 56, 1, 60, 1, 64, 3],
		[4, 8, 8, 2, 12, 2, 16, 1, 20, 2],
		42,
		14,
	],
	[
		0,
		[12, 13, 16, 7, 20, 4, 24, 3, 28, 2, 32, 1, 36, 2, 40, 1, 44, 1, 48, 1, 52, 1, 56, 1, 60, 1, 64, 1, 80, 1],
		[4, 7, 8, 4, 12, 1, 16, 1, 20, 2],
		39,
		14,
	],
];

/** The bands of a window. */
export interface Bands {
	/** Where each begins, and where the last one ends. */
	offsets: readonly number[];
	/** How many of them may have noise shaping. */
	shaped: number;
	/** How many coefficients a window has. */
	width: number;
}

function bandsOf(widths: Widths, shaped: number): Bands {
	const offsets = [0];
	for (let at = 0; at < widths.length; at += 2) {
		for (let count = widths[at + 1]!; count > 0; count--) offsets.push(offsets.at(-1)! + widths[at]!);
	}
	return { offsets, shaped, width: offsets.at(-1)! };
}

/** The bands at a sample rate in Hz: of long windows, and of short ones, eight of which make a packet. */
export function bandsAt(rate: number): { long: Bands; short: Bands } {
	const [, long, short, shapedLong, shapedShort] = table.find(([from]) => rate >= from) ?? table[0]!;
	return { long: bandsOf(long, shapedLong), short: bandsOf(short, shapedShort) };
}
