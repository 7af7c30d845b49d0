/** Complex numbers. */
export interface Complex {
	re: Float64Array;
	im: Float64Array;
}

export const complex = (size: number): Complex => ({ re: new Float64Array(size), im: new Float64Array(size) });

/** e to the power of -2πi · (at + shift) / of, for all of `size`. */
export function turns(size: number, of: number, shift = 0): Complex {
	const all = complex(size);
	for (let at = 0; at < size; at++) {
		const angle = (-2 * Math.PI * (at + shift)) / of;
		all.re[at] = Math.cos(angle);
		all.im[at] = Math.sin(angle);
	}
	return all;
}

/** One step of Stockham's transform: each of `step` transforms becomes two of `rest` values. */
function halve({ re, im }: Complex, to: Complex, roots: Complex, rest: number, step: number): void {
	const { re: toRe, im: toIm } = to;
	const far = step * rest;
	for (let at = 0, one = 0, out = 0; at < rest; at++, out += step) {
		const cos = roots.re[step * at]!;
		const sin = roots.im[step * at]!;
		for (let each = step; each > 0; each--, one++, out++) {
			const lessRe = re[one]! - re[one + far]!;
			const lessIm = im[one]! - im[one + far]!;
			toRe[out] = re[one]! + re[one + far]!;
			toIm[out] = im[one]! + im[one + far]!;
			toRe[out + step] = lessRe * cos - lessIm * sin;
			toIm[out + step] = lessRe * sin + lessIm * cos;
		}
	}
}

/** The same, where it becomes `factor` of them. */
function divide(from: Complex, to: Complex, roots: Complex, rest: number, step: number, factor: number): void {
	const size = factor * rest * step;
	for (let out = 0; out < size; out++) {
		const each = out % step;
		const place = Math.floor(out / step) % factor;
		const at = Math.floor(out / step / factor);
		let [re, im] = [0, 0];
		for (let term = at; term < factor * rest; term += rest) {
			const turn = (step * place * term) % size;
			const source = step * term + each;
			re += from.re[source]! * roots.re[turn]! - from.im[source]! * roots.im[turn]!;
			im += from.re[source]! * roots.im[turn]! + from.im[source]! * roots.re[turn]!;
		}
		to.re[out] = re;
		to.im[out] = im;
	}
}

/** A fast Fourier transform of `size` values: a product of twos, threes and fives. It uses up what it is given. */
export function fourier(size: number): (values: Complex) => Complex {
	const roots = turns(size, size);
	const spare = complex(size);
	return (values) => {
		let [now, next] = [values, spare];
		for (let rest = size, step = 1; rest > 1; ) {
			const factor = [2, 3].find((each) => rest % each === 0) ?? 5;
			rest /= factor;
			if (factor === 2) halve(now, next, roots, rest, step);
			else divide(now, next, roots, rest, step, factor);
			[now, next] = [next, now];
			step *= factor;
		}
		return now;
	};
}
