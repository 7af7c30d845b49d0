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

/** A fast Fourier transform of `size` values: a power of two. It overwrites its input. */
export function fourier(size: number): (values: Complex) => Complex {
	const roots = turns(size, size);
	const spare = complex(size);
	return (values) => {
		let [now, next] = [values, spare];
		for (let step = 1; step < size; step *= 2) {
			halve(now, next, roots, size / 2 / step, step);
			[now, next] = [next, now];
		}
		return now;
	};
}
