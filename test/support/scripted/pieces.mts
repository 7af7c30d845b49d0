/** Bytes in pieces of these sizes, which are repeated as long as needed. */
export function inPieces(bytes: Uint8Array, ...sizes: number[]): Uint8Array[] {
	const pieces: Uint8Array[] = [];
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
		pieces.push(bytes.subarray(at, at + size));
		at += size;
	}
	return pieces;
}
