import { lappedBy, sine, type Lapped } from './lapped';
import { inverseMdct } from './mdct';

/** The modified Bessel function of order 0. */
function bessel(value: number): number {
	let [sum, term] = [1, 1];
	for (let at = 1; term > sum * 1e-9; at++) sum += term *= (value / 2 / at) ** 2;
	return sum;
}

/** The Kaiser-Bessel slope (ISO 14496-3, 4.6.11.3.2). */
function kaiser(width: number, alpha: number): Float32Array {
	let sum = 0;
	const sums = Array.from(
		{ length: width + 1 },
		(_, at) => (sum += bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * at) / width - 1) ** 2))),
	);
	return Float32Array.from({ length: width }, (_, at) => Math.sqrt(sums[at]! / sum));
}

const windowsOf = (width: number, alpha: number) => ({
	inverse: inverseMdct(width),
	slopes: [sine(width), kaiser(width, alpha)],
});

/** Samples of each channel in a packet. */
export const frame = 1024;

/** Decodes to sound on the scale of 16-bit samples. Call the result once for each channel. */
export const aacSounds = (): (() => Lapped) => lappedBy(frame, 8, windowsOf(frame, 4), windowsOf(frame / 8, 6));
