import { fileTypeOf, headLength } from '../audio/fileType';
import { createFrameWalk, readMpegFrame } from '../audio/frames';
import { readWavHeader, type WavHeader } from '../audio/wav';

/** What a recording sounds like. Levels in dBFS: 0 is the loudest there can be, silence is -Infinity. */
export interface Sound {
	peak: number;
	/** Mean level (RMS) of what is not silent; of all where all is. */
	level: number;
	/** Share of samples at full scale, 0–1. */
	clippedShare: number;
	/** Share of the time that is silent, 0–1. */
	silentShare: number;
}

/** What is known of a recording that a voice is made from. */
export interface SampleFacts {
	seconds: number;
	/** Only of WAV. */
	sound?: Sound;
}

/** Takes a recording as it comes. */
export interface Meter {
	take(chunk: Uint8Array): void;
	/** What has been measured, at the end of the recording; undefined of one that is not measured. */
	end(): SampleFacts | undefined;
}

/** Most bytes before the sound of a WAV: some recorders put titles and pictures there. */
const mostHead = 1024 * 1024;
/** As much sound is judged to be silent or not at a time, in seconds. */
const windowSeconds = 0.05;
/** As much of the sound is judged, in seconds; of the rest only the length matters. To judge a gigabyte takes longer than to send it. */
const judgedSeconds = 300;
/** dBFS; a quiet room is recorded below. */
const silence = -50;

/** Samples as large are taken to have been cut off there. */
const fullScale = 0.999;

const decibels = (square: number): number => 10 * Math.log10(square);

/** Reads a sample as -1 to 1. */
type ReadSample = (view: DataView, at: number) => number;

/** By encoding and bits (RFC 2361). */
const readers: Record<string, ReadSample> = {
	'1 8': (view, at) => (view.getUint8(at) - 128) / 128,
	'1 16': (view, at) => view.getInt16(at, true) / 0x8000,
	'1 24': (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 0x1_0000) / 0x80_0000,
	'1 32': (view, at) => view.getInt32(at, true) / 0x8000_0000,
	// What is no number makes no sound.
	'3 32': (view, at) => view.getFloat32(at, true) || 0,
};

function createLevelMeter(wav: WavHeader, readSample: ReadSample): Meter {
	const width = wav.bitsPerSample / 8;
	const rate = wav.sampleRate * wav.channels;
	const windowSize = Math.ceil(rate * windowSeconds);
	const silentSquare = 10 ** (silence / 10);
	let rest: Uint8Array = Buffer.alloc(0);
	let left = wav.dataSize ?? Infinity;
	let size = 0;
	let unjudged = Math.ceil(judgedSeconds / windowSeconds) * windowSize * width;
	let peak = 0;
	let clipped = 0;
	/** Sums of squares and counts of samples: of this window, of silent ones, of others. */
	let sum = 0;
	let count = 0;
	const silent = { sum: 0, count: 0 };
	const loud = { sum: 0, count: 0 };

	const closeWindow = (): void => {
		const to = sum < silentSquare * count ? silent : loud;
		to.sum += sum;
		to.count += count;
		sum = 0;
		count = 0;
	};

	const judge = (sound: Uint8Array): void => {
		const bytes = rest.length > 0 ? Buffer.concat([rest, sound]) : sound;
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		let at = 0;
		for (; at + width <= bytes.length; at += width) {
			const height = Math.abs(readSample(view, at));
			if (height > peak) peak = height;
			if (height >= fullScale) clipped++;
			sum += height * height;
			if (++count === windowSize) closeWindow();
		}
		rest = bytes.subarray(at);
	};

	return {
		take(chunk) {
			const sound = chunk.subarray(0, left);
			left -= sound.length;
			size += sound.length;
			const judged = sound.subarray(0, unjudged);
			unjudged -= judged.length;
			if (judged.length > 0) judge(judged);
		},
		end() {
			closeWindow();
			const all = silent.count + loud.count;
			const judged = loud.count > 0 ? loud : silent;
			const share = (part: number): number => (all > 0 ? part / all : 0);
			const sound = {
				peak: decibels(peak ** 2),
				level: decibels(judged.count > 0 ? judged.sum / judged.count : 0),
				clippedShare: share(clipped),
				silentShare: share(silent.count),
			};
			return { seconds: Math.floor(size / width) / rate, sound };
		},
	};
}

