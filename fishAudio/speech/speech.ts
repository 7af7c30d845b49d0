import { asItIs, createMeasure, type AudioStep } from '../../audio/audioStep';
import { checkAudio, type CheckedAudio } from '../../audio/check/checkAudio';
import type { AudioFacts } from '../../audio/check/judges';
import { withAudioFailures } from '../requests/audioFaults';
import { checkSpeech } from './checkSpeech';
import type { Calls, World } from '../requests/calls';
import { withoutCues } from '../../text/cues';
import { speakingTime, speechTimeout } from '../requests/deadlines';
import { asIs, FishAudioError, isFishAudioError } from '../errors';
import { failureInAnswer } from '../requests/failureInAnswer';
import { promisedLength } from '../requests/headers';
import { withoutUndefined } from '../requests/json';
import type { HttpAnswer } from '../requests/http';
import { leastSeconds } from '../../text/leastSeconds';
import { sampleBody } from './sampleBody';
import type { SpeechRequest } from './speechRequest';
import { createTimedAudio } from './timedSpeech';
import type { TimedWords } from '../../text/timing/timeWords';
import { uploadTime } from '../requests/uploadTime';

/** Audio that was stored and found whole. Its bytes and its head are those of what was stored. */
export interface Spoken<T> extends AudioFacts {
	/** What storing it gave. */
	stored: T;
	/** The first bytes: up to 4096, and of a WAV with a longer header up to 64 KB. */
	head: Uint8Array;
	/** The words and when they are heard; undefined where their times were not wanted. */
	timed: TimedWords | undefined;
}

/** Takes a stream of audio to its end and keeps it. Fails as the stream fails. */
export type Store<T> = (audio: AsyncIterable<Uint8Array>) => Promise<T>;

/** Text to speech (`/v1/tts` of the API). */
export interface Speech {
	/**
	 * Speaks a text. An attempt lasts until its audio is stored and found to be whole audio of the format; a
	 * failed one is repeated and what it stored is left behind. Each attempt that the API answers is billed by it.
	 * `shape` makes of the audio, once it is checked, what is stored in its place.
	 */
	speak<T>(request: SpeechRequest, store: Store<T>, shape?: AudioStep): Promise<Spoken<T>>;
}

/** The request in the API's names, without its samples. */
function bodyOf(request: SpeechRequest): Record<string, unknown> {
	const prosody = withoutUndefined({
		speed: request.speed,
		volume: request.volume,
		normalize_loudness: request.normalizeLoudness,
	});
	return withoutUndefined({
		text: request.text,
		reference_id: request.speakers ?? request.voiceId,
		format: request.format,
		sample_rate: request.sampleRate,
		mp3_bitrate: request.mp3Bitrate,
		opus_bitrate: request.opusBitrate,
		prosody: Object.keys(prosody).length > 0 ? prosody : undefined,
		latency: request.latency,
		temperature: request.temperature,
		top_p: request.topP,
		chunk_length: request.chunkLength,
		normalize: request.normalize,
		repetition_penalty: request.repetitionPenalty,
	});
}

/** Bytes of all samples together. */
const samplesSize = ({ samples = [] }: SpeechRequest): number => samples.reduce((sum, { file }) => sum + file.size, 0);

/** JSON, or MessagePack where samples travel along: the API takes them in no other way. */
function encodedBody(request: SpeechRequest): { type: string; body: Uint8Array | File } {
	const body = bodyOf(request);
	if (request.samples) return { type: 'application/msgpack', body: sampleBody(body, request.samples) };
	return { type: 'application/json', body: Buffer.from(JSON.stringify(body)) };
}

/**
 * Bytes that no answer is larger than: 2 GB, or for a text of a size beyond a book's, a second of 44.1 kHz WAV for each
 * byte of it.
 */
const mostOf = ({ text }: SpeechRequest): number => Math.max(2 * 1024 ** 3, Buffer.byteLength(text) * 88_200);

/** Seconds that no speech of the text is shorter than. */
const leastOf = ({ text, model, speed }: SpeechRequest): number => leastSeconds(withoutCues(text, model), speed);

interface Reader {
	check: CheckedAudio;
	step: AudioStep;
	timed(seconds: number | undefined): TimedWords | undefined;
}

/** Speech as it comes, or as events that hold it and the times of its words. */
function readerOf(answer: HttpAnswer, request: SpeechRequest, world: World): Reader {
	const contentType = answer.headers['content-type'];
	const promise = {
		format: request.format,
		sampleRate: request.sampleRate,
		most: mostOf(request),
		leastSeconds: leastOf(request),
	};
	const timed = request.timed
		? createTimedAudio({ ...request, failureOf: (told) => failureInAnswer(answer, told, world) })
		: undefined;
	const isEvents = /^text\/event-stream/i.test(contentType ?? '');
	// A server may not know times, and answer with the audio alone.
	if (timed && !/^audio\//i.test(contentType ?? '')) {
		const check = checkAudio({ ...promise, length: undefined, contentType: isEvents ? undefined : contentType });
		return { check, step: (source) => check.step(timed.step(source)), timed: timed.words };
	}
	const check = checkAudio({ ...promise, length: promisedLength(answer), contentType });
	return { check, step: check.step, timed: (seconds) => timed?.words(seconds) };
}

async function receive<T>(
	answer: HttpAnswer,
	{ request, world }: { request: SpeechRequest; world: World },
	store: Store<T>,
	shape: AudioStep = asItIs,
): Promise<Spoken<T>> {
	const { check, step, timed } = readerOf(answer, request, world);
	const measure = createMeasure();
	let failure: { error: unknown } | undefined;
	async function* steps(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		try {
			yield* withAudioFailures(measure.step(shape(step(source))));
		} catch (error) {
			// Kept, since storing may wrap it.
			failure = { error };
			throw asIs(error);
		}
	}
	const stored = await store(answer.through(steps)).catch((error: unknown) => {
		answer.close();
		return Promise.reject(failure ? asIs(failure.error) : error);
	});
	const facts = check.facts();
	if (!facts) throw isFishAudioError(failure?.error) ? failure.error : notTaken();
	return { ...facts, ...measure.facts(), stored, timed: timed(facts.seconds) };
}

const notTaken = (): FishAudioError =>
	new FishAudioError('incomplete', 'The audio of Fish Audio was not stored to its end', {
		advice: 'Nothing of it was passed on. Try again.',
	});

/** Builds the speech part of the client. `onBilled` is told of each request that may have been billed. */
export function createSpeech(calls: Calls, onBilled?: () => void): Speech {
	return {
		speak: async (request, store, shape) => {
			checkSpeech(request);
			return await calls.call({
				request: () => {
					const { type, body } = encodedBody(request);
					// Compressed, an answer would not have the length it states.
					const headers = { 'content-type': type, model: request.model, 'accept-encoding': 'identity' };
					return { method: 'POST', path: request.timed ? '/v1/tts/stream/with-timestamp' : '/v1/tts', headers, body };
				},
				read: async (answer) => await receive(answer, { request, world: calls.world }, store, shape),
				about: request.timed ? 'timedSpeech' : 'speech',
				effect: 'billed',
				onBilled,
				timeout: speechTimeout,
				extraTime: speakingTime(request.text, request.speed) + uploadTime(samplesSize(request)),
			});
		},
	};
}
