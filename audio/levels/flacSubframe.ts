import type { FlacBits } from './flacBits';

/** Fixed predictors by order (9.2.5). */
const fixed = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** Reads the residual, from sample `order` on (9.2.7). False if it cannot be read. */
function readResidual(bits: FlacBits, out: Float64Array, order: number): boolean {
	const method = bits.read(2);
	const partitions = 1 << bits.read(4);
	const size = out.length / partitions;
	if (method > 1 || size % 1 || size < order) return false;
	const parameterBits = 4 + method;
	const escape = (1 << parameterBits) - 1;
	for (let at = order, to = size; to <= out.length; to += size) {
		const parameter = bits.read(parameterBits);
		if (parameter === escape) {
			const width = bits.read(5);
			while (at < to) out[at++] = bits.readSigned(width);
		}
		while (at < to) {
			const code = (bits.readUnary() << parameter) | bits.read(parameter);
			out[at++] = (code >>> 1) ^ -(code & 1);
		}
		if (bits.isOver) return false;
	}
	return true;
}

/** Adds the prediction from the previous samples. */
function predict(out: Float64Array, coefficients: number[], shift: number): void {
	const order = coefficients.length;
	const scale = 2 ** -shift;
	for (let at = order; at < out.length; at++) {
		let sum = 0;
		// Exact: 15 bits by 33 bits, 32 times.
		for (let back = 0; back < order; back++) sum += coefficients[back]! * out[at - 1 - back]!;
		out[at]! += Math.floor(sum * scale);
	}
}

/** Verbatim samples. */
function readPlain(bits: FlacBits, out: Float64Array, count: number, width: number): void {
	for (let at = 0; at < count; at++) out[at] = bits.readSigned(width);
}

/** Predictor and residual (9.2.5, 9.2.6). */
function readPredicted(bits: FlacBits, out: Float64Array, type: number, width: number): boolean {
	const isFixed = type < 32;
	const order = isFixed ? type - 8 : type - 31;
	if (order > out.length) return false;
	readPlain(bits, out, order, width);
	let coefficients = fixed[order] ?? [];
	let shift = 0;
	if (!isFixed) {
		const precision = bits.read(4) + 1;
		shift = bits.readSigned(5);
		if (precision > 15 || shift < 0) return false;
		coefficients = Array.from({ length: order }, () => bits.readSigned(precision));
	}
	if (!readResidual(bits, out, order)) return false;
	predict(out, coefficients, shift);
	return true;
}

/** Reads a channel of a frame (9.2). False if it cannot be read. */
export function readSubframe(bits: FlacBits, out: Float64Array, bitsPerSample: number): boolean {
	const type = bits.read(7);
	const wasted = bits.read(1) ? bits.readUnary() + 1 : 0;
	const width = bitsPerSample - wasted;
	if (width < 1) return false;
	if (type === 0) out.fill(bits.readSigned(width));
	else if (type === 1) readPlain(bits, out, out.length, width);
	else if (!((type > 7 && type < 13) || (type > 31 && type < 64)) || !readPredicted(bits, out, type, width))
		return false;
	if (wasted > 0) for (let at = 0; at < out.length; at++) out[at]! *= 2 ** wasted;
	return !bits.isOver;
}
