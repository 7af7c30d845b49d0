import { complex, fourier, turns } from './fourier';

/**
 * Turns `width` coefficients into twice as many values, which overlap with those before and after them:
 * x[n] = 1 / width · Σ X[k] · cos(π / width · (n + 1/2 + width / 2) · (k + 1/2)), by way of a transform of half the
 * width.
 */
export function inverseMdct(width: number): (spectrum: Float32Array, sound: Float32Array) => void {
	const half = width / 2;
	const transform = fourier(half);
	const twists = turns(half, 2 * width, 1 / 8);
	const folded = complex(half);
	const middle = new Float64Array(width);
	return (spectrum, sound) => {
		const { re: twistRe, im: twistIm } = twists;
		for (let at = 0; at < half; at++) {
			const re = spectrum[2 * at]! / width;
			const im = spectrum[width - 1 - 2 * at]! / width;
			folded.re[at] = re * twistRe[at]! - im * twistIm[at]!;
			folded.im[at] = re * twistIm[at]! + im * twistRe[at]!;
		}
		const { re, im } = transform(folded);
		for (let at = 0; at < half; at++) {
			middle[2 * at] = re[at]! * twistRe[at]! - im[at]! * twistIm[at]!;
			middle[width - 1 - 2 * at] = -(re[at]! * twistIm[at]! + im[at]! * twistRe[at]!);
		}
		for (let at = 0; at < half; at++) {
			sound[at] = middle[at + half]!;
			sound[width - 1 - at] = -middle[at + half]!;
			sound[width + at] = -middle[half - 1 - at]!;
			sound[2 * width - 1 - at] = -middle[half - 1 - at]!;
		}
	};
}
