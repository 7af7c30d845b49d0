import { Bits } from '../bits';
import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { layoutsAt, type Layouts } from './mp3Bands';
import { mp3Header, type Mp3Header } from './mp3Header';
import { readScales, type Scales } from './mp3Scales';
import { readSide, type Side } from './mp3Side';
import { createPowers, type Mp3Powers } from './mp3Powers';
import { readSpectrum } from './mp3Spectrum';
import { separate } from './mp3Stereo';

/** How far back a frame may begin, in bytes. */
const maxBack = 511;

/** Blocks are no longer than this, in seconds. */
const longest = 0.0066;

/** Slots of 32 samples in a block. */
const sizeAt = (rate: number): number => [9, 6, 3, 2].find((size) => (size * 32) / rate <= longest) ?? 1;

/** A frame that holds a table about the file instead of sound. */
function isTable(bytes: Uint8Array, { main, side }: Mp3Header): boolean {
	const has = (name: string, at: number) =>
		Array.from(name).every((letter, place) => bytes[at + place] === letter.charCodeAt(0));
	// Some writers leave no room for a checksum that the header promises.
	return [main, main - side + 4].some((at) => has('Xing', at) || has('Info', at)) || has('VBRI', 36);
}

/** Measures how loud MPEG-1, 2 and 2.5 layer III is. A packet is a frame with its header (ISO 11172-3, ISO 13818-3). */
export function createMp3Levels(): LevelDecoder {
	/** The end of the sound's bytes so far. */
	let behind: Uint8Array = new Uint8Array(0);
	let known: { rate: number; size: number; layouts: Layouts; channels: Mp3Powers[] } | undefined;
	let isLost = false;

	const knownAt = (rate: number) => {
		if (known?.rate !== rate) {
			const size = sizeAt(rate);
			known = { rate, size, layouts: layoutsAt(rate), channels: [createPowers(size), createPowers(size)] };
		}
		return known;
	};
	const powersOf = (header: Mp3Header, granules: Side[][], channels: Mp3Powers[], main: Uint8Array): number[][] => {
		let at = 0;
		const scales: Array<Scales | undefined> = [];
		return granules.map((sides) => {
			const spectra = sides.map((side, channel) => {
				const bits = new Bits(main, Math.min(at + side.bits, main.length * 8));
				bits.at = at;
				at += side.bits;
				const isPosition = header.isPositioned && channel === 1;
				scales[channel] = readScales(bits, side, header.isFirstVersion, isPosition, scales[channel]);
				return readSpectrum(bits, side, scales[channel]);
			});
			const [left, right] = spectra;
			if (left && right) separate(header, sides[1]!, scales[1]!, left, right);
			const powers = spectra.map((spectrum, channel) => channels[channel]!(spectrum, sides[channel]!));
			return powers[0]!.map((_, block) => Math.max(...powers.map((all) => all[block]!)));
		});
	};
	const heard = (bytes: Uint8Array, header: Mp3Header): SoundBlock[] => {
		const { size, layouts, channels } = knownAt(header.rate);
		const { back, granules } = readSide(bytes.subarray(header.side), header, layouts);
		const held = Buffer.concat([behind, bytes.subarray(header.main)]);
		const start = behind.length - back;
		behind = held.subarray(-maxBack);
		// The first frames of an excerpt begin in bytes that are missing, so their level is unknown.
		if (start < 0) return [];
		const seconds = (size * 32) / header.rate;
		return powersOf(header, granules, channels, held.subarray(start))
			.flat()
			.map((power) => ({ seconds, power }));
	};
	return {
		packet(bytes): SoundBlock[] | undefined {
			const header = isLost ? undefined : mp3Header(bytes);
			isLost = !header;
			if (!header) return undefined;
			return isTable(bytes, header) ? [] : heard(bytes, header);
		},
	};
}
