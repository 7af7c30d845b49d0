import { fileTypeOf, headLength, imageTypes, looksLikeText, type FileType } from './audioType';
import { createTally } from './audioStep';
import { asIs, FishAudioError } from './errors';
import { formats, type Format } from './formats';
import { createFrameWalk, readMpegFrame, readOggPage, type FrameWalk } from './frames';
import { readWavHeader } from './wav';

/** What a finished stream of speech was. */
export interface AudioFacts {
	bytes: number;
	/** Length of the sound, where the format tells it. */
	seconds: number | undefined;
}

/** What is known of an answer before its body is read. */
export interface AudioPromise {
	format: Format;
	/** Hz */
	sampleRate: number;
	/** Bytes, where the answer states them. */
	length: number | undefined;
	contentType: string | undefined;
	/** Bytes; a stream that goes on beyond them is not speech of the text. Default: endless. */
	most?: number;
}

const advice =
	'Check that the Base URL in the credential is that of the API, and not of a web page or a proxy. If it is, try again later.';

const notAudio = (what: string): FishAudioError =>
	new FishAudioError('badAnswer', `Fish Audio answered with ${what} where audio was expected`, { advice });

const cutShort = (how: string): FishAudioError =>
	new FishAudioError('incomplete', `The audio of Fish Audio ${how}`, {
		advice: 'The connection was probably cut. Nothing of it was passed on. Try again.',
	});

const tooLong = (most: number): FishAudioError =>
	new FishAudioError('badAnswer', `The audio of Fish Audio does not end: it is over ${Math.floor(most / 1024 ** 3)} GB`, {
		advice: 'So much cannot be the speech of this text. The rest was not taken, and nothing of it was passed on.',
	});

/** Not repeated: a text with nothing to speak is billed each time. */
const silent = (): FishAudioError =>
	new FishAudioError('silent', 'Fish Audio answered with audio that holds no sound', {
		advice: "Perhaps there is nothing in the text that can be spoken, such as signs or cues alone.",
	});

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
function judgeSamples(head: Uint8Array, bytes: number, promise: AudioPromise): number {
	const wav = promise.format === 'wav' ? readWavHeader(head) : undefined;
	if (promise.format === 'wav' && !wav) throw cutShort('ended inside its header');
	const sound = bytes - (wav?.dataOffset ?? 0);
	if (wav?.dataSize !== undefined && sound < wav.dataSize) {
		throw cutShort(`ended after ${bytes} of ${wav.dataOffset + wav.dataSize} bytes`);
	}
	if (wav?.dataSize === undefined && sound % 2 === 1) throw cutShort('ended in the middle of a sample');
	const played = Math.min(sound, wav?.dataSize ?? sound);
	if (played === 0) throw silent();
	return played / (wav?.bytesPerSecond || promise.sampleRate * 2);
}

/** Judges a WAV file that is there already, as checkAudio judges one that arrives; `sampleRate` in Hz, where its header has none. */
export function checkWav(bytes: Uint8Array, sampleRate: number): AudioFacts & { seconds: number } {
	const promise: AudioPromise = { format: 'wav', sampleRate, length: undefined, contentType: undefined };
	if (bytes.length === 0) throw cutShort('is empty');
	judgeHead(bytes.subarray(0, headLength), promise);
	return { bytes: bytes.length, seconds: judgeSamples(bytes, bytes.length, promise) };
}

const walks: Partial<Record<Format, () => FrameWalk>> = {
	mp3: () => createFrameWalk(readMpegFrame),
	opus: () => createFrameWalk(readOggPage),
};

/** A stream that is judged while it passes. */
export interface CheckedAudio {
	/** The step to lead the stream through. It fails with `badAnswer` before anything is passed on that is not audio, and with `incomplete` at an early end. */
	step(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/** The error the step ended with, if it did. */
	failure(): FishAudioError | undefined;
	/** What the stream was; only after the step has ended well. */
	facts(): AudioFacts | undefined;
}

/** Judges speech by its content: that it is audio of the format asked for, not empty, and whole. */
export function checkAudio(promise: AudioPromise): CheckedAudio {
	const walk = walks[promise.format]?.();
	const tally = createTally();
	let failure: FishAudioError | undefined;
	let facts: AudioFacts | undefined;

	const take = (chunk: Uint8Array): void => {
		tally.take(chunk);
		if (promise.most !== undefined && tally.passed().bytes > promise.most) throw tooLong(promise.most);
		walk?.take(chunk);
	};
	const finish = (): AudioFacts => {
		const { bytes, head } = tally.passed();
		if (bytes === 0) throw cutShort('is empty');
		if (promise.length !== undefined && bytes < promise.length) {
			throw cutShort(`ended after ${bytes} of ${promise.length} bytes`);
		}
		if (!walk) return { bytes, seconds: judgeSamples(head, bytes, promise) };
		const { seconds, cut } = walk.end();
		if (cut) throw cutShort('ended in the middle of a frame');
		if (seconds === 0) throw silent();
		return { bytes, seconds };
	};

	async function* pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const held: Uint8Array[] = [];
		let judged = false;
		judgeContentType(promise);
		for await (const chunk of source) {
			take(chunk);
			if (judged) {
				yield chunk;
				continue;
			}
			held.push(chunk);
			const { bytes, head } = tally.passed();
			if (bytes < headLength) continue;
			judgeHead(head, promise);
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
