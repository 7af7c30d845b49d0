import { bandsAt } from './aacBands';
import type { Channel } from './aacChannel';
import { aacRate } from './aacConfig';
import { readPacket } from './aacPacket';
import { shape } from './aacShaping';
import { aacSounds, frame } from './aacSound';
import type { Lapped } from './lapped';
import type { LevelDecoder, SoundBlock } from './levelDecoder';

/** Blocks are no longer than this, in seconds: a packet of a low rate takes longer than a pause between words. */
const longest = 0.0066;

/** Mean squares of a channel's sound, by blocks; the standard has 16-bit samples. */
function powersOf(sound: Float32Array, size: number): number[] {
	return Array.from({ length: sound.length / size }, (_, block) => {
		let sum = 0;
		for (let at = block * size; at < (block + 1) * size; at++) sum += sound[at]! ** 2;
		return sum / size / 32_768 ** 2;
	});
}

/**
 * Measures how loud AAC-LC is, and the lower half of the spectrum of HE-AAC (ISO 14496-3).
 * `config` is an AudioSpecificConfig, a packet is a raw_data_block.
 * Undefined if the object type cannot be read here.
 */
export function createAacLevels(config: Uint8Array): LevelDecoder | undefined {
	const rate = aacRate(config);
	if (!rate) return undefined;
	const layouts = bandsAt(rate);
	const createSound = aacSounds();
	const sounds: Lapped[] = [];
	const size = frame / 2 ** Math.ceil(Math.log2(frame / rate / longest));
	let isLost = false;

	const heard = ({ windows, shaping, spectrum }: Channel, channel: number): number[] => {
		shaping.forEach((filters, window) => shape(spectrum, window * windows.bands.width, filters));
		return powersOf((sounds[channel] ??= createSound())(windows, spectrum), size);
	};
	return {
		packet(bytes): SoundBlock[] | undefined {
			const channels = isLost ? undefined : readPacket(bytes, layouts);
			isLost = !channels;
			const powers = channels?.map(heard);
			const blocks = Array.from({ length: frame / size }, (_, block) =>
				Math.max(0, ...(powers ?? []).map((all) => all[block]!)),
			);
			return powers && blocks.map((power) => ({ seconds: size / rate, power }));
		},
	};
}
