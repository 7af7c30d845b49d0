import type { Bits } from '../bits';
import type { Bands } from './aacBands';
import { codes } from './aacCodes';
import { readShaping, type Shaping } from './aacShaping';
import { fillNoise, readPulses, readWholes, scaleUp } from './aacSpectrum';
import { eachBand, readWindows, type Windows } from './aacWindows';
import { symbol } from './huffman';

/** Codebook numbers with another meaning (ISO 14496-3, 4.6.2 and 4.6.8). */
export const zero = 0;
export const noise = 13;
export const intensityInverted = 14;
export const intensity = 15;
const reserved = 12;

/** The coefficients of one channel of one packet, and how they were written. */
export interface Channel {
	windows: Windows;
	/** By band of each group. */
	books: number[];
	/** By band of each group: a scale factor, the level of noise, or the position between the channels. */
	scales: number[];
	/** The filters of each window. */
	shaping: Shaping[];
	/** On the scale of 16-bit samples, as the standard's transform expects them. */
	spectrum: Float32Array;
}

/** Undefined if the sections are invalid. */
function readBooks(bits: Bits, { isShort, maxBand, groups }: Windows): number[] | undefined {
	const books: number[] = [];
	const width = isShort ? 3 : 5;
	const escape = (1 << width) - 1;
	for (let group = 1; group <= groups.length; group++) {
		while (books.length < group * maxBand) {
			const book = bits.read(4);
			let length = 0;
			let step: number;
			do length += step = bits.read(width);
			while (step === escape);
			if (bits.isOver || book === reserved || books.length + length > group * maxBand) return undefined;
			for (; length > 0; length--) books.push(book);
		}
	}
	return books;
}

/** Undefined if a scale factor leaves its range. */
function readScales(bits: Bits, books: number[], gain: number): number[] | undefined {
	const { scales: tree } = codes();
	let position = 0;
	let level: number | undefined;
	let scale = gain;
	const next = (book: number): number => {
		if (book === zero) return 0;
		if (book === noise && level === undefined) return (level = gain - 90 - 256 + bits.read(9));
		const step = symbol(bits, tree) - 60;
		if (book === noise) return (level = (level ?? 0) + step);
		return book < noise ? (scale += step) : (position += step);
	};
	const scales = books.map(next);
	return scales.every((value, at) => books[at]! >= noise || (value >= 0 && value < 256)) ? scales : undefined;
}

/**
 * Reads a channel (individual_channel_stream, ISO 14496-3, 4.4.2.7); undefined if it cannot be read.
 * `shared` is the layout of a pair.
 */
export function readChannel(bits: Bits, layouts: { long: Bands; short: Bands }, shared?: Windows): Channel | undefined {
	const gain = bits.read(8);
	const windows = shared ?? readWindows(bits, layouts);
	const books = windows && readBooks(bits, windows);
	const scales = books && readScales(bits, books, gain);
	if (!scales) return undefined;
	const pulses = bits.read(1) ? readPulses(bits, windows) : [];
	const shaping = bits.read(1) ? readFilters(bits, windows) : [];
	const isControlled = bits.read(1) === 1;
	if (!pulses || !shaping || isControlled) return undefined;
	const whole = new Int32Array(windows.frame);
	if (!readWholes(bits, windows, books, whole)) return undefined;
	for (const { at, height } of pulses) whole[at]! += whole[at]! > 0 ? height : -height;
	return { windows, books, scales, shaping, spectrum: spectrumOf(windows, books, scales, whole) };
}

/** Undefined if the filters are invalid. */
function readFilters(bits: Bits, windows: Windows): Shaping[] | undefined {
	const filters: Shaping[] = [];
	for (let window = windows.isShort ? 8 : 1; window > 0; window--) {
		const shaping = readShaping(bits, windows);
		if (!shaping) return undefined;
		filters.push(shaping);
	}
	return filters;
}

function spectrumOf(windows: Windows, books: number[], scales: number[], whole: Int32Array): Float32Array {
	const spectrum = new Float32Array(whole.length);
	eachBand(windows, (band, start, end) => {
		const book = books[band]!;
		if (book === noise) fillNoise(spectrum, start, end, scales[band]!);
		else if (book < noise && book !== zero) scaleUp(spectrum, whole, start, end, scales[band]!);
	});
	return spectrum;
}
