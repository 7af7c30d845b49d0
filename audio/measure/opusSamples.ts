/** Samples of 48 kHz in a frame, by the two lowest bits of a packet's configuration, for each of Opus' modes (RFC 6716, 3.1). */
const silk = [480, 960, 1920, 2880];
const hybrid = [480, 960];
const celt = [120, 240, 480, 960];

/** Samples of 48 kHz in an Opus packet; 0 in one that is broken. */
export function opusSamples(packet: Uint8Array): number {
	const first = packet[0];
	if (first === undefined) return 0;
	const mode = first >> 3;
	const frame = mode < 12 ? silk[mode & 3] : mode < 16 ? hybrid[mode & 1] : celt[mode & 3];
	const code = first & 3;
	const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
	return frames * (frame ?? 0);
}
