import type { Input, Reading } from './input';

/** Length of the ID3v2 tag that begins here, without a footer (ID3v2.4, 3.1: a size of four times seven bits). */
export const id3Length = (head: Uint8Array): number =>
	10 + [6, 7, 8, 9].reduce((size, at) => (size << 7) | ((head[at] ?? 0) & 0x7f), 0);

/** The size of a tag that begins here and may hold what looks like frames, such as a picture; 0 where none begins. */
export function tagLength(bytes: Buffer): number {
	const name = bytes.toString('latin1', 0, 8);
	if (name.startsWith('ID3') && bytes[3]! >= 2 && bytes[3]! <= 4) return id3Length(bytes) + (bytes[5]! & 0x10 ? 10 : 0);
	// APEv2: items and footer, and a header of 32 bytes if this is it.
	if (name === 'APETAGEX') return bytes[23]! & 0x20 ? 32 + bytes.readUInt32LE(12) : 32;
	if (name.startsWith('TAG+')) return 227;
	return name.startsWith('TAG') ? 128 : 0;
}

/** Passes over the tags that stand here. */
export function* skipTags(input: Input): Reading<void> {
	while (yield* input.need(32)) {
		const length = tagLength(input.peek(32));
		if (length === 0) return;
		input.skip(length);
	}
}
