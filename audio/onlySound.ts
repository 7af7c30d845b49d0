/** Bytes from `hdlr` to the end of the handler type (ISO 14496-12, 8.4.3; the same in QuickTime). */
const handlerLength = 16;

/**
 * Whether an MP4 or QuickTime file has a sound track and no picture track, by the handlers of its tracks. Reads the
 * whole file.
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
		// A copy: a view of a chunk would keep the whole chunk in memory.
		rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - handlerLength + 1)));
	}
	return kinds.has('soun') && !kinds.has('vide');
}
