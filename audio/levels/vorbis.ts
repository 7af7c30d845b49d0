import type { LevelDecoder, SoundBlock } from './levelDecoder';
import { bitsOf, LowFirstBits } from './lowFirstBits';
import { readCurve } from './vorbisFloor';
import { readResidues } from './vorbisResidue';
import { readIdentification, readSetup, type Mapping, type Mode, type VorbisStream } from './vorbisSetup';

/** Undoes the coupling of two channels (Vorbis I, 4.3.5). */
function uncouple(magnitudes: Float32Array, angles: Float32Array): void {
	for (let at = 0; at < magnitudes.length; at++) {
		const magnitude = magnitudes[at]!;
		const angle = angles[at]!;
		const other = magnitude > 0 ? magnitude - Math.abs(angle) : magnitude + Math.abs(angle);
		magnitudes[at] = angle > 0 ? magnitude : other;
		angles[at] = angle > 0 ? other : magnitude;
	}
}

/** The spectra of a packet, without their curves (4.3.4, 4.3.5). */
function readSpectra(
	bits: LowFirstBits,
	{ couplings, submapOf, submaps }: Mapping,
	length: number,
	isHeard: boolean[],
): Float32Array[] {
	const isCoded = [...isHeard];
	for (const { magnitude, angle } of couplings) {
		if (isCoded[magnitude] || isCoded[angle]) isCoded[magnitude] = isCoded[angle] = true;
	}
	const spectra = isHeard.map(() => new Float32Array(length));
	for (const [submap, { residue }] of submaps.entries()) {
		const isOurs = (_: unknown, channel: number): boolean => submapOf[channel] === submap;
		readResidues(bits, residue, spectra.filter(isOurs), isCoded.filter(isOurs));
	}
	for (const { magnitude, angle } of couplings.toReversed()) uncouple(spectra[magnitude]!, spectra[angle]!);
	return spectra;
}

/** Mean square of the sound of a spectrum: the windows and their overlaps keep its power (Parseval). */
function powerOf(spectrum: Float32Array, curve: Float32Array | undefined): number {
	if (!curve) return 0;
	let sum = 0;
	for (let at = 0; at < curve.length; at++) sum += (spectrum[at]! * curve[at]!) ** 2;
	return sum / 2;
}

/**
 * The power of a packet of sound, and the number of samples between the middles of its overlaps (4.3). Undefined if it
 * cannot be read.
 */
function readSound(bits: LowFirstBits, modes: Mode[], { windows }: VorbisStream) {
	const mode = modes[bits.read(bitsOf(modes.length - 1))];
	if (!mode) return undefined;
	const { isLong, mapping } = mode;
	const samples = windows[isLong ? 1 : 0] / 2;
	if (isLong) bits.at += 2;
	const curves = mapping.submapOf.map((submap) => readCurve(bits, mapping.submaps[submap]!.floor, samples));
	const spectra = readSpectra(bits, mapping, samples, curves.map(Boolean));
	const power = Math.max(...spectra.map((spectrum, channel) => powerOf(spectrum, curves[channel])));
	return Number.isFinite(power) ? { samples, power } : undefined;
}

/**
 * Measures how loud Vorbis is. The packets are the three headers, then the sound (Vorbis I, 4); new headers begin a new
 * stream. It sums up the spectra and does not turn them into samples.
 */
export function createVorbisLevels(): LevelDecoder {
	let stream: VorbisStream | undefined;
	let modes: Mode[] | undefined;
	let isFirst = true;
	let isLost = false;

	const readHeader = (bytes: Uint8Array): SoundBlock[] | undefined => {
		if (bytes[0] === 1) {
			stream = readIdentification(bytes);
			modes = undefined;
			isFirst = true;
		}
		if (bytes[0] === 5) modes = stream && readSetup(bytes, stream);
		return (bytes[0] === 5 ? modes : stream) && [];
	};
	const readBlock = (bytes: Uint8Array): SoundBlock[] | undefined => {
		const bits = new LowFirstBits(bytes);
		bits.at = 1;
		const sound = modes && stream && readSound(bits, modes, stream);
		if (!sound || !stream) return undefined;
		// The first half of the first window is not played.
		const seconds = (isFirst ? sound.samples / 2 : sound.samples) / stream.sampleRate;
		isFirst = false;
		return [{ seconds, power: sound.power }];
	};

	return {
		packet(bytes) {
			if (isLost) return undefined;
			if (bytes.length === 0) return [];
			const blocks = bytes[0]! & 1 ? readHeader(bytes) : readBlock(bytes);
			isLost = !blocks;
			return blocks;
		},
	};
}
