import type { SoundBlock } from '../levels/levelDecoder';

/** What a recording sounds like. Levels in dBFS: 0 is the loudest there can be, silence is -Infinity. */
export interface Sound {
	/** Seconds that were judged. */
	seconds: number;
	/** Mean level (RMS) without pauses; of everything if all is silent. */
	level: number;
	/** Share of the time that is a pause, compared with the loud parts of the recording, 0–1. */
	silentShare: number;
	/** Level below which a stretch of it is a pause. */
	pauseLevel: number;
	/** Whether there is nothing to hear: zeros, or a faint noise that never changes, as from a muted microphone. */
	isSilent: boolean;
	/** Level of the largest PCM value. Like the next two, it is only known if PCM values are read. */
	peak?: number;
	/** Share of PCM values that were cut off at full scale, 0–1. */
	clippedShare?: number;
	/** Share of PCM values beyond full scale, 0–1. Only floats can be, and nothing of them is lost yet. */
	overShare?: number;
}

/**
 * Collects how loud a recording is, and judges it. It keeps the same few numbers, however long the recording is.
 */
export interface SoundMeter {
	add(block: SoundBlock): void;
	/** Whether more of the recording should be judged. */
	wants(): boolean;
	/** Undefined if nothing was added. */
	sound(): Sound | undefined;
}

/** A stretch of sound that is a pause or is not: 50 ms, or one block if that is longer. */
export interface SoundWindow {
	seconds: number;
	/** Mean square, as of a block. */
	power: number;
	/** Share of PCM values at full scale, 0–1; 0 if it is unknown. */
	clipped: number;
}

/** Makes the meter of a recording, of which a reader would judge this many seconds. */
export type NewMeter = (judgedSeconds: number) => SoundMeter;

/** Length of a window, in seconds. */
const windowSeconds = 0.05;
/** Seconds of the loudest sound that count as the level of speech: less may be a click. */
const loudSeconds = 1;
/** Decibels below that level at which a pause begins: breath is 20 below speech, a quiet room 40. */
const pauseDepth = 36;
/**
 * A recording is only microphone noise if it is this faint (dBFS) and this even (decibels), apart from what stands out
 * (seconds): one window may be a click.
 */
const faint = -60;
const faintPower = 10 ** (faint / 10);
const even = 8;
const standsOut = 0.09;

/** Seconds below which only exact silence is silent: that is too little to tell a faint sound from noise. */
const tooShort = 0.5;

/** While nothing has been heard, judging goes on this many times as long. */
const patience = 10;

/** One bin for each decibel, from this level on; the first is for exact silence. */
const lowest = -200;
const bins = 260;

export const decibels = (square: number): number => 10 * Math.log10(square);

/** Seconds and energy of the windows, by their level in decibels. */
interface Histogram {
	seconds: Float64Array;
	energy: Float64Array;
}

const sum = (values: Float64Array, from: number, to = bins): number =>
	values.subarray(from, to).reduce((total, value) => total + value, 0);

/** The lowest bin of the loudest `least` seconds. */
function binOfLoudest({ seconds }: Histogram, least: number): number {
	let bin = bins - 1;
	for (let found = seconds[bin]!; found <= least && bin > 0; found += seconds[bin]!) bin -= 1;
	return bin;
}

/**
 * Whether a recording is faint and of nearly the same level throughout. Exact silence does not count: many recorders
 * begin and end with some.
 */
function isEven(all: Histogram, loudest: number): boolean {
	const heard = sum(all.seconds, 1);
	const quietest = binOfLoudest(all, heard * 0.9);
	return loudest + lowest < faint && loudest - Math.max(1, quietest) <= even;
}

function soundOf(all: Histogram): Sound {
	const seconds = sum(all.seconds, 0);
	const pausesBelow = Math.max(1, binOfLoudest(all, Math.min(loudSeconds, seconds / 10)) - pauseDepth);
	const loud = sum(all.seconds, pausesBelow);
	const loudest = binOfLoudest(all, Math.min(standsOut, seconds / 10));
	return {
		seconds,
		level: decibels(loud > 0 ? sum(all.energy, pausesBelow) / loud : 0),
		silentShare: sum(all.seconds, 0, pausesBelow) / seconds,
		pauseLevel: pausesBelow + lowest,
		isSilent: seconds < tooShort ? sum(all.energy, 0) === 0 : loudest === 0 || isEven(all, loudest),
	};
}

/**
 * Judges the first `maxSeconds` of a recording, or up to ten times as long while nothing has been heard: a recording
 * that begins with a long silence is not silent. `hear` gets every window, in order.
 */
export function createSoundMeter(maxSeconds: number, hear?: (window: SoundWindow) => void): SoundMeter {
	const all: Histogram = { seconds: new Float64Array(bins), energy: new Float64Array(bins) };
	let judged = 0;
	let heard = 0;
	/** The largest PCM value, if blocks state it, and the seconds of sound at full scale. */
	let peak: number | undefined;
	let clipped = 0;
	/** Of this window. */
	let seconds = 0;
	let energy = 0;
	let cut = 0;

	const close = (): void => {
		if (seconds === 0) return;
		const level = Math.round(decibels(energy / seconds)) - lowest;
		if (energy / seconds > faintPower) heard += seconds;
		const bin = energy > 0 ? Math.max(1, Math.min(bins - 1, level)) : 0;
		all.seconds[bin]! += seconds;
		all.energy[bin]! += energy;
		hear?.({ seconds, power: energy / seconds, clipped: cut / seconds });
		clipped += cut;
		seconds = 0;
		energy = 0;
		cut = 0;
	};
	return {
		add(block) {
			// NaN and infinity count as silence.
			const power = Number.isFinite(block.power) ? Math.max(0, block.power) : 0;
			seconds += block.seconds;
			energy += power * block.seconds;
			judged += block.seconds;
			if (block.peak !== undefined) peak = Math.max(peak ?? 0, block.peak);
			cut += (block.clipped ?? 0) * block.seconds;
			if (seconds >= windowSeconds - 1e-6) close();
		},
		wants: () => judged < maxSeconds || (heard < loudSeconds && judged < maxSeconds * patience),
		sound() {
			close();
			if (judged === 0) return undefined;
			return {
				...soundOf(all),
				...(peak !== undefined && { peak: decibels(peak ** 2), clippedShare: clipped / judged }),
			};
		},
	};
}
