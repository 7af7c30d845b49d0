import type { Bits } from '../bits';
import type { Bands } from './aacBands';
import type { Lap } from './lapped';

/** How a packet's coefficients are laid out (ics_info, ISO 14496-3, 4.4.2.1). */
export interface Windows extends Lap {
	bands: Bands;
	/** How many bands have coefficients. */
	maxBand: number;
	/**
	 * Windows in each group that shares scale factors: a single one if the window is long, otherwise eight in all.
	 */
	groups: number[];
	/** Coefficients in all. */
	frame: number;
}

function readGroups(bits: Bits): number[] {
	const groups = [1];
	for (let window = 1; window < 8; window++) {
		if (bits.read(1)) groups[groups.length - 1]!++;
		else groups.push(1);
	}
	return groups;
}

/** Undefined if the layout is invalid. */
export function readWindows(bits: Bits, { long, short }: { long: Bands; short: Bands }): Windows | undefined {
	bits.read(1);
	const sequence = bits.read(2);
	const isShort = sequence === 2;
	const shape = bits.read(1);
	const bands = isShort ? short : long;
	const maxBand = bits.read(isShort ? 4 : 6);
	const groups = isShort ? readGroups(bits) : [1];
	const isPredicted = !isShort && bits.read(1) === 1;
	if (isPredicted || maxBand >= bands.offsets.length) return undefined;
	return {
		isShort,
		startsShort: sequence === 3,
		endsShort: sequence === 1,
		shape,
		bands,
		maxBand,
		groups,
		frame: long.width,
	};
}

/**
 * Goes through the bands in the order of the packet. `at` is the index of the scale factor; `start` and `end` are
 * coefficients.
 */
export function eachBand(
	{ bands, maxBand, groups }: Windows,
	visit: (at: number, start: number, end: number) => void,
): void {
	let first = 0;
	groups.forEach((windows, group) => {
		for (let band = 0; band < maxBand; band++) {
			for (let window = first; window < first + windows; window++) {
				const start = window * bands.width;
				visit(group * maxBand + band, start + bands.offsets[band]!, start + bands.offsets[band + 1]!);
			}
		}
		first += windows;
	});
}
