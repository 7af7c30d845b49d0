import type { SilkFrame, SilkMemory, SilkPitch } from './opusSilkFrame';
import { filterOf, linesOf } from './opusSilkSpectrum';
import { filterTaps } from './opusSilkTables';

/** Samples of the frames before that a frame may lean on: the longest lag at 16 kHz, and what the filters take. */
const past = 320;
const longestFrame = 320;
/** The most that a pitch filter reaches back. */
const longestReach = 290;
/** How far pulses stand from where they should, by voice and offset: 256ths of a pulse (RFC 6716, 4.2.7.8.6). */
const offsets = [25, 60, 8, 25];

const clip = (sample: number): number => Math.max(-1, Math.min(1, sample));

/** Amplitude of a gain's index (RFC 6716, 4.2.7.4). */
const amplitudeOf = (index: number): number => 2 ** ((((1_907_825 * index) >> 16) + 2090) / 128 - 16);

const taps = Float64Array.from(new Int8Array(filterTaps), (tap) => tap / 128);

/** One channel of SILK. It makes the sound of its frames, since nothing less tells how loud they are. */
export class SilkChannel {
	readonly memory: SilkMemory = { lag: 0, wasVoiced: false };
	private gain = 10;
	private lines: number[] | undefined;
	/** What comes out of the filter of the spectrum, and what goes into it: those of the frames before stand in front. */
	private readonly sound = new Float64Array(past + longestFrame);
	private readonly source = new Float64Array(past + longestFrame);

	constructor(readonly kiloHertz: number) {}

	/** Forgets the frames before. */
	reset(): void {
		this.gain = 10;
		this.lines = undefined;
		this.sound.fill(0);
	}

	/** Makes the sound of the next frame, in -1 to 1. */
	play(frame: SilkFrame, pulses: Int32Array): Float64Array {
		const { gains, pitch } = frame;
		const length = 5 * this.kiloHertz;
		const { first, second, isBetween } = this.nextFilters(frame);
		this.excite(frame, pulses, length);
		for (let part = 0; part < gains.length; part++) {
			const start = past + part * length;
			const filter = part < 2 ? first : second;
			if (pitch && part === 0) this.rewhiten(filter, start, pitch.scale);
			if (pitch && part === 2 && isBetween) this.rewhiten(filter, start, 1);
			if (pitch) this.repeat(pitch, part, start, length);
			this.filter(filter, start, length);
		}
		const end = gains.length * length;
		const heard = this.sound.slice(past, past + end).map(clip);
		this.sound.copyWithin(0, end, end + past);
		return heard;
	}

	/** Filters of the first and of the second half of a frame. */
	private nextFilters({ row, rests, quarters }: SilkFrame) {
		const lines = linesOf(row, rests);
		const before = this.lines;
		const isBetween = before !== undefined && quarters < 4;
		const second = filterOf(lines);
		const middle = lines.map((line, at) => (before?.[at] ?? 0) + ((quarters * (line - (before?.[at] ?? 0))) >> 2));
		this.lines = lines;
		return { first: isBetween ? filterOf(middle) : second, second, isBetween };
	}

	private nextGain(read: number, isFirst: boolean): number {
		const change = read - 4;
		const turn = 8 + this.gain;
		const next = isFirst ? Math.max(read, this.gain - 16) : this.gain + (change > turn ? 2 * change - turn : change);
		this.gain = Math.min(Math.max(next, 0), 63);
		return amplitudeOf(this.gain);
	}

	/** Sets what the pulses alone put into the filter (RFC 6716, 4.2.7.8.6). */
	private excite({ type, offset, gains, isFirstGain, seed }: SilkFrame, pulses: Int32Array, length: number): void {
		const shift = offsets[(type === 2 ? 2 : 0) + offset] ?? 0;
		let random = seed;
		for (const [part, read] of gains.entries()) {
			const amplitude = this.nextGain(read, part === 0 && isFirstGain) / 256 / 32_768;
			for (let at = part * length; at < (part + 1) * length; at++) {
				const pulse = pulses[at] ?? 0;
				const size = pulse * 256 - Math.sign(pulse) * 20 + shift;
				random = (Math.imul(random, 196_314_165) + 907_633_515) | 0;
				this.source[past + at] = amplitude * (random < 0 ? -size : size);
				random = (random + pulse) | 0;
			}
		}
	}

	/** Finds what would have gone into this filter for the sound so far (RFC 6716, 4.2.7.9.1). */
	private rewhiten(filter: Float64Array, start: number, scale: number): void {
		const { sound, source } = this;
		for (let at = start - longestReach; at < start; at++) {
			let rest = clip(sound[at] ?? 0);
			for (let tap = 0; tap < filter.length; tap++) rest -= clip(sound[at - tap - 1] ?? 0) * (filter[tap] ?? 0);
			source[at] = rest * scale;
		}
	}

	/** Adds what went in a pitch lag before. */
	private repeat(pitch: SilkPitch, part: number, start: number, length: number): void {
		const { source } = this;
		const lag = (pitch.lags[part] ?? 0) - 2;
		const first = pitch.taps[part] ?? 0;
		for (let at = start; at < start + length; at++) {
			let sum = source[at] ?? 0;
			for (let tap = 0; tap < 5; tap++) sum += (taps[first + tap] ?? 0) * (source[at - lag - tap] ?? 0);
			source[at] = sum;
		}
	}

	/** RFC 6716, 4.2.7.9.2. */
	private filter(filter: Float64Array, start: number, length: number): void {
		const { sound, source } = this;
		for (let at = start; at < start + length; at++) {
			let sum = source[at] ?? 0;
			for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] ?? 0) * (sound[at - tap - 1] ?? 0);
			sound[at] = sum;
		}
	}
}
