import { clamp } from './opusBytes';
import type { SilkFrame, SilkMemory } from './opusSilkFrame';
import { filterOf, linesOf } from './opusSilkSpectrum';
import { filterTaps } from './opusSilkTables';

/**
 * Samples of earlier frames that a frame may depend on: the longest pitch lag at 16 kHz, and the length of the filters.
 */
const past = 320;
const longestFrame = 320;
/** How far back a pitch filter reaches, in samples. */
const longestReach = 290;
/**
 * What is added to each pulse, in 256ths of one: by offset of unvoiced frames, then of voiced ones (RFC 6716,
 * 4.2.7.8.6).
 */
const offsets = [25, 60, 8, 25];

/** Amplitude of a gain's index (RFC 6716, 4.2.7.4). */
const amplitudeOf = (index: number): number => 2 ** ((((1_907_825 * index) >> 16) + 2090) / 128 - 16);

const taps = Float64Array.from(new Int8Array(filterTaps), (tap) => tap / 128);

/** Follows the gain from one part of 5 ms to the next. */
function createGain() {
	let gain = 10;
	return {
		reset: (): void => {
			gain = 10;
		},
		/** The amplitude of the next part, by the index that was read. */
		next: (read: number, isFirst: boolean): number => {
			const change = read - 4;
			const turn = 8 + gain;
			const next = isFirst ? Math.max(read, gain - 16) : gain + (change > turn ? 2 * change - turn : change);
			gain = clamp(next, 0, 63);
			return amplitudeOf(gain);
		},
	};
}

/** Follows the spectrum's filter from frame to frame. */
function createFilters() {
	let before: number[] | undefined;
	return {
		reset: (): void => {
			before = undefined;
		},
		/** The filter of a frame's second half, and that of the first half if it is another. */
		next: ({ row, rests, quarters }: SilkFrame): Float64Array[] => {
			const lines = linesOf(row, rests);
			const last = before;
			before = lines;
			const second = filterOf(lines);
			if (!last || quarters === 4) return [second];
			const between = lines.map((line, at) => (last[at] ?? 0) + ((quarters * (line - (last[at] ?? 0))) >> 2));
			return [second, filterOf(between)];
		},
	};
}

/** The values from `start` up to `end`. */
interface Stretch {
	start: number;
	end: number;
}

/** Sets the filter's input to what the pulses make (RFC 6716, 4.2.7.8.6). `amplitudes` are those of each part. */
function excite(source: Float64Array, { type, offset, seed, pulses }: SilkFrame, amplitudes: number[], length: number) {
	const shift = offsets[(type & 2) + offset] ?? 0;
	let random = seed;
	amplitudes.forEach((amplitude, part) => {
		for (let at = part * length; at < (part + 1) * length; at++) {
			const pulse = pulses[at] ?? 0;
			const size = pulse * 256 - Math.sign(pulse) * 20 + shift;
			random = (Math.imul(random, 196_314_165) + 907_633_515) | 0;
			source[past + at] = amplitude * (random < 0 ? -size : size);
			random = (random + pulse) | 0;
		}
	});
}

/** Computes the input from which this filter would have made the sound up to `start` (RFC 6716, 4.2.7.9.1). */
function rewhiten(source: Float64Array, sound: Float64Array, filter: Float64Array, start: number, scale: number): void {
	for (let at = start - longestReach; at < start; at++) {
		let rest = sound[at] ?? 0;
		for (let tap = 0; tap < filter.length; tap++) rest -= (sound[at - tap - 1] ?? 0) * (filter[tap] ?? 0);
		source[at] = rest * scale;
	}
}

/** Sets each value of a stretch to that of `source` plus what a filter makes of the values `back` before it. */
function feedBack(to: Float64Array, source: Float64Array, filter: Float64Array, { start, end }: Stretch, back: number) {
	for (let at = start; at < end; at++) {
		let sum = source[at] ?? 0;
		for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] ?? 0) * (to[at - back - tap] ?? 0);
		to[at] = sum;
	}
}

/** Takes the last `count` values out of `sound` as they are heard: clamped and rounded. */
function takeHeard(sound: Float64Array, count: number): Float64Array {
	const end = past + count;
	const heard = sound.slice(past, end);
	for (let at = 0; at < heard.length; at++) heard[at] = Math.round(clamp(heard[at] ?? 0, -1, 1) * 32_768) / 32_768;
	// The next frame whitens what was heard; the filter goes on from its last 16 values as they were.
	sound.set(heard.subarray(0, -16), past);
	sound.copyWithin(0, end - past, end);
	return heard;
}

export type SilkChannel = ReturnType<typeof createSilkChannel>;

/** One channel of SILK. It decodes its frames to PCM values: nothing less shows how loud they are. */
export function createSilkChannel(rate: number) {
	const memory: SilkMemory = { lag: 0, wasVoiced: false };
	const length = 5 * rate;
	/** What comes out of the spectrum's filter, and what goes into it. The values of earlier frames come first. */
	const sound = new Float64Array(past + longestFrame);
	const source = new Float64Array(past + longestFrame);
	const gain = createGain();
	const filters = createFilters();

	/** Puts the sound of a part into `sound`. */
	const fill = (frame: SilkFrame, part: number, [second = taps, first]: Float64Array[]): void => {
		const stretch = { start: past + part * length, end: past + (part + 1) * length };
		const filter = part < 2 && first ? first : second;
		const pitch = frame.pitch?.[part];
		if (pitch && part === 0) rewhiten(source, sound, filter, stretch.start, pitch.scale);
		if (pitch && part === 2 && first) rewhiten(source, sound, filter, stretch.start, 1);
		if (pitch) feedBack(source, source, taps.subarray(pitch.taps, pitch.taps + 5), stretch, pitch.lag - 2);
		feedBack(sound, source, filter, stretch, 1);
	};

	return {
		rate,
		memory,

		/** Forgets the previous frames. */
		reset: (): void => {
			gain.reset();
			filters.reset();
			sound.fill(0);
		},

		/** Makes the sound of the next frame, in -1 to 1. */
		play: (frame: SilkFrame): Float64Array => {
			const { gains, isFirstGain } = frame;
			const amplitudes = gains.map((read, part) => gain.next(read, part === 0 && isFirstGain) / 256 / 32_768);
			const both = filters.next(frame);
			excite(source, frame, amplitudes, length);
			gains.forEach((_, part) => fill(frame, part, both));
			return takeHeard(sound, gains.length * length);
		},
	};
}
