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

/**
 * A WAV of µ-law codes with its header of 58 bytes: the longer `fmt ` and the `fact` that G.711 needs. An odd number of
 * codes is padded.
 */
export function muLawWav(codes: Buffer, sampleRate: number): Buffer {
	const header = Buffer.alloc(58);
	const padding = Buffer.alloc(codes.length % 2);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(50 + codes.length + padding.length, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(18, 16);
	// Format 7, one channel, one byte for each PCM value, of 8 bits.
	for (const [index, value] of [7, 1].entries()) header.writeUInt16LE(value, 20 + 2 * index);
	for (const [index, value] of [sampleRate, sampleRate].entries()) header.writeUInt32LE(value, 24 + 4 * index);
	for (const [index, value] of [1, 8].entries()) header.writeUInt16LE(value, 32 + 2 * index);
	header.write('fact', 38, 'latin1');
	for (const [index, value] of [4, codes.length].entries()) header.writeUInt32LE(value, 42 + 4 * index);
	header.write('data', 50, 'latin1');
	header.writeUInt32LE(codes.length, 54);
	return Buffer.concat([header, codes, padding]);
}
