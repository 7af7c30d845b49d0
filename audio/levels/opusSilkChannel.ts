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

export type SilkChannel = ReturnType<typeof createSilkChannel>;

/** One channel of SILK. It decodes its frames to samples: nothing less shows how loud they are. */
export function createSilkChannel(rate: number) {
	const memory: SilkMemory = { lag: 0, wasVoiced: false };
	const length = 5 * rate;
	/** What comes out of the spectrum's filter, and what goes into it; the samples of earlier frames stand in front. */
	const sound = new Float64Array(past + longestFrame);
	const source = new Float64Array(past + longestFrame);
	let gain = 10;
	let before: number[] | undefined;

	const nextGain = (read: number, isFirst: boolean): number => {
		const change = read - 4;
		const turn = 8 + gain;
		const next = isFirst ? Math.max(read, gain - 16) : gain + (change > turn ? 2 * change - turn : change);
		gain = clamp(next, 0, 63);
		return amplitudeOf(gain);
	};

	/** Sets the filter's input to what the pulses make (RFC 6716, 4.2.7.8.6). */
	const excite = ({ type, offset, gains, isFirstGain, seed, pulses }: SilkFrame): void => {
		const shift = offsets[(type & 2) + offset] ?? 0;
		let random = seed;
		gains.forEach((read, part) => {
			const amplitude = nextGain(read, part === 0 && isFirstGain) / 256 / 32_768;
			for (let at = part * length; at < (part + 1) * length; at++) {
				const pulse = pulses[at] ?? 0;
				const size = pulse * 256 - Math.sign(pulse) * 20 + shift;
				random = (Math.imul(random, 196_314_165) + 907_633_515) | 0;
				source[past + at] = amplitude * (random < 0 ? -size : size);
				random = (random + pulse) | 0;
			}
		});
	};

	/** Computes the input from which this filter would have made the sound so far (RFC 6716, 4.2.7.9.1). */
	const rewhiten = (filter: Float64Array, start: number, scale: number): void => {
		for (let at = start - longestReach; at < start; at++) {
			let rest = sound[at] ?? 0;
			for (let tap = 0; tap < filter.length; tap++) rest -= (sound[at - tap - 1] ?? 0) * (filter[tap] ?? 0);
			source[at] = rest * scale;
		}
	};

	/**
	 * Sets each sample of a part to the input plus what a filter makes of the samples of `from` that lie `back` before
	 * it.
	 */
	const add = (to: Float64Array, from: Float64Array, filter: Float64Array, start: number, back: number): void => {
		for (let at = start; at < start + length; at++) {
			let sum = source[at] ?? 0;
			for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] ?? 0) * (from[at - back - tap] ?? 0);
			to[at] = sum;
		}
	};

	/** The filter of a frame's second half, and that of the first half where it is another. */
	const nextFilters = ({ row, rests, quarters }: SilkFrame): Float64Array[] => {
		const lines = linesOf(row, rests);
		const last = before;
		before = lines;
		const second = filterOf(lines);
		if (!last || quarters === 4) return [second];
		return [second, filterOf(lines.map((line, at) => (last[at] ?? 0) + ((quarters * (line - (last[at] ?? 0))) >> 2)))];
	};

	return {
		rate,
		memory,

		/** Forgets the previous frames. */
		reset: (): void => {
			gain = 10;
			before = undefined;
			sound.fill(0);
		},

		/** Makes the sound of the next frame, in -1 to 1. */
		play: (frame: SilkFrame): Float64Array => {
			const [second = taps, first] = nextFilters(frame);
			excite(frame);
			frame.gains.forEach((_, part) => {
				const start = past + part * length;
				const filter = part < 2 && first ? first : second;
				const pitch = frame.pitch?.[part];
				if (pitch && part === 0) rewhiten(filter, start, pitch.scale);
				if (pitch && part === 2 && first) rewhiten(filter, start, 1);
				if (pitch) add(source, source, taps.subarray(pitch.taps, pitch.taps + 5), start, pitch.lag - 2);
				add(sound, sound, filter, start, 1);
			});
			const end = past + frame.gains.length * length;
			const heard = sound.slice(past, end);
			for (let at = 0; at < heard.length; at++) heard[at] = Math.round(clamp(heard[at] ?? 0, -1, 1) * 32_768) / 32_768;
			// The next frame whitens what was heard, clamped and rounded; the filter goes on from its last 16 samples as they
			// were.
			sound.set(heard.subarray(0, -16), past);
			sound.copyWithin(0, end - past, end);
			return heard;
		},
	};
}
