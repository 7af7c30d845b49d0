import { fileTypeOf, headLength, imageTypes, looksLikeText, type FileType } from '../audio/fileType';
import { blank, cutShort, notAudio, otherSampleRate, silent, tooLong } from './audioFaults';
import { createTally } from '../audio/audioStep';
import { asIs, FishAudioError } from './errors';
import { formats, type Format } from './formats';
import { createFrameWalk, readMpegFrame, readOggPage, type FrameWalk } from '../audio/frames';
import { createSampleWatch, type SampleWatch } from './sampleWatch';

/** What is heard of a stream. */
interface Sound<Seconds = number | undefined> {
	/** Length of the sound, where the format tells it. */
	seconds: Seconds;
	/** Hz: of the sound itself, where it tells. */
	sampleRate: number;
}

/** What a finished stream of speech was. */
export interface AudioFacts extends Sound {
	bytes: number;
}

/** What is known of an answer before its body is read. */
export interface AudioPromise {
	format: Format;
	/** Hz that were asked for; undefined where any rate is right. */
	sampleRate: number | undefined;
	/** Bytes, where the answer states them. */
	length: number | undefined;
	contentType: string | undefined;
	/** Bytes; a stream that goes on beyond them is not speech of the text. Default: endless. */
	most?: number;
	/** Seconds; a shorter sound cannot be speech of the text. Default: none is too short. */
	leastSeconds?: number;
}

function judgeContentType({ contentType }: AudioPromise): void {
	if (!contentType || !/^(text\/|application\/([\w.]+\+)?json)/i.test(contentType)) return;
	throw notAudio(`'${contentType}'`);
}

/** Raw samples and bare Opus packets have no mark of their own; but they are surely none of these. */
const neverRaw: FileType[] = ['wav', 'm4a', 'flac', 'webm', ...imageTypes];

const beginnings: Record<Format, string[]> = { wav: ['RIFF'], mp3: ['ID3', '\xff'], opus: ['OggS'], pcm: [] };

const beginsLike = (head: Uint8Array, format: Format): boolean => {
	const text = Buffer.from(head).toString('latin1');
	return beginnings[format].some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
};

function judgeHead(head: Uint8Array, { format }: AudioPromise): void {
	const type = fileTypeOf(head);
	const wanted = format === 'wav' || format === 'mp3' ? format : undefined;
	if (wanted && type !== wanted) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && type && neverRaw.includes(type)) throw notAudio(`something that is not ${formats[format].label}`);
	if (!wanted && looksLikeText(head)) throw notAudio('text');
}

/** Seconds of a WAV or PCM stream, from its size and its header. Fails where it is cut or holds no sound. */
function judgeSamples(bytes: number, watch: SampleWatch, { format, sampleRate }: AudioPromise): Sound<number> {
	const wav = watch.header();
	if (format === 'wav' && !wav) throw cutShort('ended inside its header');
	const sound = bytes - (wav?.dataOffset ?? 0);
	if (wav?.dataSize !== undefined && sound < wav.dataSize) {
		throw cutShort(`ended after ${bytes} of ${wav.dataOffset + wav.dataSize} bytes`);
	}
	if (wav?.dataSize === undefined && sound % 2 === 1) throw cutShort('ended in the middle of a sample');
	if (watch.isSilent()) throw silent();
	const rate = wav?.sampleRate || (sampleRate ?? formats[format].defaultSampleRate);
	return { seconds: Math.min(sound, wav?.dataSize ?? sound) / (wav?.bytesPerSecond || rate * 2), sampleRate: rate };
}

/** Seconds of a stream of frames. Fails where it is cut or holds none. */
function judgeFrames(walk: FrameWalk, { format, sampleRate }: AudioPromise): Sound {
	const { seconds, cut } = walk.end();
	if (cut) throw cutShort('ended in the middle of a frame');
	if (seconds === 0) throw silent();
	return { seconds, sampleRate: walk.sampleRates()[0] ?? sampleRate ?? formats[format].defaultSampleRate };
}

