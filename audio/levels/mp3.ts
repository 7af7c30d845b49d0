import { Bits } from '../bits';
import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { granule, layoutsAt, type Band, type Layouts } from './mp3Bands';
import { mp3Header, type Mp3Header } from './mp3Header';
import { readScales, type Scales } from './mp3Scales';
import { readSide, type Side } from './mp3Side';
import { readSpectrum } from './mp3Spectrum';
import { separate } from './mp3Stereo';

/** How far back a frame may begin, in bytes. */
const maxBack = 511;

/** Mean square: a transform keeps energy, but the standard's has 18 coefficients in long windows and 6 in short ones, and evens out neither. */
function powerOf(spectrum: Float32Array, bands: Band[]): number {
	let power = 0;
	for (const { start, end, window } of bands) {
		let sum = 0;
		for (let at = start; at < end; at++) sum += spectrum[at]! ** 2;
		power += sum / (window === undefined ? 2 : 6);
	}
	return power;
}

/** A frame that holds a table of the file, and no sound. */
function isTable(bytes: Uint8Array, { main, side }: Mp3Header): boolean {
	const has = (name: string, at: number) => Array.from(name).every((letter, place) => bytes[at + place] === letter.charCodeAt(0));
	// Some writers leave no room for a checksum that the header promises.
	return [main, main - side + 4].some((at) => has('Xing', at) || has('Info', at)) || has('VBRI', 36);
}

/** Tells how loud MPEG-1, 2 and 2.5 layer III is. A packet is a frame with its header (ISO 11172-3, ISO 13818-3). */
export function createMp3Levels(): LevelDecoder {
	/** The end of the sound's bytes so far. */
	let behind: Uint8Array = new Uint8Array(0);
	let known: { rate: number; layouts: Layouts } | undefined;
	let before = 0;
	let isLost = false;

	const powersOf = (header: Mp3Header, granules: Side[][], main: Uint8Array): number[] => {
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
			return Math.max(...spectra.map((spectrum, channel) => powerOf(spectrum, sides[channel]!.bands)));
		});
	};
	const heard = (bytes: Uint8Array, header: Mp3Header): number[] => {
		if (known?.rate !== header.rate) known = { rate: header.rate, layouts: layoutsAt(header.rate) };
		const { back, granules } = readSide(bytes.subarray(header.side), header, known.layouts);
		const held = Buffer.concat([behind, bytes.subarray(header.main)]);
		const start = behind.length - back;
		behind = held.subarray(-maxBack);
		// The first frames of a part that was cut out begin in bytes that are not there.
		return start < 0 ? granules.map(() => 0) : powersOf(header, granules, held.subarray(start));
	};
	return {
		packet(bytes): SoundBlock[] | undefined {
			const header = isLost ? undefined : mp3Header(bytes);
			isLost = !header;
			if (!header) return undefined;
			if (isTable(bytes, header)) return [];
			return heard(bytes, header).map((next) => {
				// A decoder's filters hold a granule back for nearly its length.
				const power = before;
				before = next;
				return { seconds: granule / header.rate, power };
			});
		},
	};
}
