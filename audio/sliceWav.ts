import type { AudioStep } from './audioStep';
import type { Span } from './loudSpan';
import { unsizedWavHeader } from './wav';
import { createWavSound } from './wavSound';

/** Bytes of a PCM value. */
const width = 2;

/** Cuts a stretch out of a WAV of 16-bit PCM of one channel. The header gets placeholders for its sizes. */
export const sliceWav = ({ from, to }: Span): AudioStep =>
	async function* (source) {
		const wav = createWavSound();
		let at = 0;
		let hasBegun = false;
		for await (const chunk of source) {
			const sound = wav.take(chunk);
			const start = wav.start();
			if (start && !hasBegun) yield unsizedWavHeader(start.head, start.header);
			hasBegun ||= start !== undefined;
			const kept = sound.subarray(Math.max(0, from * width - at), Math.max(0, to * width - at));
			at += sound.length;
			if (kept.length > 0) yield kept;
		}
	};