/** Fails on a rate that was not asked for. */
function judgeRates(rates: number[], { sampleRate: asked }: AudioPromise): void {
	const other = asked === undefined ? undefined : rates.find((rate) => rate !== asked);
	if (asked !== undefined && other !== undefined) throw otherSampleRate(other, asked);
}

/** What a stream is watched with while it passes. */
interface Watched {
	take(chunk: Uint8Array): void;
	/** Fails as soon as what has passed cannot be right. */
	judge(): void;
	/** Fails where all of it is not. */
	end(bytes: number): Sound;
}

function watched(promise: AudioPromise): Watched {
	const { format } = promise;
	if (format === 'mp3' || format === 'opus') {
		const walk = createFrameWalk(format === 'mp3' ? readMpegFrame : readOggPage);
		return { take: walk.take, judge: () => judgeRates(walk.sampleRates(), promise), end: () => judgeFrames(walk, promise) };
	}
	const watch = createSampleWatch(format);
	const judge = (): void => {
		if (watch.isOther()) throw notAudio('a WAV file without a beginning of its sound');
		const header = watch.header();
		if (header) judgeRates([header.sampleRate], promise);
	};
	return { take: watch.take, judge, end: (bytes) => judgeSamples(bytes, watch, promise) };
}

/** Judges a WAV file that is there already, as checkAudio judges one that arrives. */
export function checkWav(bytes: Uint8Array): AudioFacts & { seconds: number } {
	const promise: AudioPromise = { format: 'wav', sampleRate: undefined, length: undefined, contentType: undefined };
	if (bytes.length === 0) throw cutShort('is empty');
	judgeHead(bytes.subarray(0, headLength), promise);
	const watch = createSampleWatch('wav');
	watch.take(bytes);
	return { bytes: bytes.length, ...judgeSamples(bytes.length, watch, promise) };
}

/** A stream that is judged while it passes. */
export interface CheckedAudio {
	/** The step to lead the stream through. It fails with `badAnswer` before anything is passed on that is not audio, and with `incomplete` at an early end. */
	step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/** The error the step ended with, if it did. */
	failure(): FishAudioError | undefined;
	/** What the stream was; only after the step has ended well. */
	facts(): AudioFacts | undefined;
}

/** Judges speech by its content: that it is audio of the format and rate asked for, not empty, not blank, and whole. */
export function checkAudio(promise: AudioPromise): CheckedAudio {
	const { most = Infinity, leastSeconds = 0, length = 0 } = promise;
	const watch = watched(promise);
	const tally = createTally();
	let failure: FishAudioError | undefined;
	let facts: AudioFacts | undefined;

	const take = (chunk: Uint8Array): void => {
		tally.take(chunk);
		if (tally.passed().bytes > most) throw tooLong(most);
		watch.take(chunk);
	};
	const finish = (): AudioFacts => {
		const { bytes } = tally.passed();
		if (bytes === 0) throw cutShort('is empty');
		if (bytes < length) throw cutShort(`ended after ${bytes} of ${length} bytes`);
		const sound = watch.end(bytes);
		watch.judge();
		if (sound.seconds !== undefined && sound.seconds < leastSeconds) throw blank(sound.seconds, leastSeconds);
		return { bytes, ...sound };
	};

	async function* pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const held: Uint8Array[] = [];
		let judged = false;
		judgeContentType(promise);
		for await (const chunk of source) {
			take(chunk);
			if (judged) {
				watch.judge();
				yield chunk;
				continue;
			}
			held.push(chunk);
			const { bytes, head } = tally.passed();
			if (bytes < headLength) continue;
			judgeHead(head, promise);
			watch.judge();
			judged = true;
			yield* held.splice(0);
		}
		// Little that begins as it should is an early end, and not the wrong kind of answer.
		const { bytes, head } = tally.passed();
		if (!judged && bytes > 0 && !beginsLike(head, promise.format)) judgeHead(head, promise);
		facts = finish();
		yield* held;
	}

	return {
		async *step(source) {
			try {
				yield* pass(source);
			} catch (error) {
				if (error instanceof FishAudioError) failure = error;
				throw asIs(error);
			}
		},
		failure: () => failure,
		facts: () => facts,
	};
}
