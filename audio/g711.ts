import type { AudioStep } from './audioStep';

/** A PCM value without its sign, by one's complement as in ITU-T G.191: -1 is as near to silence as 0. */
const magnitudeOf = (sample: number): number => (sample < 0 ? ~sample : sample);

/** Segment, and step within it; `shift` is that of the segment's steps. */
const codeOf = (magnitude: number, segment: number, shift: number): number =>
	(segment << 4) | ((magnitude >> shift) & 15);

/** The µ-law code of a 16-bit PCM value (ITU-T G.711, table 2): all bits are inverted. */
const muLawOf = (sample: number): number => {
	const biased = Math.min(magnitudeOf(sample) + 132, 0x7fff);
	const segment = 24 - Math.clz32(biased);
	return (sample < 0 ? 0x7f : 0xff) ^ codeOf(biased, segment, segment + 3);
};

/** The A-law code of a 16-bit PCM value (ITU-T G.711, table 1): the even bits are inverted. */
const aLawOf = (sample: number): number => {
	const magnitude = magnitudeOf(sample);
	const segment = Math.max(0, 24 - Math.clz32(magnitude));
	return (sample < 0 ? 0x55 : 0xd5) ^ codeOf(magnitude, segment, Math.max(segment, 1) + 3);
};

/** The PCM value of a µ-law code: the middle of its step. */
const valueOfMuLaw = (code: number): number => {
	const bits = ~code & 0xff;
	const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
	return bits & 0x80 ? -magnitude : magnitude;
};

/** The PCM value of an A-law code: the middle of its step. */
const valueOfALaw = (code: number): number => {
	const bits = code ^ 0x55;
	const segment = (bits >> 4) & 7;
	const step = ((bits & 15) << 4) + 8;
	const magnitude = segment === 0 ? step : (step + 256) << (segment - 1);
	return bits & 0x80 ? magnitude : -magnitude;
};

/** Codes by the value's 16 bits: a table of 64 KB is five times as fast as computing each. */
const tableOf = (law: (sample: number) => number): Uint8Array =>
	Uint8Array.from({ length: 0x1_0000 }, (_, bits) => law((bits << 16) >> 16));

function encoder(law: (sample: number) => number): AudioStep {
	let table: Uint8Array | undefined;
	return async function* (source) {
		const codes = (table ??= tableOf(law));
		let rest: Uint8Array = Buffer.alloc(0);
		for await (const chunk of source) {
			const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
			const encoded = Buffer.allocUnsafe(bytes.length >> 1);
			for (let at = 0; at < encoded.length; at++) {
				encoded[at] = codes[bytes[2 * at]! | (bytes[2 * at + 1]! << 8)]!;
			}
			rest = bytes.subarray(encoded.length * 2);
			if (encoded.length > 0) yield encoded;
		}
	};
}

/**
 * Raw 16-bit little-endian PCM to µ-law, one byte for each value. Half a value at the end is dropped: such a stream was
 * cut, and the audio check has already refused it.
 */
export const encodeMuLaw: AudioStep = encoder(muLawOf);

/** The same to A-law. */
export const encodeALaw: AudioStep = encoder(aLawOf);

function decoder(valueOf: (code: number) => number): AudioStep {
	return async function* (source) {
		const values = Int16Array.from({ length: 256 }, (_, code) => valueOf(code));
		for await (const chunk of source) {
			const decoded = Buffer.allocUnsafe(chunk.length * 2);
			chunk.forEach((code, at) => void decoded.writeInt16LE(values[code] ?? 0, at * 2));
			yield decoded;
		}
	};
}

/** µ-law to raw 16-bit little-endian PCM. */
export const decodeMuLaw: AudioStep = decoder(valueOfMuLaw);

/** The same of A-law. */
export const decodeALaw: AudioStep = decoder(valueOfALaw);
