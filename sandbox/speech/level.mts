/** About -3 dBFS. */
const PEAK = 0.708;
const CEILING = 0.97;
const KNEE = 0.8;

/** Compresses peaks above the ceiling instead of clipping them. */
function limited(value: number): number {
	const size = Math.abs(value);
	if (size <= KNEE) return value;
	return Math.sign(value) * (KNEE + (CEILING - KNEE) * Math.tanh((size - KNEE) / (CEILING - KNEE)));
}

/** Brings PCM values to the usual peak and then changes their level by `gainDb`, in place. */
export function level(samples: Float32Array, gainDb: number): void {
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	if (peak === 0) return;
	const factor = (PEAK / peak) * 10 ** (gainDb / 20);
	for (let i = 0; i < samples.length; i += 1) samples[i] = limited((samples[i] ?? 0) * factor);
}
