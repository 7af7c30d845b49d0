import { clamp } from './opusBytes';
import type { OpusRange } from './opusRange';
import { readSilkPulses } from './opusSilkPulses';
import {
	contours,
	contourTable,
	filterTable,
	gainDeltaTable,
	gainTable,
	lagDeltaTable,
	lagTable,
	narrowModels,
	spectrumRestTable,
	spectrumTable,
	uniform,
	wideModels,
} from './opusSilkTables';

/** A SILK frame without its pulses (RFC 6716, 4.2.7). */
export interface SilkFrame {
	/** Inactive, unvoiced, voiced. */
	type: number;
	/** 1 if its pulses stand further from 0. */
	offset: number;
	/** Indices of the gains of each part of 5 ms: the first one is absolute, or a change like the others. */
	gains: number[];
	isFirstGain: boolean;
	/** Line spectrum: the row of the first stage, and the residual of the second. */
	row: number;
	rests: number[];
	/** Interpolation of the first half, in quarters of the way from the previous frame's spectrum. */
	quarters: number;
	/** Of each part, if the frame is voiced. */
	pitch: SilkPitch[] | undefined;
	seed: number;
	pulses: Int32Array;
}

/** How a part of a voiced frame repeats itself. */
export interface SilkPitch {
	/** Samples back. */
	lag: number;
	/** Where the five taps of its filter begin. */
	taps: number;
	/** How much the previous frame counts. */
	scale: number;
}

/** What the next frame's pitch lag depends on, from the previous frames of the channel. */
export interface SilkMemory {
	lag: number;
	wasVoiced: boolean;
}

/** The SILK part of an Opus frame: one to three of its own frames, of two or four parts of 5 ms. */
export interface SilkForm {
	rate: number;
	frames: number;
	parts: number;
	channels: 1 | 2;
}

/**
 * How a frame depends on the previous one: not at all, not at all although that counts in full, or by its changes.
 */
export type Leaning = 'free' | 'unscaled' | 'changes';

const scales = [15_565, 12_288, 8192];
const uniforms = [4, 6, 8].map(uniform);
/** First pitch filter of each period. */
const filterStarts = [0, 8, 24];

const readGains = (range: OpusRange, type: number, parts: number, isChange: boolean): number[] =>
	Array.from({ length: parts }, (_, part) =>
		part > 0 || isChange
			? range.symbol(gainDeltaTable)
			: range.symbol(gainTable, 8 * type) * 8 + range.symbol(uniforms[2] ?? []),
	);

/** Which of the models 0 to 7 a line takes, and in the lowest bit which weight (RFC 6716, tables 17 to 22). */
export const modelOf = (row: number, line: number, lines: number): number =>
	(((lines === 16 ? wideModels : narrowModels)[(row * lines + line) >> 1] ?? 0) >> (4 * (line & 1))) & 15;

const readRests = (range: OpusRange, row: number, lines: number): number[] =>
	Array.from({ length: lines }, (_, line) => {
		const rest = range.symbol(spectrumRestTable, (lines === 16 ? 72 : 0) + 9 * (modelOf(row, line, lines) >> 1));
		const more = rest === 0 || rest === 8 ? range.symbol([100, 40, 16, 7, 3, 1, 0]) : 0;
		return rest - 4 + (rest === 0 ? -more : more);
	});

function readLag(range: OpusRange, rate: number, memory: SilkMemory, isChange: boolean): number {
	const change = isChange && memory.wasVoiced ? range.symbol(lagDeltaTable) : 0;
	if (change > 0) return memory.lag + change - 9;
	return range.symbol(lagTable) * (rate >> 1) + range.symbol(uniforms[(rate >> 2) - 2] ?? []);
}

/**
 * Contours of 20 ms, wide and narrow, then of 10 ms: where their symbols begin, how many there are, and where their
 * offsets begin.
 */
const contourKinds = [
	[0, 34, 0],
	[34, 11, 136],
	[45, 12, 180],
	[57, 3, 204],
];

function readPitch(range: OpusRange, rate: number, parts: number, memory: SilkMemory, leaning: Leaning): SilkPitch[] {
	memory.lag = readLag(range, rate, memory, leaning === 'changes');
	const [symbols, count = 0, rows = 0] = contourKinds[(parts === 4 ? 0 : 2) + (rate > 8 ? 0 : 1)] ?? [];
	const contour = rows + range.symbol(contourTable, symbols);
	const lags = Array.from({ length: parts }, (_, part) => {
		const lag = 2 * rate + memory.lag + (contours[contour + part * count] ?? 0) - 16;
		return clamp(lag, 2 * rate, 18 * rate);
	});
	const period = range.symbol([179, 99, 0]);
	const start = filterStarts[period] ?? 0;
	const pitch = lags.map((lag) => ({ lag, taps: 5 * (start + range.symbol(filterTable, start)), scale: 0 }));
	const scale = (scales[leaning === 'free' ? range.symbol([128, 64, 0]) : 0] ?? 0) / 16_384;
	return pitch.map((part) => ({ ...part, scale }));
}

/** Reads a frame. `isActive`: its type may be unvoiced or voiced. Changes `memory`. */
export function readSilkFrame(
	range: OpusRange,
	{ rate, parts }: SilkForm,
	{ isActive, leaning }: { isActive: boolean; leaning: Leaning },
	memory: SilkMemory,
): SilkFrame {
	const form = isActive ? range.symbol([232, 158, 10, 0]) + 2 : range.symbol([230, 0]);
	const type = form >> 1;
	const offset = form & 1;
	const lines = rate === 16 ? 16 : 10;
	const isVoiced = type === 2;
	const isFirstGain = leaning !== 'changes';
	const gains = readGains(range, type, parts, !isFirstGain);
	const row = range.symbol(spectrumTable, (lines === 16 ? 64 : 0) + (isVoiced ? 32 : 0));
	const rests = readRests(range, row, lines);
	const quarters = parts === 4 ? range.symbol([243, 221, 192, 181, 0]) : 4;
	const pitch = isVoiced ? readPitch(range, rate, parts, memory, leaning) : undefined;
	memory.wasVoiced = isVoiced;
	const seed = range.symbol(uniforms[0] ?? []);
	const pulses = readSilkPulses(range, { type, offset, length: 5 * rate * parts });
	return { type, offset, gains, isFirstGain, row, rests, quarters, pitch, seed, pulses };
}
