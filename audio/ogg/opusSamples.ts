const silk = [480, 960, 1920, 2880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

const configurations = Uint16Array.from({ length: 32 }, (_, configuration) => {
	const sizes = configuration < 12 ? silk : configuration < 16 ? hybrid : celt;
	return sizes[configuration % sizes.length]!;
});

/** Samples of 48 kHz in a frame of a configuration, 0 to 31 (RFC 6716, 3.1). */
export const opusFrameSamples = (configuration: number): number => configurations[configuration] ?? 0;

/**
 * Samples of 48 kHz in the Opus packet from `from` to `to`, by its configuration and its number of frames (RFC 6716,
 * 3.2); 0 if it is broken.
 */
export function opusSamples(bytes: Uint8Array, from = 0, to = bytes.length): number {
	if (from >= to) return 0;
	const first = bytes[from]!;
	const code = first & 3;
	const frames = code === 0 ? 1 : code === 3 ? (from + 1 < to ? bytes[from + 1]! & 0x3f : 0) : 2;
	return frames * opusFrameSamples(first >> 3);
}
