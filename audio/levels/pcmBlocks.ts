import type { SoundBlock } from './levelDecoder';

/** Decoded PCM values, by channel. */
export interface Pcm {
	/** Each holds `length` values or more. */
	channels: ArrayLike<number>[];
	length: number;
	/** Hz */
	sampleRate: number;
	/** The value at full scale; the smallest difference of two values is 1. */
	fullScale: number;
}

/** The longest block, in seconds. */
export const longestBlock = 0.05;

/** Share of full scale from which PCM values count as clipped. */
export const clippedFrom = 0.999;

/** Seconds from which a block is long enough to tell a constant offset from a low voice. */
const offsetBlock = 0.02;

function measure(samples: ArrayLike<number>, from: number, to: number, { sampleRate, fullScale }: Pcm) {
	let sum = 0;
	let squares = 0;
	let cut = 0;
	let least = Infinity;
	let most = -Infinity;
	for (let at = from; at < to; at++) {
		const sample = samples[at]!;
		sum += sample;
		squares += sample * sample;
		if (sample < least) least = sample;
		if (sample > most) most = sample;
		if (Math.abs(sample) >= clippedFrom * fullScale) cut++;
	}
	const count = to - from;
	const offset = count < sampleRate * offsetBlock ? 0 : sum / count;
	// Neither a constant offset is sound, nor a lowest bit that comes and goes.
	const power = most - least <= 2 ? 0 : Math.max(0, squares / count - offset ** 2);
	return { power: power / fullScale ** 2, peak: Math.max(-least, most) / fullScale, clipped: cut / count };
}

/** How loud PCM values are, in blocks of equal length of at most 50 ms. */
export function blocksOf(pcm: Pcm): SoundBlock[] {
	const { channels, length, sampleRate } = pcm;
	const count = Math.min(length, Math.ceil(length / (sampleRate * longestBlock)));
	return Array.from({ length: count }, (_, block) => {
		const from = Math.floor((block * length) / count);
		const to = Math.floor(((block + 1) * length) / count);
		const found = channels.map((samples) => measure(samples, from, to, pcm));
		const most = (of: 'power' | 'peak' | 'clipped'): number => Math.max(...found.map((channel) => channel[of]));
		return { seconds: (to - from) / sampleRate, power: most('power'), peak: most('peak'), clipped: most('clipped') };
	});
}
