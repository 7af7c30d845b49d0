/**
 * A WAV with a header of 44 bytes, with its true sizes instead of placeholders (RIFF: everything that follows; `data`:
 * the sound).
 */
export function withTrueSizes(wav: Buffer): Buffer {
	const file = Buffer.from(wav);
	file.writeUInt32LE(file.length - 8, 4);
	file.writeUInt32LE(file.length - 44, 40);
	return file;
}
