import { fileTypeOf, headLength, looksLikeText } from './audioType';
import { FishAudioError } from './errors';
import type { Format } from './formats';
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
}

/** Bytes from the start that are kept to judge by: enough for any WAV header an encoder writes. */
const keptHead = 4096;

const advice =
	'Try again. If it stays so, check that the Base URL in the credential is that of the API, and not a web page or a proxy.';

const notAudio = (what: string): FishAudioError =>
	new FishAudioError('badAnswer', `Fish Audio answered with ${what} where audio was expected`, { advice });

const cutShort = (how: string): FishAudioError =>
	new FishAudioError('incomplete', `The audio of Fish Audio ${how}`, {
		advice: 'The connection was probably cut. Nothing of it was passed on. Try again.',
	});

function judgeHead(head: Uint8Array, { format, contentType }: AudioPromise): void {
	if (contentType && /^(text\/|application\/(problem\+)?json)/i.test(contentType)) {
		throw notAudio(`'${contentType}'`);
	}
	const type = fileTypeOf(head);
	if (format === 'wav' && type !== 'wav') throw notAudio('something that is not WAV');
	if (format === 'mp3' && type !== 'mp3') throw notAudio('something that is not MP3');
	if (type !== 'wav' && looksLikeText(head)) throw notAudio('text');
}

/** Seconds and completeness of a WAV or PCM stream, from its size and its header. */
function judgeSamples(head: Uint8Array, bytes: number, promise: AudioPromise): AudioFacts {
	const wav = promise.format === 'wav' ? readWavHeader(head) : undefined;
	if (promise.format === 'wav' && !wav) throw cutShort('ended inside its header');
	const sound = bytes - (wav?.dataOffset ?? 0);
	if (wav?.dataSize !== undefined && sound < wav.dataSize) {
		throw cutShort(`ended after ${bytes} of ${wav.dataOffset + wav.dataSize} bytes`);
	}
	if (!wav && sound % 2 === 1) throw cutShort('ended in the middle of a sample');
	const played = Math.min(sound, wav?.dataSize ?? sound);
	return { bytes, seconds: played / (wav?.bytesPerSecond || promise.sampleRate * 2) };
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
	let head = Buffer.alloc(0);
	let bytes = 0;
	let failure: FishAudioError | undefined;
	let facts: AudioFacts | undefined;

	const take = (chunk: Uint8Array): void => {
		if (head.length < keptHead) head = Buffer.concat([head, chunk]).subarray(0, keptHead);
		bytes += chunk.length;
		walk?.take(chunk);
	};
	const finish = (): AudioFacts => {
		if (bytes === 0) throw cutShort('is empty');
		if (promise.length !== undefined && bytes < promise.length) {
			throw cutShort(`ended after ${bytes} of ${promise.length} bytes`);
		}
		if (!walk) return judgeSamples(head, bytes, promise);
		const { seconds, cut } = walk.end();
		if (cut) throw cutShort('ended in the middle of a frame');
		return { bytes, seconds };
	};

	async function* pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const held: Uint8Array[] = [];
		let judged = false;
		for await (const chunk of source) {
			take(chunk);
			if (judged) {
				yield chunk;
				continue;
			}
			held.push(chunk);
			if (bytes < headLength) continue;
			judgeHead(head, promise);
			judged = true;
			yield* held.splice(0);
		}
		if (!judged && bytes > 0) judgeHead(head, promise);
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

const asIs = (error: unknown): unknown => error;
