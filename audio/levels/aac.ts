import { bandsAt } from './aacBands';
import type { Channel } from './aacChannel';
import { aacConfig } from './aacConfig';
import { readPacket } from './aacPacket';
import { shape } from './aacShaping';
import type { LevelDecoder, SoundBlock } from './levelDecoder';

/** Mean squares of a packet's first and second half. */
type Halves = [first: number, second: number];

const energy = (spectrum: Float32Array): number => spectrum.reduce((sum, value) => sum + value * value, 0);

/** A transform keeps energy: of `frame` samples of ±1, whose standard transform is of ±32768 and 2 · `frame` times as strong. */
function halvesOf({ windows, shaping, spectrum }: Channel): Halves {
	const { isShort, frame, bands } = windows;
	shaping.forEach((filters, window) => shape(spectrum, window * bands.width, filters));
	const middle = frame / 2;
	const whole = 2 * frame * frame * 32_768 ** 2;
	if (!isShort) {
		const power = energy(spectrum) / whole;
		return [power, power];
	}
	const power = (part: Float32Array) => (energy(part) * 16) / whole;
	return [power(spectrum.subarray(0, middle)), power(spectrum.subarray(middle))];
}

/**
 * Tells how loud AAC-LC is, and the lower half of what HE-AAC has. `config` is an AudioSpecificConfig, a packet is a raw_data_block (ISO 14496-3).
 * Undefined where objects are of a type that it cannot read.
 */
export function createAacLevels(config: Uint8Array): LevelDecoder | undefined {
	const track = aacConfig(config);
	if (!track) return undefined;
	const { rate, frame } = track;
	const layouts = bandsAt(rate, frame);
	const seconds = frame / 2 / rate;
	let before = 0;
	let isLost = false;
	return {
		packet(bytes): SoundBlock[] | undefined {
			const channels = isLost ? undefined : readPacket(bytes, layouts);
			isLost = !channels;
			if (!channels) return undefined;
			const halves = channels.map(halvesOf);
			// A window reaches over two frames, and is strongest where they meet: its first half is heard in this frame, its second in the next one.
			const blocks = [before, Math.max(0, ...halves.map(([first]) => first))].map((power) => ({ seconds, power }));
			before = Math.max(0, ...halves.map(([, second]) => second));
			return blocks;
		},
	};
}
