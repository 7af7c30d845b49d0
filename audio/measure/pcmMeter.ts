import { clippedFrom, longestBlock } from '../levels/pcmBlocks';
import type { PcmCoding } from './pcmCoding';
import { decibels, type Sound, type SoundMeter } from './sound';

/** How PCM values lie in a stream. */
export interface SampleLayout {
	coding: PcmCoding;
	channels: number;
	/** Hz */
	sampleRate: number;
}

/** Judges PCM values as they come. */
export interface PcmMeter {
	take(bytes: Buffer): void;
	/** The result of the block meter, and what only PCM values can show. */
	sound(): Sound | undefined;
}

/** Floats count as clipped only if this many in a row are the same. */
const flatTop = 3;

/** Mean square of a channel without its constant offset; 0 if no more than the lowest bit changes. */
function powerOf(samples: Float64Array, channel: number, channels: number, count: number, step: number): number {
	let sum = 0;
	let squares = 0;
	let lowest = Infinity;
	let highest = -Infinity;
	for (let at = channel; at < count; at += channels) {
		const sample = samples[at]!;
		sum += sample;
		squares += sample * sample;
		if (sample < lowest) lowest = sample;
		if (sample > highest) highest = sample;
	}
	const length = count / channels;
	return highest - lowest <= 2 * step ? 0 : Math.max(0, squares / length - (sum / length) ** 2);
}

/** Counts PCM values at and beyond full scale. */
function createHeights(channels: number, isFloat: boolean) {
	const last = new Float64Array(channels);
	const lastAt = new Float64Array(channels).fill(-Infinity);
	const run = new Float64Array(channels);
	let peak = 0;
	let clipped = 0;
	let over = 0;
	let all = 0;

	const countTop = (sample: number, at: number): void => {
		const channel = at % channels;
		run[channel] = sample === last[channel] && all + at === lastAt[channel]! + channels ? run[channel]! + 1 : 1;
		last[channel] = sample;
		lastAt[channel] = all + at;
		if (!isFloat || run[channel]! > flatTop) clipped += 1;
		else if (run[channel] === flatTop) clipped += flatTop;
	};
	return {
		/** Counts these values. Returns the share of them that is clipped. */
		take(samples: Float64Array, count: number): number {
			const before = clipped;
			for (let at = 0; at < count; at++) {
				const sample = samples[at]!;
				const height = sample < 0 ? -sample : sample;
				if (height > peak) peak = height;
				if (height < clippedFrom) continue;
				if (height > 1) over += 1;
				countTop(sample, at);
			}
			all += count;
			return (clipped - before) / count;
		},
		shares: () => ({ peak: decibels(peak ** 2), clippedShare: clipped / all, overShare: over / all }),
	};
}

export function createPcmMeter({ coding, channels, sampleRate }: SampleLayout, meter: SoundMeter): PcmMeter {
	const frame = coding.width * channels;
	const blockFrames = Math.max(1, Math.ceil(sampleRate * longestBlock));
	const samples = new Float64Array(blockFrames * channels);
	const heights = createHeights(channels, coding.isFloat);
	let held: Buffer = Buffer.alloc(0);

	const judge = (bytes: Buffer, frames: number): void => {
		const count = frames * channels;
		coding.read(bytes, count, samples);
		const clipped = heights.take(samples, count);
		let power = 0;
		for (let channel = 0; channel < channels; channel++) {
			power = Math.max(power, powerOf(samples, channel, channels, count, coding.step));
		}
		meter.add({ seconds: frames / sampleRate, power, clipped });
	};

	return {
		take(given) {
			const bytes = held.length > 0 ? Buffer.concat([held, given]) : given;
			let at = 0;
			for (; at + blockFrames * frame <= bytes.length && meter.wants(); at += blockFrames * frame)
				judge(bytes.subarray(at), blockFrames);
			held = bytes.subarray(meter.wants() ? at : bytes.length);
		},
		sound() {
			const frames = Math.floor(held.length / frame);
			if (frames > 0) judge(held, frames);
			const sound = meter.sound();
			return sound && { ...sound, ...heights.shares() };
		},
	};
}
