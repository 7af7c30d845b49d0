import type { Format } from '../../audio/formats';

/** Sample rates of a format, and the one that the API uses by default, in Hz. */
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

/** kbit/s. Default of the API: 128. */
export const mp3Bitrates = [64, 128, 192];

/** bit/s. -1000, the default of the API, lets the encoder choose. */
export const opusBitrates = [-1000, 24_000, 32_000, 48_000, 64_000];

/** `normal` sounds best, `low` starts first. */
export const latencies = ['normal', 'balanced', 'low'] as const;

/** A numeric setting of speech, with the limits that the API documents. */
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

/** Silence that is added to the audio, in seconds. The API knows none. */
export const silenceRanges = {
	silenceBefore: { label: 'Silence Before (Seconds)', min: 0, max: 60 },
	silenceAfter: { label: 'Silence After (Seconds)', min: 0, max: 60 },
} satisfies Record<string, Range>;
