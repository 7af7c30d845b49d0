/** How windows rise and fall. */
export interface Lap {
	/** Several short windows, not one long one. */
	isShort: boolean;
	/** A long window between short ones rises or falls as these do. */
	startsShort: boolean;
	endsShort: boolean;
	/** The slope by which it falls and the next one rises: 0 for a sine. */
	shape: number;
}

/** How a window rises. It falls the same way. */
type Slope = Float32Array;

/** Turns coefficients into twice as many values. */
export type Inverse = (spectrum: Float32Array, values: Float32Array) => void;

/** Windows of one width: their transform, and the slopes they may have. */
export interface WindowKind {
	inverse: Inverse;
	slopes: Slope[];
}

export const sine = (width: number): Slope =>
	Float32Array.from({ length: width }, (_, at) => Math.sin(((at + 0.5) * Math.PI) / 2 / width));

/** Puts a window's values where they belong; each side rises or falls in the middle of it. */
function addWindow(into: Float32Array, start: number, values: Float32Array, left: Slope, right: Slope): void {
	const width = values.length / 2;
	const before = (width - left.length) / 2;
	const after = (width - right.length) / 2;
	const last = 2 * width - 1;
	for (let at = before; at < width; at++) into[start + at]! += values[at]! * (left[at - before] ?? 1);
	for (let at = after; at < width; at++) into[start + last - at]! += values[last - at]! * (right[at - after] ?? 1);
}

/** Turns coefficients into as many values. The next call overwrites the result. */
export type Lapped = (lap: Lap, spectrum: Float32Array) => Float32Array;

/**
 * Decodes windows that overlap into sound: `frame` values at a time, by one long window or by `count` short ones.
 * Call the result once for each channel.
 */
export function lappedBy(frame: number, count: number, long: WindowKind, short: WindowKind): () => Lapped {
	const narrow = frame / count;
	const longValues = new Float32Array(2 * frame);
	const shortValues = new Float32Array(2 * narrow);
	return () => {
		const all = new Float32Array(2 * frame);
		let before = 0;
		return ({ isShort, shape, startsShort, endsShort }, spectrum) => {
			all.copyWithin(0, frame);
			all.fill(0, frame);
			for (let window = 0; isShort && window < count; window++) {
				short.inverse(spectrum.subarray(window * narrow, (window + 1) * narrow), shortValues);
				const left = short.slopes[window === 0 ? before : shape]!;
				addWindow(all, (frame - narrow) / 2 + window * narrow, shortValues, left, short.slopes[shape]!);
			}
			if (!isShort) {
				long.inverse(spectrum, longValues);
				addWindow(
					all,
					0,
					longValues,
					(startsShort ? short : long).slopes[before]!,
					(endsShort ? short : long).slopes[shape]!,
				);
			}
			before = shape;
			return all.subarray(0, frame);
		};
	};
}
