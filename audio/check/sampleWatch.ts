import { createWavSound } from '../wavSound';
import type { WavHeader } from '../wav';

/** Watches the samples of a stream: whether any of them is not zero, and what the header says. */
export interface SampleWatch {
	take(chunk: Uint8Array): void;
	/** Of a WAV, once it has come. */
	header(): WavHeader | undefined;
	/** Whether no sound of a WAV begins where one should. */
	isOther(): boolean;
	/** Digital silence up to here. */
	isSilent(): boolean;
}

function hasSound(bytes: Uint8Array): boolean {
	// A loop: a callback for each byte of a long silence takes ten times as long.
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return true;
	return false;
}

/** Watches 16-bit samples, raw or in a WAV. */
export function createSampleWatch(format: 'wav' | 'pcm'): SampleWatch {
	const wav = format === 'wav' ? createWavSound() : undefined;
	let isLoud = false;
	return {
		take(chunk) {
			if (!isLoud) isLoud = hasSound(wav ? wav.take(chunk) : chunk);
		},
		header: () => wav?.start()?.header,
		isOther: () => wav?.isOther() ?? false,
		isSilent: () => !isLoud,
	};
}
