/** Turns samples into bytes as they come. */
export interface Encoder {
	push(samples: Float32Array): Uint8Array;
	finish(): Uint8Array;
	/** Gives back what it holds; called whether or not it was finished. */
	release(): void;
}

/** 16-bit little-endian samples. */
export function pcm16(samples: Float32Array): Buffer {
	const out = new Int16Array(samples.length);
	for (let i = 0; i < samples.length; i += 1) out[i] = Math.round(Math.max(-1, Math.min(1, samples[i] ?? 0)) * 32_767);
	return Buffer.from(out.buffer);
}