function createMp3Meter(): Meter {
	const walk = createFrameWalk(readMpegFrame);
	return {
		take: (chunk) => walk.take(chunk),
		end: () => {
			const { seconds } = walk.end();
			return seconds === undefined ? undefined : { seconds };
		},
	};
}

/** The meter for a file that begins so, and where its sound begins; undefined for one that is not measured. */
function meterFor(head: Uint8Array): { meter: Meter; from: number } | 'more' | undefined {
	const type = fileTypeOf(head);
	if (type === 'mp3') return { meter: createMp3Meter(), from: 0 };
	if (type !== 'wav') return undefined;
	const wav = readWavHeader(head);
	if (!wav) return head.length < mostHead ? 'more' : undefined;
	const { encoding, bitsPerSample, channels, blockSize, sampleRate, dataOffset } = wav;
	const read = readers[`${encoding} ${bitsPerSample}`];
	// Samples can have room for more bits than they use; those are not measured.
	const isPlain = blockSize > 0 && blockSize * 8 === channels * bitsPerSample;
	return read && isPlain && sampleRate > 0 ? { meter: createLevelMeter(wav, read), from: dataOffset } : undefined;
}

/**
 * Measures a recording as it passes: of WAV with plain samples its length and its sound, of MP3 its length; of others
 * nothing. Keeps no more of it than its header.
 */
export function createSampleMeter(): Meter {
	let head = Buffer.alloc(0);
	let meter: Meter | undefined;
	let isOther = false;

	const begin = (chunk: Uint8Array): void => {
		head = Buffer.concat([head, chunk]);
		if (head.length < headLength) return;
		const found = meterFor(head);
		if (found === 'more') return;
		if (found) {
			meter = found.meter;
			meter.take(head.subarray(found.from));
		} else isOther = true;
		head = Buffer.alloc(0);
	};

	return {
		take(chunk) {
			if (meter) meter.take(chunk);
			else if (!isOther) begin(chunk);
		},
		end: () => meter?.end(),
	};
}

/** Seconds that each recording should have at least, and all together at most. */
const shortest = 10;
const longest = 300;
/** dBFS; speech that was recorded well is about -20. */
const quiet = -35;
/** Shares that are heard as distortion, and that are more than pauses. */
const clippedMost = 0.002;
const silentMost = 0.6;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function adviceForOne(name: string, { seconds, sound }: SampleFacts): string[] {
	if (sound && sound.peak < silence) {
		return [`${name} is silent. Check that the right microphone was chosen and was not muted, and record it again.`];
	}
	const cases: Array<[boolean | undefined, string]> = [
		[seconds < shortest, `${name} is only ${Math.floor(seconds * 10) / 10} seconds long. Each should have at least ${shortest} seconds of speech.`],
		[sound && sound.level < quiet, `${name} is very quiet. Record it again closer to the microphone, or with the microphone turned up.`],
		[
			sound && sound.clippedShare > clippedMost,
			`${name} is distorted, because it was recorded too loud. Record it again farther from the microphone, or with the microphone turned down.`,
		],
		[
			sound && sound.silentShare > silentMost,
			`${name} is silent for ${percent(sound?.silentShare ?? 0)} of its length. Cut out the long pauses.`,
		],
	];
	return cases.flatMap(([applies, advice]) => (applies ? [advice] : []));
}

/** What to do better with recordings, in the order in which they are given; undefined are those of which nothing is known. */
export function adviceFor(samples: ReadonlyArray<SampleFacts | undefined>): string[] {
	const each = samples.flatMap((facts, at) =>
		facts ? adviceForOne(samples.length === 1 ? 'The recording' : `Recording ${at + 1}`, facts) : [],
	);
	const seconds = samples.reduce((sum, facts) => sum + (facts?.seconds ?? 0), 0);
	if (seconds <= longest) return each;
	const what = samples.length === 1 ? 'The recording is' : 'The recordings together are';
	const all = `${what} ${Math.round(seconds / 60)} minutes long. One to two minutes of clear speech give the best voice: keep the clearest.`;
	return [...each, all];
}
