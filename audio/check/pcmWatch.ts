import { createWavSound } from '../wavSound';
import type { WavHeader } from '../wav';

/** Watches the PCM values of a stream: whether any of them is not 0, and what the header says. */
export interface PcmWatch {
	take(chunk: Uint8Array): void;
	/** The header of a WAV, once it has come. */
	header(): WavHeader | undefined;
	/** Whether a WAV has no sound where it should begin. */
	isOther(): boolean;
	/** Whether everything so far is digital silence. */
	isSilent(): boolean;
}

function hasSound(bytes: Uint8Array): boolean {
	// A loop: with a callback for each byte, a long silence takes ten times as long.
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return true;
	return false;
}

/** Watches 16-bit PCM, raw or in a WAV. */
export function createPcmWatch(format: 'wav' | 'pcm'): PcmWatch {
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
