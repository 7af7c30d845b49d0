/**
 * A WAV of 44 bytes of header and its sound, with the true sizes in place of placeholders (RIFF: all that follows;
 * `data`: the sound).
 */
export function withTrueSizes(wav: Buffer): Buffer {
	const whole = Buffer.from(wav);
	whole.writeUInt32LE(whole.length - 8, 4);
	whole.writeUInt32LE(whole.length - 44, 40);
	return whole;
}
