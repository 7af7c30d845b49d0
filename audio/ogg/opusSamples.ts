const silk = [480, 960, 1920, 2880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

/** Samples of 48 kHz in a frame of a configuration, 0 to 31 (RFC 6716, 3.1). */
export const opusFrameSamples = (configuration: number): number =>
	(configuration < 12
		? silk[configuration & 3]
		: configuration < 16
			? hybrid[configuration & 1]
			: celt[configuration & 3]) ?? 0;

/**
 * Samples of 48 kHz in an Opus packet, by its configuration and its number of frames (RFC 6716, 3.2); 0 in one that is
 * broken.
 */
export function opusSamples(packet: Uint8Array): number {
	const first = packet[0];
	if (first === undefined) return 0;
	const code = first & 3;
	const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
	return frames * opusFrameSamples(first >> 3);
}
