import type { Mp3Header } from './mp3Header';
import type { Scales } from './mp3Scales';
import type { Side } from './mp3Side';

/** The share of left and right in one channel at a position (ISO 11172-3, 2.4.3.4.9.3; ISO 13818-3, 2.4.3.2). */
function sharesOf(position: number, isFirstVersion: boolean, isSteep: boolean): [number, number] {
	if (isFirstVersion) {
		const left = position === 6 ? 1 : Math.tan((position * Math.PI) / 12) / (1 + Math.tan((position * Math.PI) / 12));
		return [left, 1 - left];
	}
	const less = 2 ** (-((position + 1) >> 1) / (isSteep ? 2 : 4));
	return position % 2 === 1 ? [less, 1] : [1, less];
}

/**
 * Which bands hold one channel and a position: in each window, those above everything that is the right channel's own.
 */
function positioned({ bands }: Side, right: Float32Array): boolean[] {
	const own = new Set<number | undefined>();
	return bands
		.map(({ start, end, window }) => ({ window, isSilent: right.subarray(start, end).every((value) => value === 0) }))
		.reverse()
		.map(({ window, isSilent }) => {
			if (!isSilent) own.add(window);
			return window === undefined ? own.size === 0 : !own.has(window);
		})
		.reverse();
}

/** Turns the two coded channels into left and right. */
export function separate(
	header: Mp3Header,
	side: Side,
	{ values, none }: Scales,
	left: Float32Array,
	right: Float32Array,
): void {
	const isPositioned = header.isPositioned ? positioned(side, right) : [];
	side.bands.forEach(({ start, end, window }, band) => {
		// The last bands have no position of their own.
		const at = Math.min(band, values.length - (window === undefined ? 1 : 3 - window));
		const position = values[at] ?? 0;
		if (isPositioned[band] && position !== none[at]) {
			const [ofLeft, ofRight] = sharesOf(position, header.isFirstVersion, side.compress % 2 === 1);
			for (let place = start; place < end; place++) {
				right[place] = left[place]! * ofRight;
				left[place]! *= ofLeft;
			}
		} else if (header.isSum) {
			for (let place = start; place < end; place++) {
				const [sum, difference] = [left[place]!, right[place]!];
				left[place] = (sum + difference) * Math.SQRT1_2;
				right[place] = (sum - difference) * Math.SQRT1_2;
			}
		}
	});
}
