import { misfit, otherRate, type Join } from './joinParts';
import { readWavHeader, repairedWavHeader, unsizedWavHeader, type WavHeader } from './wav';

/** Most bytes before the sound of a WAV. */
const mostHead = 65_536;

const shapeOf = ({ sampleRate, channels, encoding, bitsPerSample }: WavHeader): string =>
	[sampleRate, channels, encoding, bitsPerSample].join();

/** The header of the first for the sound of all: with placeholders for the sizes where they are not known. */
function joinedHeader(head: Uint8Array, wav: WavHeader, soundBytes: number | undefined): Uint8Array {
	const unsized = unsizedWavHeader(head, wav);
	if (soundBytes === undefined) return unsized;
	return repairedWavHeader(unsized, unsized.length + soundBytes) ?? unsized;
}

/** Bytes of the sound in a whole WAV, by its start; undefined where its start does not reach to the sound. */
export function wavSoundBytes(head: Uint8Array, bytes: number): number | undefined {
	const wav = readWavHeader(head);
	return wav && Math.min(wav.dataSize ?? Infinity, bytes - wav.dataOffset);
}

/** One header, and then the sound of all. */
export const joinWav: Join = async function* (parts, { soundBytes, onEnd }) {
	let shape: string | undefined;
	let bytes = 0;
	for (const [part, open] of parts.entries()) {
		let head = Buffer.alloc(0);
		let wav: WavHeader | undefined;
		let left = 0;
		for await (const chunk of open()) {
			let sound = chunk;
			if (!wav) {
				head = Buffer.concat([head, chunk]);
				wav = readWavHeader(head);
				if (!wav && head.length < mostHead) continue;
				if (!wav) break;
				if (shape === undefined) yield joinedHeader(head, wav, soundBytes);
				shape ??= shapeOf(wav);
				if (shape !== shapeOf(wav)) throw otherRate(part);
				sound = head.subarray(wav.dataOffset);
				left = wav.dataSize ?? Infinity;
			}
			// Behind the sound there may be a title or the like.
			const kept = sound.subarray(0, left);
			left -= kept.length;
			bytes += kept.length;
			if (kept.length > 0) yield kept;
		}
		if (!wav) throw misfit(part, 'is not WAV');
		onEnd(bytes / wav.bytesPerSecond);
	}
};
