/** A WAV header for 16-bit mono, with the placeholder sizes of a streaming encoder. */
export function wavHeader(sampleRate = 44_100): Buffer {
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(0xffff_ff04, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(sampleRate, 24);
	header.writeUInt32LE(2 * sampleRate, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(0xffff_fee0, 40);
	return header;
}

/** Constant noise that long recordings are made of. */
export function noise(bytes = 1024 * 1024): Buffer {
	const block = Buffer.alloc(bytes);
	let state = 1;
	for (let at = 0; at < bytes; at += 4) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		block.writeUInt32LE(state, at);
	}
	return block;
}

/** Audio without a header, `bytes` long, in chunks. */
function* rawSound(bytes: number): Generator<Buffer> {
	const block = noise();
	for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
}

/** A WAV recording, `bytes` long, in chunks. `sampleRate` in Hz. */
export function* recording(bytes: number, sampleRate?: number): Generator<Buffer> {
	const header = wavHeader(sampleRate);
	yield header;
	yield* rawSound(bytes - header.length);
}
