import { createHash } from 'node:crypto';

const BASE_SECONDS = 0.04;
/**
 * A tenth of the length of speech, rather more than less: clients judge by the length whether audio can be the speech
 * of a text.
 */
const SECONDS_PER_CHARACTER = 0.006;
const SECONDS_PER_SYLLABLE = 0.02;

/** Chinese, Japanese and Korean: a character is a syllable, or more. */
const syllables = /[\u2e80-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;

function secondsOf(text: string): number {
	const count = text.match(syllables)?.length ?? 0;
	return BASE_SECONDS + SECONDS_PER_CHARACTER * (text.length - count) + SECONDS_PER_SYLLABLE * count;
}

/**
 * A cheap stand-in for speech: a tone at the voice's pitch, as long as the text requires.
 * Its loudness follows a hash of the text, so that no two texts sound the same.
 */
export function tone(text: string, pitchHz: number, speed: number, sampleRate: number): Float32Array<ArrayBuffer> {
	const samples = new Float32Array(Math.round((secondsOf(text) / speed) * sampleRate));
	const steps = createHash('sha256').update(text).digest();
	const turn = (2 * Math.PI * pitchHz) / sampleRate;
	const stepLength = Math.max(1, Math.ceil(samples.length / 16));
	for (let step = 0; step < 16; step += 1) {
		const loudness = 0.3 + (steps[step] ?? 0) / 400;
		const end = Math.min(samples.length, (step + 1) * stepLength);
		for (let i = step * stepLength; i < end; i += 1) samples[i] = loudness * Math.sin(turn * i);
	}
	return samples;
}
