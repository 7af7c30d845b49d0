import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { YIN } from 'pitchfinder';

export async function factsOf(bytes: Buffer) {
	const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: ALL_FORMATS });
	const track = await input.getPrimaryAudioTrack();
	return {
		seconds: await input.computeDuration(),
		rate: track?.sampleRate,
		channels: track?.numberOfChannels,
		codec: track?.codec,
	};
}

/** 16-bit PCM values as numbers from -1 to 1. */
export const samplesOf = (pcm: Buffer) =>
	Float32Array.from({ length: Math.floor(pcm.length / 2) }, (_, i) => pcm.readInt16LE(i * 2) / 32_768);

export const peakOf = (samples: Float32Array) => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
export const loudnessOf = (samples: Float32Array) =>
	Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

export function pitchOf(samples: Float32Array, sampleRate: number): number {
	const find = YIN({ sampleRate, threshold: 0.15 });
	const found: number[] = [];
	for (let at = 0; at + 1024 <= samples.length; at += 512) {
		const frame = samples.subarray(at, at + 1024);
		const hertz = loudnessOf(frame) > 0.02 ? find(frame) : null;
		if (hertz && hertz > 50 && hertz < 450) found.push(hertz);
	}
	return found.sort((a, b) => a - b)[found.length >> 1]!;
}
