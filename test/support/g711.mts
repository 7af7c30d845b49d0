/** A µ-law code by the Software Tool Library (ITU-T G.191, module G711), which counts segments in a loop. */
export function muLawReference(sample: number): number {
	const size = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff);
	let segment = 1;
	for (let left = size >> 6; left > 0; left >>= 1) segment++;
	const code = ((8 - segment) << 4) | (15 - ((size >> segment) & 15));
	return sample < 0 ? code : code | 0x80;
}
