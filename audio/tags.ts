/** Length of the ID3v2 tag that begins here, without a footer (ID3v2.4, 3.1: a size of four times seven bits). */
export const id3Length = (head: Uint8Array): number =>
	10 + [6, 7, 8, 9].reduce((size, at) => (size << 7) | ((head[at] ?? 0) & 0x7f), 0);

/**
 * Bytes of the tag that begins here: ID3v2, APEv2, ID3v1 or its extension; 0 if there is none. A tag may hold what
 * looks like frames, such as a picture. 32 bytes of it are enough.
 */
export function tagLength(bytes: Buffer): number {
	const name = bytes.toString('latin1', 0, 8);
	if (name.startsWith('ID3') && bytes[3]! >= 2 && bytes[3]! <= 4) return id3Length(bytes) + (bytes[5]! & 0x10 ? 10 : 0);
	// APEv2: the stated size covers items and footer; a header takes another 32 bytes.
	if (name === 'APETAGEX') return bytes[23]! & 0x20 ? 32 + bytes.readUInt32LE(12) : 32;
	if (name.startsWith('TAG+')) return 227;
	return name.startsWith('TAG') ? 128 : 0;
}
