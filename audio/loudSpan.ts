import type { AudioStep } from './audioStep';
import { createWavSound } from './wavSound';
import type { WavHeader } from './wav';

/** A stretch of sound, in PCM values from its beginning. */
export interface Span {
	from: number;
	/** The value after it. */
	to: number;
}

/** PCM values below this count as silence: -54 dB of full scale. */
const leastLoud = 65;

/** Seconds of silence that stay beside the sound, so that no soft consonant or breath is cut. */
const rest = 0.05;

const isPlain = ({ encoding, channels, bitsPerSample }: WavHeader): boolean =>
	encoding === 1 && channels === 1 && bitsPerSample === 16;

const isLoud = (sound: Buffer, at: number): boolean => Math.abs(sound.readInt16LE(at * 2)) >= leastLoud;

/** Finds the first and the last loud value of PCM that comes in chunks. */
function createLoudFinder() {
	let half = Buffer.alloc(0);
	let values = 0;
	let first: number | undefined;
	let last = 0;
	return {
		take(chunk: Uint8Array): void {
			const sound = Buffer.concat([half, chunk]);
			const count = sound.length >> 1;
			half = sound.subarray(count * 2);
			if (first === undefined)
				for (let at = 0; at < count && first === undefined; at++) if (isLoud(sound, at)) first = values + at;
			let at = count - 1;
			while (at >= 0 && !isLoud(sound, at)) at--;
			if (at >= 0) last = values + at;
			values += count;
		},
		found: () => (first === undefined ? undefined : { first, last, values }),
	};
}

/** Finds where the sound of a WAV begins and ends while it passes. Holds nothing of it. */
export interface LoudSpan {
	/** Changes nothing. Each stream that passes replaces the one before it. */
	step: AudioStep;
	/**
	 * The WAV without silence at its ends, except for 50 ms. Undefined if all of it is as quiet as silence, and for a
	 * WAV that is not 16-bit PCM of one channel.
	 */
	span(): Span | undefined;
}

/** Starts to look for the sound of a WAV. */
export function createLoudSpan(): LoudSpan {
	let wav = createWavSound();
	let finder = createLoudFinder();
	return {
		async *step(source) {
			wav = createWavSound();
			finder = createLoudFinder();
			for await (const chunk of source) {
				finder.take(wav.take(chunk));
				yield chunk;
			}
		},
		span() {
			const header = wav.start()?.header;
			const found = finder.found();
			if (!header || !isPlain(header) || !found) return undefined;
			const kept = Math.round(rest * header.sampleRate);
			return { from: Math.max(0, found.first - kept), to: Math.min(found.values, found.last + 1 + kept) };
		},
	};
}
