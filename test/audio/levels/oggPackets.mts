/** The packets of an Ogg file with one stream (RFC 3533, 6). */
export function oggPackets(file: Uint8Array): Buffer[] {
	const packets: Buffer[] = [];
	let pieces: Uint8Array[] = [];
	for (let page = 0; page + 27 <= file.length; ) {
		const sizes = file.subarray(page + 27, page + 27 + file[page + 26]!);
		let at = page + 27 + sizes.length;
		for (const size of sizes) {
			pieces.push(file.subarray(at, at + size));
			at += size;
			if (size < 255) packets.push(Buffer.concat(pieces.splice(0)));
		}
		page = at;
	}
	return packets;
}
