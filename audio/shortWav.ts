import type { AudioStep } from './audioStep';
import { repairedWavHeader } from './wav';

/** A WAV of up to this many bytes is held until its end: about 12 seconds at 44.1 kHz. */
export const longestHeld = 1024 ** 2;

/** A complete WAV, with true sizes in its header. */
function* repaired(pieces: Uint8Array[]): Generator<Uint8Array> {
	const wav = Buffer.concat(pieces);
	const header = repairedWavHeader(wav, wav.length);
	// In place: the sizes replace the placeholders.
	if (header) wav.set(header);
	yield wav;
	// RIFF chunks have an even size; the header counts the padding byte.
	if (header && wav.length % 2 === 1) yield new Uint8Array(1);
}

/**
 * A step that corrects the sizes in the header of a WAV of up to 1 MB, and passes it on only at its end. A longer WAV
 * passes unchanged: its header is sent before its length is known.
 */
export const repairShortWav: AudioStep = async function* (source) {
	const held: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of source) {
		bytes += chunk.length;
		held.push(chunk);
		if (bytes > longestHeld) yield* held.splice(0);
	}
	if (held.length > 0) yield* repaired(held);
};
