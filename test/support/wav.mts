/**
 * A WAV with a header of 44 bytes, with its true sizes instead of placeholders (RIFF: everything that follows; `data`:
 * the sound).
 */
export function withTrueSizes(wav: Buffer): Buffer {
	const whole = Buffer.from(wav);
	whole.writeUInt32LE(whole.length - 8, 4);
	whole.writeUInt32LE(whole.length - 44, 40);
	return whole;
}
