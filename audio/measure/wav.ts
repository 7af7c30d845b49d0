import { createWavLevels } from '../levels/wavCodes';
import { isPlaceholder, readFormat } from '../wav';
import type { Input, Reading } from './input';
import { cutIfShorter, nothingHeard, type Measured } from './measured';
import { measureMp3 } from './mp3';
import { createPcmMeter } from './pcmMeter';
import { pcmCodingOf } from './pcmCoding';
import type { NewMeter } from './sound';
import { trackBy } from './track';

/** What precedes the sound. */
interface Head extends ReturnType<typeof readFormat> {
	/** Samples of each channel in a block, if the format has blocks (ADPCM, GSM). */
	blockSamples: number;
	/** Samples of each channel in all, as a `fact` chunk states them; 0 without one. */
	count: number;
	/** Bytes of sound, as stated by the header. */
	dataSize: number;
}

/** Bytes of a `fmt ` chunk that are read. */
const formatLength = 48;

/**
 * Formats (RFC 2361) whose header states the samples of a block, behind the usual fields: MS and IMA ADPCM, GSM 6.10.
 */
const inBlocks = [0x02, 0x11, 0x31];
/**
 * Formats with two samples in a byte, whatever the header says: Yamaha's ADPCM, and G.722 under both of its numbers.
 */
const twoInByte = [0x20, 0x65, 0x28f];
/** MPEG audio frames. */
const mpeg = [0x50, 0x55];

/** Seconds that are judged, which takes a third of a second at most. */
const judgedSeconds = 300;

/** Chunks that follow the sound. If one follows at once, a size of 0 is true and not a placeholder. */
const behind = new RegExp(
	'^(LIST|JUNK|junk|PAD |FLLR|bext|iXML|id3 |ID3 |fact|cue |smpl|inst|PEAK|afsp|_PMX|minf|elm1|regn|umid|' +
		'DGDA|cart|levl)',
);

/** The size of the sound, which begins here. */
function* dataSizeOf(input: Input, stated: number, long: number): Reading<number> {
	if (!isPlaceholder(stated)) return stated;
	if (long > 0) return long;
	yield* input.need(8);
	return stated === 0 && behind.test(input.peek(8).toString('latin1')) ? 0 : Infinity;
}

/** The fields of a `fmt ` chunk. */
function formatOf(chunk: Buffer): Partial<Head> {
	const format = readFormat(new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), 0);
	return {
		...format,
		blockSamples: inBlocks.includes(format.encoding) && chunk.length >= 28 ? chunk.readUInt16LE(26) : 0,
	};
}

const noHead: Head = {
	encoding: 0,
	channels: 0,
	sampleRate: 0,
	bytesPerSecond: 0,
	blockSize: 0,
	bitsPerSample: 0,
	blockSamples: 0,
	count: 0,
	dataSize: 0,
};

/** Reads chunk by chunk up to the sound; undefined if there is none. */
function* readHead(input: Input): Reading<Head | undefined> {
	let head = noHead;
	let long = 0;
	input.skip(12);
	while (yield* input.need(8)) {
		const name = input.peek(4).toString('latin1');
		const size = input.peek(8).readUInt32LE(4);
		if (name === 'data') {
			input.skip(8);
			return { ...head, dataSize: yield* dataSizeOf(input, size, long) };
		}
		yield* input.need(Math.min(8 + size, formatLength));
		const chunk = input.peek(Math.min(8 + size, formatLength));
		if (name === 'fmt ' && chunk.length >= 24) head = { ...head, ...formatOf(chunk) };
		if (name === 'fact' && chunk.length >= 12) head = { ...head, count: chunk.readUInt32LE(8) };
		// RF64 and BW64 (EBU Tech 3306): the size of the sound in 64 bits, behind that of the file.
		if (name === 'ds64' && chunk.length >= 24) long = chunk.readUInt32LE(16) + chunk.readUInt32LE(20) * 2 ** 32;
		input.skip(8 + size);
		// Chunks begin at even offsets, but some writers forget the byte of padding.
		if (size % 2 === 1 && (yield* input.need(1)) && input.peek(1)[0] === 0) input.skip(1);
	}
	return undefined;
}

