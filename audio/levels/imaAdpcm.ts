/** Sizes of a step (IMA Digital Audio Doc-Pack, 1992). */
const steps = [
	7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
	130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
	1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
	7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289, 16_818, 18_500, 20_350, 22_385, 24_623, 27_086,
	29_794, 32_767,
];

/** By how many places the step index moves, by code without its sign. */
const moves = [-1, -1, -1, -1, 2, 4, 6, 8];

export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/**
 * Decodes a block of IMA ADPCM (RFC 2361, 0x11) to 16-bit samples by channel: a sample and the step index of each
 * channel, then eight codes of each in turn, the lower bits first.
 */
export function readImaBlock(bytes: Uint8Array, channels: number): number[][] {
	const block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const groups = Math.floor(block.byteLength / channels / 4);
	return Array.from({ length: groups > 0 ? channels : 0 }, (_, channel) => {
		let sample = block.getInt16(channel * 4, true);
		let place = clamp(block.getUint8(channel * 4 + 2), 0, 88);
		const samples = [sample];
		for (let code = 8; code < groups * 8; code++) {
			const byte = block.getUint8(((code >> 3) * channels + channel) * 4 + ((code >> 1) & 3));
			const bits = code % 2 ? byte >> 4 : byte & 15;
			const difference = ((2 * (bits & 7) + 1) * steps[place]!) >> 3;
			sample = clamp(bits & 8 ? sample - difference : sample + difference, -0x8000, 0x7fff);
			place = clamp(place + moves[bits & 7]!, 0, 88);
			samples.push(sample);
		}
		return samples;
	});
}
