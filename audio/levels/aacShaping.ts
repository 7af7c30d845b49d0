import type { Bits } from '../bits';
import type { Windows } from './aacWindows';

/** A filter along the coefficients of one window (temporal noise shaping, ISO 14496-3, 4.6.9). */
interface Filter {
	/** The first coefficient of the window that it filters, and the first behind them. */
	from: number;
	to: number;
	/** From the highest coefficient down. */
	downwards: boolean;
	/** Feedback coefficients, the nearest first. */
	feedback: number[];
}

/** The filters of one window. */
export type Shaping = Filter[];

/** The highest order in AAC-LC. */
const maxOrder = 12;

/** Reflection coefficients as the filter needs them. */
const feedbackOf = (reflections: number[]): number[] =>
	reflections.reduce<number[]>(
		(all, next) => [...all.map((value, at) => value + next * all[all.length - 1 - at]!), next],
		[],
	);

function reflection(bits: Bits, resolution: number, width: number): number {
	const value = (bits.read(width) << (32 - width)) >> (32 - width);
	return Math.sin((value * Math.PI) / ((1 << resolution) + (value < 0 ? 1 : -1)));
}

/** Reads the filters of one window; undefined if they are invalid. */
export function readShaping(
	bits: Bits,
	{ isShort, maxBand, bands: { offsets, shaped } }: Windows,
): Shaping | undefined {
	const filters: Shaping = [];
	let count = bits.read(isShort ? 1 : 2);
	const resolution = count > 0 ? 3 + bits.read(1) : 0;
	const limit = Math.min(shaped, maxBand);
	let top = offsets.length - 1;
	for (; count > 0; count--) {
		const bottom = Math.max(top - bits.read(isShort ? 4 : 6), 0);
		const order = bits.read(isShort ? 3 : 5);
		if (order > maxOrder) return undefined;
		if (order > 0) {
			const downwards = bits.read(1) === 1;
			const width = resolution - bits.read(1);
			const feedback = feedbackOf(Array.from({ length: order }, () => reflection(bits, resolution, width)));
			filters.push({
				from: offsets[Math.min(bottom, limit)]!,
				to: offsets[Math.min(top, limit)]!,
				downwards,
				feedback,
			});
		}
		top = bottom;
	}
	return filters;
}

/** Undoes the encoder's filters on a window that begins at `start`. */
export function shape(spectrum: Float32Array, start: number, filters: Shaping): void {
	for (const { from, to, downwards, feedback } of filters) {
		const step = downwards ? -1 : 1;
		let at = start + (downwards ? to - 1 : from);
		for (let done = 0; done < to - from; done++, at += step) {
			let value = spectrum[at]!;
			const reach = Math.min(done, feedback.length);
			for (let back = 1; back <= reach; back++) value -= feedback[back - 1]! * spectrum[at - back * step]!;
			spectrum[at] = value;
		}
	}
}
