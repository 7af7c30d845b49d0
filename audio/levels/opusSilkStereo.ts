import type { Powers } from './opusCelt';
import type { OpusRange } from './opusRange';
import { stereoSteps, stereoTable, uniform } from './opusSilkTables';

/** How much of the middle channel's low part, and of all of it, is added to the side channel. */
type Weights = [number, number];

const thirds = uniform(3);
const fifths = uniform(5);

/** Stereo weights (RFC 6716, 4.2.7.1). */
export function readWeights(range: OpusRange): Weights {
	const joint = range.symbol(stereoTable);
	const [low = 0, whole = 0] = [Math.floor(joint / 5), joint % 5].map((group) => {
		const at = 3 * group + range.symbol(thirds);
		const step = stereoSteps[at] ?? 0;
		return (step + (((stereoSteps[at + 1] ?? 0) - step) * (2 * range.symbol(fifths) + 1)) / 10) / 8192;
	});
	return [low - whole, whole];
}

/**
 * Turns middle and side into left and right, and measures both (RFC 6716, 4.2.8). Without a side, both are the middle.
 */
export function createStereo() {
	let before: Weights = [0, 0];
	/** The last two samples of the previous frame's middle, and the last one of its side. */
	let last = [0, 0, 0];

	/** The weights glide for the first `glide` samples. */
	return (middle: Float64Array, side: Float64Array | undefined, weights: Weights, glide: number): Powers => {
		let [older = 0, old = 0, oldSide = 0] = last;
		let left = 0;
		let right = 0;
		for (let at = 0; at < middle.length; at++) {
			const share = Math.min(1, (at + 1) / glide);
			const low = before[0] + (weights[0] - before[0]) * share;
			const whole = before[1] + (weights[1] - before[1]) * share;
			const now = middle[at] ?? 0;
			const difference = whole * old + (low * (older + 2 * old + now)) / 4 + oldSide;
			left += Math.min(1, (old + difference) ** 2);
			right += Math.min(1, (old - difference) ** 2);
			older = old;
			old = now;
			oldSide = side?.[at] ?? 0;
		}
		before = weights;
		last = [older, old, oldSide];
		return [left / middle.length, right / middle.length];
	};
}
