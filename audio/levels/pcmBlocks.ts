import type { SoundBlock } from './levelDecoder';

/** Decoded samples, by channel; as long as `length` or longer. */
export interface Pcm {
	channels: ArrayLike<number>[];
	length: number;
	/** Hz */
	sampleRate: number;
	/** Size of a sample at full scale. */
	fullScale: number;
}

/** Seconds of sound that a block holds, or less. */
const longestBlock = 0.05;

/** Share of full scale from which samples are taken to have been cut off there. */
const cutOff = 0.999;

function measure(samples: ArrayLike<number>, from: number, to: number, fullScale: number) {
	let sum = 0;
	let peak = 0;
	let cut = 0;
	for (let at = from; at < to; at++) {
		const height = Math.abs(samples[at]!) / fullScale;
		sum += height * height;
		if (height > peak) peak = height;
		if (height >= cutOff) cut++;
	}
	return { power: sum / (to - from), peak, clipped: cut / (to - from) };
}

/** How loud samples are, in blocks of one length of 50 ms or less. */
export function blocksOf({ channels, length, sampleRate, fullScale }: Pcm): SoundBlock[] {
	const count = Math.ceil(length / (sampleRate * longestBlock));
	return Array.from({ length: count }, (_, block) => {
		const from = Math.floor((block * length) / count);
		const to = Math.floor(((block + 1) * length) / count);
		const found = channels.map((samples) => measure(samples, from, to, fullScale));
		const most = (of: 'power' | 'peak' | 'clipped'): number => Math.max(...found.map((channel) => channel[of]));
		return { seconds: (to - from) / sampleRate, power: most('power'), peak: most('peak'), clipped: most('clipped') };
	});
}
