import type { Powers } from './opusCelt';
import type { OpusRange } from './opusRange';
import { stereoSteps, stereoTable, uniform } from './opusSilkTables';

/** How much of the middle channel's low part, and of the whole of it, the side channel has besides its own. */
type Weights = [number, number];

/** Stereo weights (RFC 6716, 4.2.7.1). */
export function readWeights(range: OpusRange): Weights {
	const joint = range.symbol(stereoTable);
	const [low = 0, whole = 0] = [Math.floor(joint / 5), joint % 5].map((group) => {
		const at = 3 * group + range.symbol(uniform(3));
		const step = stereoSteps[at] ?? 0;
		return (step + (((stereoSteps[at + 1] ?? 0) - step) * (2 * range.symbol(uniform(5)) + 1)) / 10) / 8192;
	});
	return [low - whole, whole];
}

/** Parts middle and side into left and right, and tells how loud both are (RFC 6716, 4.2.8). Without a side both are the middle. */
export function createStereo() {
	let [low, whole] = [0, 0];
	/** The last two samples of the middle of the frame before, and the last one of its side. */
	let [older, old, oldSide] = [0, 0, 0];

	/** The weights glide for the first `glide` samples. */
	return (middle: Float64Array, side: Float64Array | undefined, weights: Weights, glide: number): Powers => {
		const steps = [(weights[0] - low) / glide, (weights[1] - whole) / glide] as const;
		let left = 0;
		let right = 0;
		for (const [at, now] of middle.entries()) {
			if (at < glide) {
				low += steps[0];
				whole += steps[1];
			}
			const difference = whole * old + (low * (older + 2 * old + now)) / 4 + oldSide;
			left += Math.min(1, (old + difference) ** 2);
			right += Math.min(1, (old - difference) ** 2);
			older = old;
			old = now;
			oldSide = side?.[at] ?? 0;
		}
		return [left / middle.length, right / middle.length];
	};
}
