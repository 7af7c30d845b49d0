import type { AudioStep } from './audioStep';

/** Size of a sample without its sign, by one's complement as in ITU-T G.191: so -1 is as near to silence as 0. */
const magnitudeOf = (sample: number): number => (sample < 0 ? ~sample : sample);

/** Segment and step within it; `base` is the shift of the smallest steps. */
const codeOf = (magnitude: number, segment: number, shift: number): number =>
	(segment << 4) | ((magnitude >> shift) & 15);

/** The µ-law code of a 16-bit sample (ITU-T G.711, table 2): all bits are inverted. */
const muLawOf = (sample: number): number => {
	const biased = Math.min(magnitudeOf(sample) + 132, 0x7fff);
	const segment = 24 - Math.clz32(biased);
	return (sample < 0 ? 0x7f : 0xff) ^ codeOf(biased, segment, segment + 3);
};

/** The A-law code of a 16-bit sample (ITU-T G.711, table 1): the even bits are inverted. */
const aLawOf = (sample: number): number => {
	const magnitude = magnitudeOf(sample);
	const segment = Math.max(0, 24 - Math.clz32(magnitude));
	return (sample < 0 ? 0x55 : 0xd5) ^ codeOf(magnitude, segment, Math.max(segment, 1) + 3);
};

/** Codes by the sample's 16 bits: five times as fast as working each out, for 64 KB. */
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
 * Raw 16-bit little-endian samples to µ-law, one byte each. Half a sample at the end is left out: such a stream was
 * cut, and the audio check has refused it before.
 */
export const encodeMuLaw: AudioStep = encoder(muLawOf);

/** The same to A-law. */
export const encodeALaw: AudioStep = encoder(aLawOf);
