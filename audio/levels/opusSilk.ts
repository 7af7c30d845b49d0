import type { Powers } from './opusCelt';
import type { OpusRange } from './opusRange';
import { SilkChannel } from './opusSilkChannel';
import { readSilkFrame, type Leaning } from './opusSilkFrame';
import { readSilkPulses } from './opusSilkPulses';
import { stereoSteps, stereoTable } from './opusSilkTables';

/** What a frame of Opus holds of SILK: one to three of its own frames, of two or four parts of 5 ms. */
export interface SilkForm {
	kiloHertz: number;
	frames: number;
	parts: number;
	channels: 1 | 2;
}

/** Which frames of a packet have a copy of the frame before, as bits: by the number of frames (RFC 6716, table 4). */
const copyTables = [[], [0], [203, 150, 0], [215, 195, 166, 125, 110, 82, 0]];

/** Weights of the middle channel's low part and of the whole of it in the side channel. */
type Weights = [number, number];

const fifth = (step: number): number => Math.round((256 * (4 - step)) / 5);
const thirds = [171, 85, 0];
const fifths = [0, 1, 2, 3, 4].map(fifth);

/** Stereo weights (RFC 6716, 4.2.7.1). */
function readWeights(range: OpusRange): Weights {
	const joint = range.symbol(stereoTable);
	const read = [Math.floor(joint / 5), joint % 5].map((group) => {
		const at = 3 * group + range.symbol(thirds);
		const low = stereoSteps[at] ?? 0;
		return (low + (((stereoSteps[at + 1] ?? 0) - low) * (2 * range.symbol(fifths) + 1)) / 10) / 8192;
	});
	const [low = 0, whole = 0] = read;
	return [low - whole, whole];
}

const powerOf = (sound: Float64Array): number => sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length;

/** The part of Opus that codes speech (RFC 6716, 4.2). */
export class OpusSilk {
	private channels: SilkChannel[] = [];
	private weights: Weights = [0, 0];
	private wasMiddleOnly = false;
	/** Last samples of the frame before. */
	private lastMiddle = [0, 0];
	private lastSide = 0;

	/** Forgets the frames before. */
	reset(): void {
		this.channels = [];
	}

	/** How loud each of the frames is that `range` reads from here on. */
	read(range: OpusRange, form: SilkForm): Powers[] {
		this.prepare(form);
		const heads = this.channels.map(() => {
			const active = Array.from({ length: form.frames }, () => range.bit(1) === 1);
			return { active, hasCopies: range.bit(1) === 1 };
		});
		const copies = heads.map(({ hasCopies }) => {
			if (!hasCopies) return 0;
			return form.frames === 1 ? 1 : range.symbol(copyTables[form.frames] ?? []) + 1;
		});
		this.skipCopies(range, form, copies);
		return Array.from({ length: form.frames }, (_, at) =>
			this.readFrame(range, form, at, heads.map(({ active }) => active[at] === true)),
		);
	}

	/** Makes channels anew where their rate or their number is another one than before. */
	private prepare({ kiloHertz, channels }: SilkForm): void {
		const [middle = new SilkChannel(kiloHertz), side = new SilkChannel(kiloHertz)] = this.channels.filter((one) => one.kiloHertz === kiloHertz);
		if (channels === 2 && this.channels.length < 2) {
			this.weights = [0, 0];
			this.lastSide = 0;
		}
		this.channels = channels === 2 ? [middle, side] : [middle];
	}

	/** Passes over copies of the frames before, which stand in for lost ones. */
	private skipCopies(range: OpusRange, form: SilkForm, copies: number[]): void {
		for (let at = 0; at < form.frames; at++) {
			for (const [index, channel] of this.channels.entries()) {
				const flags = copies[index] ?? 0;
				if (!((flags >> at) & 1)) continue;
				if (index === 0 && this.channels.length === 2) {
					readWeights(range);
					if (!(((copies[1] ?? 0) >> at) & 1)) range.symbol([64, 0]);
				}
				const leaning = at > 0 && (flags >> (at - 1)) & 1 ? 'changes' : 'free';
				readChannel(range, channel, form, true, leaning);
			}
		}
	}

	private readFrame(range: OpusRange, form: SilkForm, at: number, active: boolean[]): Powers {
		const [middle, side] = this.channels;
		if (!middle) return [0, 0];
		const weights = side ? readWeights(range) : this.weights;
		const isMiddleOnly = side !== undefined && !active[1] && range.symbol([64, 0]) === 1;
		const read = readChannel(range, middle, form, active[0] === true, at > 0 ? 'changes' : 'free');
		const sound = middle.play(read.frame, read.pulses);
		if (!side) {
			const power = powerOf(sound);
			this.lastMiddle = [sound.at(-2) ?? 0, sound.at(-1) ?? 0];
			return [power, power];
		}
		const sideSound = isMiddleOnly ? new Float64Array(sound.length) : this.readSide(range, side, form, at, active[1] === true);
		this.wasMiddleOnly = isMiddleOnly;
		return this.part(sound, sideSound, weights, 8 * form.kiloHertz);
	}

	private readSide(range: OpusRange, side: SilkChannel, form: SilkForm, at: number, isActive: boolean): Float64Array {
		if (this.wasMiddleOnly) side.reset();
		const leaning = at === 0 ? 'free' : this.wasMiddleOnly ? 'unscaled' : 'changes';
		const { frame, pulses } = readChannel(range, side, form, isActive, leaning);
		return side.play(frame, pulses);
	}

	/** Parts middle and side into left and right; the weights glide for the first `glide` samples (RFC 6716, 4.2.8). */
	private part(middle: Float64Array, side: Float64Array, weights: Weights, glide: number): Powers {
		const before = this.weights;
		let [older = 0, old = 0] = this.lastMiddle;
		let oldSide = this.lastSide;
		let left = 0;
		let right = 0;
		for (let at = 0; at < middle.length; at++) {
			const share = Math.min(1, (at + 1) / glide);
			const low = before[0] + (weights[0] - before[0]) * share;
			const whole = before[1] + (weights[1] - before[1]) * share;
			const now = middle[at] ?? 0;
			const difference = whole * old + (low * (older + 2 * old + now)) / 4 + oldSide;
			left += Math.min(1, (old + difference) ** 2);
			right += Math.min(1, (old - difference) ** 2);
			[older, old, oldSide] = [old, now, side[at] ?? 0];
		}
		this.weights = weights;
		this.lastMiddle = [older, old];
		this.lastSide = oldSide;
		return [left / middle.length, right / middle.length];
	}
}

function readChannel(range: OpusRange, channel: SilkChannel, form: SilkForm, isActive: boolean, leaning: Leaning) {
	const { kiloHertz, parts } = form;
	const frame = readSilkFrame(range, { kiloHertz, parts, isActive, leaning }, channel.memory);
	return { frame, pulses: readSilkPulses(range, frame.type, frame.offset, 5 * kiloHertz * parts) };
}
