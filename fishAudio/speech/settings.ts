import type { Format } from '../../audio/formats';

/** Hz that a format can be had in, and what the API gives when none is asked for. */
interface Rates {
	choices: number[];
	usual: number;
}

/** Fish Audio docs, text-to-speech audio formats, August 2026. */
export const sampleRates: Record<Format, Rates> = {
	mp3: { choices: [32_000, 44_100], usual: 44_100 },
	wav: { choices: [8_000, 16_000, 24_000, 32_000, 44_100], usual: 44_100 },
	opus: { choices: [48_000], usual: 48_000 },
	pcm: { choices: [8_000, 16_000, 24_000, 32_000, 44_100], usual: 44_100 },
};

/** kbit/s; the first is not the default, 128 is. */
export const mp3Bitrates = [64, 128, 192];

/** bit/s; -1000 lets the encoder choose, which is the default. */
export const opusBitrates = [-1000, 24_000, 32_000, 48_000, 64_000];

/** What the latency setting trades: `normal` sounds best, `low` starts soonest. */
export const latencies = ['normal', 'balanced', 'low'] as const;

/** A numeric setting of speech, with the bounds that the API documents. */
export interface Range {
	label: string;
	min: number;
	max: number;
	whole?: boolean;
}

/** Fish Audio API contract, TTSRequest and ProsodyControl, and its documentation, August 2026. */
export const ranges = {
	speed: { label: 'Speed', min: 0.5, max: 2 },
	volume: { label: 'Volume (dB)', min: -20, max: 20 },
	temperature: { label: 'Temperature', min: 0, max: 1 },
	topP: { label: 'Top P', min: 0, max: 1 },
	chunkLength: { label: 'Chunk Length', min: 100, max: 300, whole: true },
	repetitionPenalty: { label: 'Repetition Penalty', min: 0, max: 10 },
} satisfies Record<string, Range>;
