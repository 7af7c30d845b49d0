import { AudioError } from './audioError';
import type { AudioStep } from './audioStep';
import { longestWavHeader, readWavHeader, type WavHeader } from './wav';

/** The start of a WAV that comes in chunks. */
export interface WavStart {
	header: WavHeader;
	/** The bytes up to the sound, and perhaps some of the sound. */
	head: Uint8Array;
}

/** Takes the sound out of a WAV that comes in chunks. */
export interface WavSound {
	/** The sound in the next chunk. */
	take(chunk: Uint8Array): Uint8Array;
	/** The header, once it has come. */
	start(): WavStart | undefined;
	/** Whether no sound begins in the first 64 KB. */
	isOther(): boolean;
}

/**
 * Cuts the sound out of a WAV, without what precedes it and without titles or the like behind it.
 */
export function createWavSound(): WavSound {
	let head = Buffer.alloc(0);
	let start: WavStart | undefined;
	let left = 0;

	const cut = (sound: Uint8Array): Uint8Array => {
		const kept = sound.subarray(0, left);
		left -= kept.length;
		return kept;
	};
	return {
		take(chunk) {
			if (start) return cut(chunk);
			head = Buffer.concat([head, chunk]);
			const header = readWavHeader(head);
			if (!header) return head.subarray(0, 0);
			start = { header, head };
			left = header.dataSize ?? Infinity;
			return cut(head.subarray(header.dataOffset));
		},
		start: () => start,
		isOther: () => !start && head.length >= longestWavHeader,
	};
}

/** Turns a WAV into raw PCM. Fails with `notPlain` unless the WAV is 16-bit PCM of one channel. */
export const samplesOfWav: AudioStep = async function* (source) {
	const wav = createWavSound();
	for await (const chunk of source) {
		const sound = wav.take(chunk);
		const header = wav.start()?.header;
		const isPlain = header?.encoding === 1 && header.channels === 1 && header.bitsPerSample === 16;
		if (wav.isOther() || (header && !isPlain)) throw new AudioError({ is: 'notPlain' });
		if (sound.length > 0) yield sound;
	}
};
