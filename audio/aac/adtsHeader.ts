import { aacRates } from './rates';

/** Bytes of an ADTS header without its checksum. */
export const adtsHeaderLength = 7;

/** The header of a bare AAC frame (ADTS, ISO 13818-7, 6.2). */
export interface AdtsHeader {
	/** Bytes of the frame with its header. */
	length: number;
	/** Seconds of sound in the frame. */
	seconds: number;
	/** Bytes of the header, with its checksum. */
	headLength: number;
	/** The same for all frames of a stream: version, profile, rate and channels. */
	stream: number;
}

/** Whether an ADTS header may begin at `at`: sync and layer 0, as far as `bytes` reach. */
export const mayBeAdts = (bytes: Uint8Array, at: number): boolean =>
	(bytes[at] ?? 0xff) === 0xff && ((bytes[at + 1] ?? 0xf0) & 0xf6) === 0xf0;

/** Reads the ADTS header at `at`; undefined if there is none, or only a part of it. */
export function readAdtsHeader(bytes: Uint8Array, at = 0): AdtsHeader | undefined {
	if (at + adtsHeaderLength > bytes.length || !mayBeAdts(bytes, at)) return undefined;
	const [, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0] = bytes.subarray(at, at + 7);
	const rate = aacRates[(third >> 2) & 15];
	const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
	const headLength = adtsHeaderLength + (second & 1 ? 0 : 2);
	if (!rate || length < adtsHeaderLength) return undefined;
	const stream = (second << 16) | ((third & 0xfd) << 8) | (fourth & 0xc0);
	return { length, seconds: (((seventh & 3) + 1) * 1024) / rate, headLength, stream };
}
