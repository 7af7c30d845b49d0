import type { AudioStep } from './audioStep';
import { repairedWavHeader } from './wav';

/** Bytes up to which a WAV is held until its end: about 12 seconds at 44.1 kHz. */
export const longestHeld = 1024 ** 2;

/** A WAV that is held whole, with true sizes in its header. */
function* repaired(pieces: Uint8Array[]): Generator<Uint8Array> {
	const wav = Buffer.concat(pieces);
	const header = repairedWavHeader(wav, wav.length);
	// In place: the sizes lie where the placeholders did.
	if (header) wav.set(header);
	yield wav;
	// Chunks are of even size (RIFF); the byte is counted in the header.
	if (header && wav.length % 2 === 1) yield new Uint8Array(1);
}

/**
 * A step that makes true the sizes in the header of a WAV of up to 1 MB, which is let go at its end only. A longer one
 * passes as it is: its header left before its length was known.
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
