import { clamp } from './imaAdpcm';

/**
 * Predictors by number, in 256ths: of the last sample and the one before (Microsoft Multimedia Standards Update, 1994).
 */
const predictors = [
	[256, 0],
	[512, -256],
	[0, 0],
	[192, 64],
	[240, 0],
	[460, -208],
	[392, -232],
] as const;

/** The factor of the step, in 256ths, by code. */
const growths = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];

/**
 * Decodes a block of Microsoft ADPCM (RFC 2361, 0x02) to 16-bit samples by channel: the predictors, steps, last and
 * first samples of all channels, then a code of each in turn, the higher bits first.
 */
export function readMsBlock(bytes: Uint8Array, channels: number): number[][] {
	const block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const codes = Math.floor((2 * block.byteLength) / channels) - 14;
	return Array.from({ length: codes > 0 ? channels : 0 }, (_, channel) => {
		const [first, second] = predictors[block.getUint8(channel)] ?? predictors[0];
		const word = (place: number): number => block.getInt16(channels + (place * channels + channel) * 2, true);
		let step = word(0);
		let last = word(1);
		let before = word(2);
		const samples = [before, last];
		for (let at = channel; at < codes * channels; at += channels) {
			const byte = block.getUint8(7 * channels + (at >> 1));
			const code = at % 2 ? byte & 15 : byte >> 4;
			const predicted = Math.trunc((last * first + before * second) / 256);
			before = last;
			last = clamp(predicted + (code < 8 ? code : code - 16) * step, -0x8000, 0x7fff);
			step = clamp((growths[code]! * step) >> 8, 16, 2 ** 21);
			samples.push(last);
		}
		return samples;
	});
}
