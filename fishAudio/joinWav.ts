import { misfit, otherRate, type Join } from './joinParts';
import { readWavHeader, repairedWavHeader, unsizedWavHeader, type WavHeader } from '../audio/wav';
import { createWavSound } from './wavSound';

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
		const wav = createWavSound();
		for await (const chunk of open()) {
			const isNew = !wav.start();
			const sound = wav.take(chunk);
			const start = wav.start();
			if (wav.isOther()) break;
			if (isNew && start) {
				if (shape === undefined) yield joinedHeader(start.head, start.header, soundBytes);
				shape ??= shapeOf(start.header);
				if (shape !== shapeOf(start.header)) throw otherRate(part);
			}
			bytes += sound.length;
			if (sound.length > 0) yield sound;
		}
		const start = wav.start();
		if (!start) throw misfit(part, 'is not WAV');
		onEnd(bytes / start.header.bytesPerSecond);
	}
};
