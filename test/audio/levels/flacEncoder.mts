/** Writes numbers bit by bit, the largest significant first. */
export class BitWriter {
	bits: number[] = [];

	write(width: number, value: number): this {
		const low = BigInt.asUintN(width, BigInt(value));
		for (let bit = width - 1; bit >= 0; bit--) this.bits.push(Number((low >> BigInt(bit)) & 1n));
		return this;
	}

	writeUnary(zeros: number): this {
		for (let count = 0; count < zeros; count++) this.bits.push(0);
		this.bits.push(1);
		return this;
	}

	bytes(): Buffer {
		const bytes = Buffer.alloc(Math.ceil(this.bits.length / 8));
		this.bits.forEach((bit, at) => {
			bytes[at >> 3]! |= bit << (7 - (at & 7));
		});
		return bytes;
	}
}

/** The coding of a channel. */
export interface Subframe {
	kind: 'constant' | 'verbatim' | 'fixed' | 'lpc';
	/** The predictor's order. */
	order: number;
	/** The residual has 2 to this power partitions. */
	partitions: number;
	/** Residuals are written unencoded instead of as Rice codes. */
	escape: boolean;
	/** Rice parameters have five bits. */
	wide: boolean;
	wasted: number;
}

export interface Frame {
	/** By channel. */
	channels: number[][];
	bitsPerSample: number;
	/** 0 to 7: independent channels; 8: left and side, 9: side and right, 10: mid and side. */
	layout: number;
	subframe: Subframe;
}

const fixed = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** Coefficients that predict badly; decoding does not depend on it. */
const lpcOf = (order: number): number[] => Array.from({ length: order }, (_, at) => ((at * 7 + 3) % 19) - 9);
const lpcShift = 4;

function residualOf(samples: number[], coefficients: number[], shift: number): number[] {
	const order = coefficients.length;
	return samples.slice(order).map((sample, at) => {
		const predicted = coefficients.reduce(
			(sum, factor, back) => sum + BigInt(factor) * BigInt(samples[at + order - 1 - back]!),
			0n,
		);
		return sample - Number(predicted >> BigInt(shift));
	});
}

function writeResidual(
	out: BitWriter,
	residual: number[],
	order: number,
	{ partitions, escape, wide }: Subframe,
): void {
	const size = (residual.length + order) / 2 ** partitions;
	out.write(2, wide ? 1 : 0).write(4, partitions);
	for (let from = -order; from < residual.length; from += size) {
		const part = residual.slice(Math.max(0, from), from + size);
		const largest = Math.max(1, ...part.map(Math.abs));
		const width = Math.ceil(Math.log2(largest + 1)) + 1;
		const parameter = Math.min(wide ? 30 : 14, Math.max(0, width - 2));
		if (escape) out.write(wide ? 5 : 4, -1).write(5, width);
		else out.write(wide ? 5 : 4, parameter);
		for (const value of part) {
			const code = value < 0 ? -2 * value - 1 : 2 * value;
			if (escape) out.write(width, value);
			else out.writeUnary(Math.floor(code / 2 ** parameter)).write(parameter, code);
		}
	}
}

function writeSubframe(out: BitWriter, samples: number[], bitsPerSample: number, subframe: Subframe): void {
	const { kind, order, wasted } = subframe;
	const type = { constant: 0, verbatim: 1, fixed: 8 + order, lpc: 31 + order }[kind];
	const width = bitsPerSample - wasted;
	const kept = samples.map((sample) => sample / 2 ** wasted);
	out.write(7, type).write(1, wasted > 0 ? 1 : 0);
	if (wasted > 0) out.writeUnary(wasted - 1);
	const plain = { constant: 1, verbatim: kept.length, fixed: order, lpc: order }[kind];
	for (const sample of kept.slice(0, plain)) out.write(width, sample);
	if (kind === 'fixed') writeResidual(out, residualOf(kept, fixed[order]!, 0), order, subframe);
	if (kind === 'lpc') {
		out.write(4, 9).write(5, lpcShift);
		for (const factor of lpcOf(order)) out.write(10, factor);
		writeResidual(out, residualOf(kept, lpcOf(order), lpcShift), order, subframe);
	}
}

function crcOf(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
	const top = 1 << (width - 1);
	let crc = 0;
	for (const byte of bytes) {
		crc ^= byte << (width - 8);
		for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & top ? polynomial : 0)) & (2 * top - 1);
	}
	return crc;
}

/** The channels as the layout stores them. */
function stored({ channels, layout }: Frame): number[][] {
	const [left = [], right = []] = channels;
	const side = left.map((sample, at) => sample - right[at]!);
	const mid = left.map((sample, at) => Math.floor((sample + right[at]!) / 2));
	return layout === 8 ? [left, side] : layout === 9 ? [side, right] : layout === 10 ? [mid, side] : channels;
}

/** A FLAC frame (RFC 9639, 9). */
export function flacFrame(frame: Frame): Buffer {
	const { channels, bitsPerSample, layout, subframe } = frame;
	const sizeCode = [8, 12, 0, 16, 20, 24, 32].indexOf(bitsPerSample) + 1;
	const head = new BitWriter()
		.write(16, 0xfff8)
		.write(4, 7)
		.write(4, 0)
		.write(4, layout)
		.write(3, sizeCode)
		.write(1, 0);
	const header = head
		.write(8, 5)
		.write(16, channels[0]!.length - 1)
		.bytes();
	const body = new BitWriter();
	stored(frame).forEach((samples, at) => {
		const isSide = layout > 7 && at === (layout === 9 ? 0 : 1);
		writeSubframe(body, samples, bitsPerSample + (isSide ? 1 : 0), subframe);
	});
	const bytes = Buffer.concat([header, Buffer.of(crcOf(header, 8, 0x07)), body.bytes()]);
	return Buffer.concat([bytes, new BitWriter().write(16, crcOf(bytes, 16, 0x8005)).bytes()]);
}

/** STREAMINFO (8.2). Unknown lengths are 0. */
export function streamInfo({ bitsPerSample = 16, channels = 1, samples = 0, sampleRate = 8000 }): Buffer {
	const sizes = new BitWriter().write(16, 16).write(16, 65_535).write(24, 0).write(24, 0);
	const form = sizes
		.write(20, sampleRate)
		.write(3, channels - 1)
		.write(5, bitsPerSample - 1)
		.write(36, samples);
	return Buffer.concat([form.bytes(), Buffer.alloc(16)]);
}
