import type { Windows } from './aacWindows';
import { inverseMdct } from './mdct';

/** How a window rises: as a sine, or as Kaiser and Bessel have it (ISO 14496-3, 4.6.11.3.2). */
type Slope = Float32Array;

/** The modified Bessel function of order 0. */
function bessel(value: number): number {
	let [sum, term] = [1, 1];
	for (let at = 1; term > sum * 1e-9; at++) sum += term *= (value / 2 / at) ** 2;
	return sum;
}

function kaiser(width: number, alpha: number): Slope {
	let sum = 0;
	const sums = Array.from({ length: width + 1 }, (_, at) => (sum += bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * at) / width - 1) ** 2))));
	return Float32Array.from({ length: width }, (_, at) => Math.sqrt(sums[at]! / sum));
}

const sine = (width: number): Slope => Float32Array.from({ length: width }, (_, at) => Math.sin(((at + 0.5) * Math.PI) / 2 / width));

/** Puts a window's values where they belong; each side rises or falls in the middle of it. */
function addWindow(into: Float32Array, start: number, values: Float32Array, left: Slope, right: Slope): void {
	const width = values.length / 2;
	const [before, after] = [(width - left.length) / 2, (width - right.length) / 2];
	for (let at = before; at < width; at++) into[start + at]! += values[at]! * (left[at - before] ?? 1);
	for (let at = after; at < width; at++) into[start + 2 * width - 1 - at]! += values[2 * width - 1 - at]! * (right[at - after] ?? 1);
}

/** Makes sound of one channel's coefficients, ±1 at most as a rule. What it gives is overwritten by the next call. */
export type AacSound = (windows: Windows, spectrum: Float32Array) => Float32Array;

/** What all channels share: for packets of 1024 or 960 samples. Each call of what it gives makes one channel's. */
export function aacSounds(frame: number): () => AacSound {
	const narrow = frame / 8;
	const [longTransform, shortTransform] = [inverseMdct(frame), inverseMdct(narrow)];
	const longs = [sine(frame), kaiser(frame, 4)];
	const shorts = [sine(narrow), kaiser(narrow, 6)];
	const longValues = new Float32Array(2 * frame);
	const shortValues = new Float32Array(2 * narrow);
	return () => {
		const all = new Float32Array(2 * frame);
		let before = 0;
		return ({ isShort, shape, startsShort, endsShort }, spectrum) => {
			all.copyWithin(0, frame);
			all.fill(0, frame);
			if (isShort) {
				for (let window = 0; window < 8; window++) {
					shortTransform(spectrum.subarray(window * narrow), shortValues);
					const left = shorts[window === 0 ? before : shape]!;
					addWindow(all, (frame - narrow) / 2 + window * narrow, shortValues, left, shorts[shape]!);
				}
			} else {
				longTransform(spectrum, longValues);
				addWindow(all, 0, longValues, (startsShort ? shorts : longs)[before]!, (endsShort ? shorts : longs)[shape]!);
			}
			before = shape;
			return all.subarray(0, frame);
		};
	};
}
