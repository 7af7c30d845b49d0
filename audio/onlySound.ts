/** Bytes from the letters `hdlr` to the end of the kind that they tell (ISO 14496-12, 8.4.3; QuickTime alike). */
const handlerLength = 16;

/**
 * Whether an MP4 or QuickTime file has a track of sound and none of picture, by the handlers of its tracks. It is read
 * to its end.
 */
export async function hasOnlySound(source: AsyncIterable<Uint8Array>): Promise<boolean> {
	const kinds = new Set<string>();
	let rest = Buffer.alloc(0);
	for await (const chunk of source) {
		const bytes = Buffer.concat([rest, chunk]);
		for (
			let at = bytes.indexOf('hdlr');
			at >= 0 && at + handlerLength <= bytes.length;
			at = bytes.indexOf('hdlr', at + 4)
		) {
			kinds.add(bytes.toString('latin1', at + 12, at + handlerLength));
		}
		// Of its own: a part of a chunk would hold all of it.
		rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - handlerLength + 1)));
	}
	return kinds.has('soun') && !kinds.has('vide');
}
