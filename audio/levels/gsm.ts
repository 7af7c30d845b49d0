import { LowFirstBits } from './lowFirstBits';

/**
 * Log area ratios of a frame: bits, and their meaning, (value + offset) / scale (GSM 06.10, table 3.1 and 3.2).
 */
const ratios = [
	{ bits: 6, offset: -32, scale: 20 },
	{ bits: 6, offset: -32, scale: 20 },
	{ bits: 5, offset: -20, scale: 20 },
	{ bits: 5, offset: -11, scale: 20 },
	{ bits: 4, offset: -8.184, scale: 13.637 },
	{ bits: 4, offset: -4.5, scale: 15 },
	{ bits: 3, offset: -3.334, scale: 8.334 },
	{ bits: 3, offset: -1.765, scale: 8.824 },
];

/** Gain of the long-term prediction, by code (table 3.1). */
const gains = [0.1, 0.35, 0.65, 1];

const frameSamples = 160;
const subframeSamples = 40;
/** The longest lag of the prediction, in samples. */
const longestLag = 120;
/** Where the ratios of a frame take over from those before, from sample to sample (table 3.3). */
const handover = [13, 27, 40, frameSamples];

/** A ratio's coefficient of reflection (3.2.2). */
function reflectionOf(ratio: number): number {
	const size = Math.abs(ratio);
	const reflection = size < 0.675 ? size : size < 1.225 ? size / 2 + 0.3375 : size / 8 + 0.796875;
	return Math.sign(ratio) * Math.min(reflection, 1);
}

/**
 * Size of the pulses of a subframe by its code of 6 bits (3.1.20, table 5.4): the first are linear, then each octave
 * has eight.
 */
const pulseSize = (code: number): number =>
	code < 16 ? code * 32 + 31 : ((code & 7) + 9) * 2 ** ((code >> 3) + 4) - 1;

/** Decodes GSM 06.10 to samples. A block of a WAV holds two frames: 65 bytes, the least significant bits first. */
export function createGsm() {
	/** The previous excitation, which predictions repeat. */
	const past = new Float64Array(longestLag + frameSamples);
	let before = ratios.map(() => 0);
	const filter = new Float64Array(ratios.length + 1);
	let lag = subframeSamples;
	let last = 0;

	const readSubframe = (bits: LowFirstBits, at: number): void => {
		const code = bits.read(7);
		if (code >= subframeSamples && code <= longestLag) lag = code;
		const gain = gains[bits.read(2)]!;
		const first = bits.read(2);
		const size = pulseSize(bits.read(6));
		for (let sample = at; sample < at + subframeSamples; sample++) past[sample] = gain * past[sample - lag]!;
		for (let pulse = 0; pulse < 13; pulse++) past[at + first + 3 * pulse]! += ((2 * bits.read(3) - 7) / 8) * size;
	};
	const synthesize = (sample: number, reflections: number[]): number => {
		let sum = sample;
		for (let at = reflections.length - 1; at >= 0; at--) {
			sum -= reflections[at]! * filter[at]!;
			filter[at + 1] = filter[at]! + reflections[at]! * sum;
		}
		filter[0] = sum;
		return sum;
	};
	const readFrame = (bits: LowFirstBits, out: number[]): void => {
		const now = ratios.map(({ bits: width, offset, scale }) => (bits.read(width) + offset) / scale);
		past.copyWithin(0, frameSamples);
		for (let at = longestLag; at < past.length; at += subframeSamples) readSubframe(bits, at);
		let at = 0;
		for (const [part, to] of handover.entries()) {
			const share = (part + 1) / handover.length;
			const reflections = now.map((ratio, place) => reflectionOf(share * ratio + (1 - share) * before[place]!));
			for (; at < to; at++) {
				last = synthesize(past[longestLag + at]!, reflections) + last * 0.86;
				out.push(Math.max(-0x8000, Math.min(2 * last, 0x7fff)));
			}
		}
		before = now;
	};

	/** The samples of a block, or of a single frame that is left of one. */
	return (block: Uint8Array): number[] => {
		const bits = new LowFirstBits(block);
		const samples: number[] = [];
		for (let frame = 0; frame < Math.floor(block.length / 32.5); frame++) readFrame(bits, samples);
		return samples;
	};
}
