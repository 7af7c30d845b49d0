import { misfit, otherRate, type Join, type Joining } from './parts';
import { readWavHeader, repairedWavHeader, unsizedWavHeader, type WavHeader } from '../wav';
import { createWavSound } from '../wavSound';

const shapeOf = ({ sampleRate, channels, encoding, bitsPerSample }: WavHeader): string =>
	[sampleRate, channels, encoding, bitsPerSample].join();

/** The header of the first part, for the sound of all parts; with placeholders if the size is unknown. */
function joinedHeader(head: Uint8Array, wav: WavHeader, soundBytes: number | undefined): Uint8Array {
	const unsized = unsizedWavHeader(head, wav);
	if (soundBytes === undefined) return unsized;
	return repairedWavHeader(unsized, unsized.length + soundBytes) ?? unsized;
}

/**
 * Bytes of one sample of all channels, and of a second. A header that leaves them out means 16-bit PCM of one channel.
 */
function ratesOf(
	{ sampleRate, blockSize, bytesPerSecond }: WavHeader,
	joining: Joining,
): { block: number; perSecond: number } {
	const block = blockSize || 2;
	return { block, perSecond: bytesPerSecond || (sampleRate || joining.sampleRate) * block };
}

const wholeBlocks = (bytes: number, block: number): number => bytes - (bytes % block);

/**
 * Bytes of sound in a WAV of `bytes` bytes, cut to complete samples; undefined if `head` does not reach to the sound.
 */
export function wavSoundBytes(head: Uint8Array, bytes: number): number | undefined {
	const wav = readWavHeader(head);
	return wav && wholeBlocks(Math.min(wav.dataSize ?? Infinity, bytes - wav.dataOffset), wav.blockSize || 2);
}

/** Passes on complete samples and drops an incomplete one at the end: it would turn everything behind it into noise. */
function createBlocks(): (sound: Uint8Array, block: number) => Uint8Array {
	let rest = Buffer.alloc(0);
	return (sound, block) => {
		const all = rest.length > 0 ? Buffer.concat([rest, sound]) : sound;
		const whole = wholeBlocks(all.length, block);
		rest = Buffer.from(all.subarray(whole));
		return all.subarray(0, whole);
	};
}

/** Joins WAVs: one header, then the sound of all parts. */
export const joinWav: Join = async function* (parts, joining) {
	let shape: string | undefined;
	let seconds = 0;
	for (const [part, open] of parts.entries()) {
		const wav = createWavSound();
		const inBlocks = createBlocks();
		let bytes = 0;
		for await (const chunk of open()) {
			const isNew = !wav.start();
			const taken = wav.take(chunk);
			const start = wav.start();
			if (wav.isOther()) break;
			if (!start) continue;
			if (isNew) {
				if (shape === undefined) yield joinedHeader(start.head, start.header, joining.soundBytes);
				shape ??= shapeOf(start.header);
				if (shape !== shapeOf(start.header)) throw otherRate(part);
			}
			const sound = inBlocks(taken, ratesOf(start.header, joining).block);
			bytes += sound.length;
			if (sound.length > 0) yield sound;
		}
		const start = wav.start();
		if (!start) throw misfit(part, 'is not WAV');
		seconds += bytes / ratesOf(start.header, joining).perSecond;
		joining.onEnd(seconds);
	}
};
