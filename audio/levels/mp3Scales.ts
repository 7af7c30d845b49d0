import type { Bits } from '../bits';
import type { Side } from './mp3Side';

/** Scale factors by band, and for each the value that means "no stereo position". */
export interface Scales {
	values: number[];
	none: number[];
}

/** Bits of scale factors: in the lower and in the upper bands (ISO 11172-3, 2.4.2.7). */
const lower = [0, 0, 0, 0, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4];
const upper = [0, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 3];

/** Four numbers for each layout. */
type Counts = Record<Side['layout'], number[]>;

const firstVersion: Counts = { long: [6, 5, 5, 5], short: [9, 9, 9, 9], mixed: [8, 9, 9, 9] };

/** ISO 13818-3, 2.4.3.2: how many scale factors there are in each of four parts. */
const secondVersion: Counts[] = [
	{ long: [6, 5, 5, 5], short: [9, 9, 9, 9], mixed: [6, 9, 9, 9] },
	{ long: [6, 5, 7, 3], short: [9, 9, 12, 6], mixed: [6, 9, 12, 6] },
	{ long: [11, 10, 0, 0], short: [18, 18, 0, 0], mixed: [15, 18, 0, 0] },
	// The right channel, if it holds positions.
	{ long: [7, 7, 7, 0], short: [12, 12, 12, 0], mixed: [6, 15, 12, 0] },
	{ long: [6, 6, 6, 3], short: [12, 9, 9, 6], mixed: [6, 12, 9, 6] },
	{ long: [8, 8, 5, 0], short: [15, 12, 9, 0], mixed: [6, 18, 9, 0] },
];

const divided = (value: number, ...by: number[]): number[] => {
	let rest = value;
	const parts = by.map((size) => {
		const part = rest % size;
		rest = Math.floor(rest / size);
		return part;
	});
	return [...parts, rest].reverse();
};

function partsOf(compress: number, isPosition: boolean): { counts: Counts; widths: number[] } {
	const part = (at: number, widths: number[]) => ({ counts: secondVersion[at]!, widths });
	if (isPosition) {
		const half = compress >> 1;
		if (half < 180) return part(3, divided(half, 6, 6));
		return half < 244 ? part(4, divided(half - 180, 4, 4)) : part(5, divided(half - 244, 3));
	}
	if (compress < 400) return part(0, divided(compress, 4, 4, 5));
	return compress < 500 ? part(1, divided(compress - 400, 4, 5)) : part(2, divided(compress - 500, 3));
}

/** Reads a channel's scale factors; `before` are those of the previous granule, some of which may still apply. */
export function readScales(
	bits: Bits,
	side: Side,
	isFirstVersion: boolean,
	isPosition: boolean,
	before?: Scales,
): Scales {
	const { compress, layout, kept } = side;
	const widths = [lower[compress]!, lower[compress]!, upper[compress]!, upper[compress]!];
	const parts = isFirstVersion ? { counts: firstVersion, widths } : partsOf(compress, isPosition);
	const scales: Scales = { values: [], none: [] };
	parts.counts[layout].forEach((count, part) => {
		const width = parts.widths[part] ?? 0;
		const isKept = kept[part] && layout === 'long';
		for (; count > 0; count--) {
			const at = scales.values.length;
			scales.values.push(isKept ? (before?.values[at] ?? 0) : bits.read(width));
			scales.none.push(isFirstVersion ? 7 : (1 << width) - 1 || -1);
		}
	});
	return scales;
}
