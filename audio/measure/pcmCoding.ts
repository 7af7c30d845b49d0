/** How the PCM values of a WAV are written. */
export interface PcmCoding {
	/** Bytes of one value. */
	width: number;
	/** Reads `count` values, from -1 to 1, from the start of `bytes` into `into`. */
	read(bytes: Buffer, count: number, into: Float64Array): void;
	/** The smallest difference of two values. */
	step: number;
	isFloat: boolean;
}

/** A coding whose values `one` reads at an offset. */
const coding = (
	width: number,
	step: number,
	one: (bytes: Buffer, at: number) => number,
	isFloat = false,
): PcmCoding => ({
	width,
	step,
	isFloat,
	read: (bytes, count, into) => {
		for (let index = 0; index < count; index++) into[index] = one(bytes, index * width);
	},
});

/** Integers, by their bytes. */
const whole: Record<number, PcmCoding> = {
	1: coding(1, 1 / 128, (bytes, at) => (bytes[at]! - 128) / 128),
	2: coding(2, 1 / 0x8000, (bytes, at) => ((bytes[at]! | (bytes[at + 1]! << 8)) << 16) / 0x8000_0000),
	3: coding(
		3,
		1 / 0x80_0000,
		(bytes, at) => ((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) << 8) / 0x8000_0000,
	),
	4: coding(4, 1 / 0x8000_0000, (bytes, at) => bytes.readInt32LE(at) / 0x8000_0000),
};

// NaN counts as silence.
const floats: Record<number, PcmCoding> = {
	4: coding(4, 0, (bytes, at) => bytes.readFloatLE(at) || 0, true),
	8: coding(8, 0, (bytes, at) => bytes.readDoubleLE(at) || 0, true),
};

/** The 16-bit PCM value of a µ-law code (ITU-T G.711, table 2). */
const ofMuLaw = (inverted: number): number => {
	const code = ~inverted & 0xff;
	const height = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
	return code & 0x80 ? -height : height;
};

/** The same of an A-law code (table 1). */
const ofALaw = (inverted: number): number => {
	const code = inverted ^ 0x55;
	const segment = (code >> 4) & 7;
	const height = ((code & 15) << 4) + (segment > 0 ? 264 : 8);
	return (code & 0x80 ? 1 : -1) * (height << Math.max(0, segment - 1));
};

const law = (ofCode: (code: number) => number, step: number): PcmCoding => {
	const levels = Float64Array.from({ length: 256 }, (_, code) => ofCode(code) / 0x8000);
	return coding(1, step / 0x8000, (bytes, at) => levels[bytes[at]!]!);
};

/** The coding of PCM values, by format code (RFC 2361) and bytes of a value; undefined if it is unknown. */
export function pcmCodingOf(format: number, width: number): PcmCoding | undefined {
	if (format === 1) return whole[width];
	if (format === 3) return floats[width];
	if (width !== 1) return undefined;
	return format === 6 ? law(ofALaw, 16) : format === 7 ? law(ofMuLaw, 8) : undefined;
}