/** Seconds of `bytes` bytes of sound; undefined if the header does not show it. */
function lengthOf(
	{ encoding, channels, sampleRate, blockSize, bitsPerSample, bytesPerSecond, blockSamples, count }: Head,
	bytes: number,
): number | undefined {
	const block = blockSize || (channels * bitsPerSample) / 8;
	if (encoding === 1 || encoding === 3)
		return block > 0 && channels > 0 && sampleRate > 0 ? Math.floor(bytes / block) / sampleRate : undefined;
	if (blockSamples > 0 && block > 0 && sampleRate > 0) return ((bytes / block) * blockSamples) / sampleRate;
	if (twoInByte.includes(encoding) && channels > 0 && sampleRate > 0) return (bytes * 2) / channels / sampleRate;
	const byRate = bytesPerSecond > 0 ? bytes / bytesPerSecond : undefined;
	const byCount = count > 0 && sampleRate > 0 ? count / sampleRate : undefined;
	// The byte rate is a mean and the count exact, but a file that was cut still has its old count.
	if (byRate === undefined || byCount === undefined) return byRate ?? byCount;
	return byCount < byRate * 1.1 && byCount > byRate * 0.9 ? byCount : byRate;
}

/** Judges PCM, up to its end or as far as it is judged. */
function* soundOf(
	input: Input,
	{ encoding, channels, sampleRate, blockSize, bitsPerSample, dataSize }: Head,
	newMeter: NewMeter,
): Reading<Measured['sound']> {
	const coding = pcmCodingOf(encoding, (blockSize || (channels * bitsPerSample) / 8) / channels);
	if (!coding || channels === 0 || sampleRate === 0) return undefined;
	const meter = newMeter(judgedSeconds);
	const pcm = createPcmMeter({ coding, channels, sampleRate }, meter);
	for (let left = dataSize; left > 0 && meter.wants() && (yield* input.need(1)); ) {
		const bytes = input.rest(left);
		pcm.take(bytes);
		left -= bytes.length;
		input.skip(bytes.length);
	}
	return pcm.sound();
}

/** The same for samples that are coded in blocks. */
function* soundOfBlocks(input: Input, head: Head, newMeter: NewMeter): Reading<Measured['sound']> {
	const { blockSize, dataSize } = head;
	const track = trackBy(blockSize > 0 ? createWavLevels(head) : undefined, newMeter);
	for (let left = dataSize; left > 0 && track.wants() && (yield* input.need(1)); ) {
		yield* input.need(Math.min(blockSize, left));
		const block = input.peek(Math.min(blockSize, left));
		track.packet(block);
		left -= block.length;
		input.skip(block.length);
	}
	return track.sound();
}

/** Sizes from 2 GiB on are placeholders, whatever a recorder writes; no sample is as long. */
const longestSound = 0x7fff_0000;

/** Measures a WAV of `size` bytes. Beyond its header, no more is read than is judged. */
export function* measureWav(input: Input, size: number, newMeter: NewMeter): Reading<Measured> {
	// Big-endian, which is very rare: nothing is measured.
	if (input.peek(4).toString('latin1') === 'RIFX') return {};
	const head = yield* readHead(input);
	if (!head) return nothingHeard;
	const bytes = Math.max(0, Math.min(head.dataSize, size - input.position));
	if (bytes === 0) return nothingHeard;
	const isCut = head.dataSize > bytes && head.dataSize < longestSound;
	const promised = isCut ? lengthOf(head, head.dataSize) : undefined;
	if (mpeg.includes(head.encoding)) {
		const measured = yield* measureMp3(input, size, newMeter);
		return measured.lack ? measured : cutIfShorter(measured, promised);
	}
	// The count is that of the whole file.
	const seconds = lengthOf(isCut ? { ...head, count: 0 } : head, bytes);
	if (seconds === 0) return nothingHeard;
	const sound = (yield* soundOf(input, head, newMeter)) ?? (yield* soundOfBlocks(input, head, newMeter));
	return cutIfShorter({ seconds, sound }, promised);
}
