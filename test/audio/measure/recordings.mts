/** Sound by time in seconds, -1 to 1. */
export type Signal = (seconds: number) => number;

export const sine =
	(amplitude: number, hertz = 220): Signal =>
	(at) =>
		amplitude * Math.sin(2 * Math.PI * hertz * at);

/** Similar to speech: syllables with pauses in between. */
export const speech =
	(amplitude: number): Signal =>
	(at) =>
		amplitude * (at % 1 < 0.75 ? 1 : 0.0001) * sine(0.3)(at) * (1 + Math.sin(at * 20));

/** Noise of a constant level, the same every time. */
export function noise(amplitude: number): Signal {
	let seed = 1;
	return () => {
		seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
		return amplitude * (seed / 1_073_741_824 - 1);
	};
}

export interface Recording {
	rate?: number;
	seconds?: number;
	/** One for each channel. */
	signals: Signal[];
	encoding?: number;
	bits?: 8 | 16 | 24 | 32 | 64;
	/** Bytes of one PCM value of a channel. Default: as many as its bits need. */
	room?: number;
	dataSize?: number;
}

const round = (value: number, full: number): number => Math.max(-full, Math.min(full - 1, Math.round(value * full)));

function write(bytes: Buffer, at: number, value: number, bits: number, isFloat: boolean): void {
	if (isFloat) bits === 64 ? bytes.writeDoubleLE(value, at) : bytes.writeFloatLE(value, at);
	else if (bits === 8) bytes.writeUInt8(round(value, 128) + 128, at);
	else bytes.writeIntLE(round(value, 2 ** (bits - 1)), at, bits / 8);
}

/** A WAV with any number of channels. PCM values are at the high end of their bytes. */
export function recording({
	rate = 8000,
	seconds = 1,
	signals,
	encoding = 1,
	bits = 16,
	room = bits / 8,
	dataSize,
}: Recording): Buffer {
	const count = Math.round(rate * seconds);
	const block = room * signals.length;
	const header = Buffer.alloc(44);
	header.write('RIFF\0\0\0\0WAVEfmt \x10', 'latin1');
	header.writeUInt16LE(encoding, 20);
	header.writeUInt16LE(signals.length, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate * block, 28);
	header.writeUInt16LE(block, 32);
	header.writeUInt16LE(bits, 34);
	header.write('data', 36);
	header.writeUInt32LE(dataSize ?? count * block, 40);
	const sound = Buffer.alloc(count * block);
	for (let at = 0; at < count; at++) {
		signals.forEach((signal, channel) =>
			write(sound, at * block + channel * room + room - bits / 8, signal(at / rate), bits, encoding === 3),
		);
	}
	return Buffer.concat([header, sound]);
}
