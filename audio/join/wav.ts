import { misfit, otherRate, type Join, type Joining, type OpenPart } from './parts';
import { createSilence, plannedSilence, type CountSilence } from './silence';
import { readWavHeader, repairedWavHeader, unsizedWavHeader, type WavHeader } from '../wav';
import { createWavSound, type WavStart } from '../wavSound';
import { silentBytes } from './wavSilence';

const shapeOf = ({ sampleRate, channels, encoding, bitsPerSample }: WavHeader): string =>
	[sampleRate, channels, encoding, bitsPerSample].join();

/** The header of the first part, for the sound of all parts; with placeholders if the size is unknown. */
function joinedHeader(head: Uint8Array, wav: WavHeader, soundBytes: number | undefined): Uint8Array {
	const unsized = unsizedWavHeader(head, wav);
	if (soundBytes === undefined) return unsized;
	return repairedWavHeader(unsized, unsized.length + soundBytes) ?? unsized;
}

/**
 * Bytes of one sample of all channels, and of a second. A header that leaves them out means 16-bit PCM of one channel.
 */
function ratesOf(
	{ sampleRate, blockSize, bytesPerSecond }: WavHeader,
	joining: Pick<Joining, 'sampleRate'>,
): { block: number; perSecond: number } {
	const block = blockSize || 2;
	return { block, perSecond: bytesPerSecond || (sampleRate || joining.sampleRate) * block };
}

const wholeBlocks = (bytes: number, block: number): number => bytes - (bytes % block);

/**
 * Bytes of sound in a WAV of `bytes` bytes, cut to complete samples; undefined if `head` does not reach to the sound.
 */
export function wavSoundBytes(head: Uint8Array, bytes: number): number | undefined {
	const wav = readWavHeader(head);
	return wav && wholeBlocks(Math.min(wav.dataSize ?? Infinity, bytes - wav.dataOffset), wav.blockSize || 2);
}

/** The length of a WAV's sound that is known beforehand. */
export interface KnownWav {
	head: Uint8Array;
	/** Of its sound, as `wavSoundBytes` gives them. */
	soundBytes: number;
}

/** Bytes of all silence between these parts. */
export function silentWavBytes(parts: KnownWav[], joining: Pick<Joining, 'sampleRate' | 'silence'>): number {
	const header = parts[0] && readWavHeader(parts[0].head);
	if (!header) return 0;
	const { block, perSecond } = ratesOf(header, joining);
	const lengths = parts.map(({ soundBytes }) => soundBytes / block);
	return plannedSilence(lengths, block / perSecond, joining.silence).reduce((sum, count) => sum + count * block, 0);
}

/** Passes on complete samples and drops an incomplete one at the end: it would turn everything behind it into noise. */
function createBlocks(): (sound: Uint8Array, block: number) => Uint8Array {
	let rest = Buffer.alloc(0);
	return (sound, block) => {
		const all = rest.length > 0 ? Buffer.concat([rest, sound]) : sound;
		const whole = wholeBlocks(all.length, block);
		rest = Buffer.from(all.subarray(whole));
		return all.subarray(0, whole);
	};
}

/** A piece of a part's sound in complete samples. The first one comes as soon as the header has. */
interface Piece {
	start: WavStart;
	sound: Uint8Array;
}

/** The sound of a part. Fails if the part is not WAV. */
async function* soundOf(open: OpenPart, part: number, joining: Joining): AsyncGenerator<Piece> {
	const wav = createWavSound();
	const inBlocks = createBlocks();
	for await (const chunk of open()) {
		const taken = wav.take(chunk);
		const start = wav.start();
		if (wav.isOther()) break;
		if (start) yield { start, sound: inBlocks(taken, ratesOf(start.header, joining).block) };
	}
	if (!wav.start()) throw misfit(part, 'is not WAV');
}

/** Counts the samples of the joined sound. */
function createWavTrack(joining: Joining) {
	let first: { header: WavHeader; shape: string; block: number; perSecond: number } | undefined;
	let unit = 0;
	let countSilence: CountSilence | undefined;
	let bytes = 0;
	return {
		seconds: (): number => (first ? bytes / first.perSecond : 0),
		/** The header of the joined sound, at its first part. Fails if a part does not fit the first. */
		*take({ head, header }: WavStart, part: number): Generator<Uint8Array> {
			const shape = shapeOf(header);
			if (first && shape !== first.shape) throw otherRate(part);
			if (first) return;
			first = { header, shape, ...ratesOf(header, joining) };
			unit = first.block / first.perSecond;
			countSilence = createSilence(unit, joining.silence);
			yield joinedHeader(head, header, joining.soundBytes);
		},
		/** Counts sound. */
		add: (sound: Uint8Array): void => void (bytes += sound.length),
		/** The silence before a part, or after the last one. */
		*silenceBefore(part: number): Generator<Uint8Array> {
			if (!first || !countSilence) return;
			// Reckoned as in `silentWavBytes`: rounding must give the same there.
			const silent = countSilence(part, (bytes / first.block) * unit) * first.block;
			bytes += silent;
			yield* silentBytes(first.header, silent);
		},
	};
}

/** Joins WAVs: one header, then the sound of all parts. */
export const joinWav: Join = async function* (parts, joining) {
	const track = createWavTrack(joining);
	for (const [part, open] of parts.entries()) {
		let begin: number | undefined;
		for await (const { start, sound } of soundOf(open, part, joining)) {
			if (begin === undefined) {
				yield* track.take(start, part);
				yield* track.silenceBefore(part);
				begin = track.seconds();
			}
			track.add(sound);
			if (sound.length > 0) yield sound;
		}
		joining.onPart({ start: begin ?? 0, end: track.seconds() });
	}
	yield* track.silenceBefore(parts.length);
	joining.onEnd?.(track.seconds());
};
