import type { WavHeader } from '../wav';

/** Bytes of silence that are passed on at a time. */
const chunkLength = 64 * 1024;

/** The byte of silence, by encoding: A-law and µ-law (ITU-T G.711), unsigned PCM of 8 bits, and all others. */
function silentByte({ encoding, bitsPerSample }: WavHeader): number {
	if (encoding === 6) return 0xd5;
	if (encoding === 7) return 0xff;
	return encoding === 1 && bitsPerSample === 8 ? 0x80 : 0;
}

/** Chunks of silence by their byte. A film has silence for hours: making each anew takes longer than storing it. */
const chunks = new Map<number, Uint8Array>();

function chunkOf(byte: number): Uint8Array {
	const chunk = chunks.get(byte) ?? Buffer.alloc(chunkLength, byte);
	chunks.set(byte, chunk);
	return chunk;
}

/** Yields `bytes` bytes of silence in the encoding of a WAV. Its chunks are shared: they must not be changed. */
export function* silentBytes(header: WavHeader, bytes: number): Generator<Uint8Array> {
	const chunk = chunkOf(silentByte(header));
	for (let left = bytes; left > 0; left -= chunkLength) yield chunk.subarray(0, Math.min(left, chunkLength));
}
