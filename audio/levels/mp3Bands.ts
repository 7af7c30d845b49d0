/** A range of coefficients. */
export interface Band {
	start: number;
	end: number;
	/** Which of the three short windows it belongs to; undefined in a long one. */
	window: number | undefined;
}

/** The bands of a granule, in the order of the stream. */
export interface Layouts {
	long: Band[];
	short: Band[];
	/** Long windows below, short ones above. */
	mixed: Band[];
}

/**
 * Widths of all bands but the last: of a long window, and of a short one (ISO 11172-3, table B.8; ISO 13818-3, table
 * B.2).
 */
const widths: Record<number, [long: number[], short: number[]]> = {
	44_100: [
		[4, 4, 4, 4, 4, 4, 6, 6, 8, 8, 10, 12, 16, 20, 24, 28, 34, 42, 50, 54, 76],
		[4, 4, 4, 4, 6, 8, 10, 12, 14, 18, 22, 30],
	],
	48_000: [
		[4, 4, 4, 4, 4, 4, 6, 6, 6, 8, 10, 12, 16, 18, 22, 28, 34, 40, 46, 54, 54],
		[4, 4, 4, 4, 6, 6, 10, 12, 14, 16, 20, 26],
	],
	32_000: [
		[4, 4, 4, 4, 4, 4, 6, 6, 8, 10, 12, 16, 20, 24, 30, 38, 46, 56, 68, 84, 102],
		[4, 4, 4, 4, 6, 8, 12, 16, 20, 26, 34, 42],
	],
	22_050: [
		[6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58],
		[4, 4, 4, 6, 6, 8, 10, 14, 18, 26, 32, 42],
	],
	24_000: [
		[6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 18, 22, 26, 32, 38, 46, 54, 62, 70, 76],
		[4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 32, 44],
	],
	// Lower rates except the lowest have the bands of 16 kHz.
	16_000: [
		[6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58],
		[4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 30, 40],
	],
	8_000: [
		[12, 12, 12, 12, 12, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 76, 90, 2, 2, 2, 2],
		[8, 8, 8, 12, 16, 20, 24, 28, 36, 2, 2, 2],
	],
};

/** Coefficients of a granule in each channel. */
export const granule = 576;

/** Bands in a row from `start` on, the last to the granule's end; each width once for each window. */
function inRow(of: number[], start: number, windows: readonly (number | undefined)[]): Band[] {
	let at = start;
	const bands = of.flatMap((width) => windows.map((window) => ({ window, start: at, end: (at += width) })));
	const rest = (granule - at) / windows.length;
	return [...bands, ...windows.map((window) => ({ window, start: at, end: (at += rest) }))];
}

/** The layouts at a sample rate in Hz. */
export function layoutsAt(rate: number): Layouts {
	const [longs, shorts] = widths[rate] ?? widths[16_000]!;
	const [one, three] = [[undefined], [0, 1, 2]];
	const long = inRow(longs, 0, one);
	const below = long.slice(0, rate < 32_000 ? 6 : 8);
	const above = inRow(shorts.slice(3), below.at(-1)!.end, three);
	return { long, short: inRow(shorts, 0, three), mixed: [...below, ...above] };
}
