/** Encodes PCM values as they come. */
export interface Encoder {
	push(samples: Float32Array): Uint8Array;
	finish(): Uint8Array;
	/** Frees its memory. Called whether or not the encoder was finished. */
	release(): void;
}

/** 16-bit little-endian PCM. */
export function pcm16(samples: Float32Array): Buffer {
	const out = new Int16Array(samples.length);
	for (let i = 0; i < samples.length; i += 1) out[i] = Math.round(Math.max(-1, Math.min(1, samples[i] ?? 0)) * 32_767);
	return Buffer.from(out.buffer);
}
