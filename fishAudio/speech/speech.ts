import { asItIs, type AudioStep } from '../../audio/audioStep';
import { createMeasure } from '../../audio/tally';
import { checkAudio, type CheckedAudio } from '../../audio/check/checkAudio';
import type { AudioFacts } from '../../audio/check/judges';
import { withAudioFailures } from '../requests/audioFaults';
import { checkSpeech } from './checkSpeech';
import type { Calls, World } from '../requests/calls';
import { withoutCues } from '../../text/cues';
import { speakingTime, speechTimeout } from '../requests/deadlines';
import { failureInAnswer } from '../requests/failureInAnswer';
import { withoutUndefined } from '../requests/json';
import { promisedLength } from '../requests/headers';
import type { HttpAnswer } from '../requests/http';
import { leastSeconds } from '../../text/leastSeconds';
import { sentText, type SentText } from './pronunciation';
import { sampleBody } from './sampleBody';
import type { SpeechRequest } from './speechRequest';
import { notStored, storeStream, type Store } from '../requests/storeStream';
import { createTimedAudio } from './timedSpeech';
import type { TimedWords } from '../../text/timing/timeWords';
import { uploadTime } from '../requests/uploadTime';

/** Audio that was stored and found to be complete. Its size and its first bytes are those of the stored file. */
export interface Spoken<T> extends AudioFacts {
	/** What the store returned. */
	stored: T;
	/** The first bytes: up to 4096, and up to 64 KB of a WAV with a longer header. */
	head: Uint8Array;
	/** The words and their times. Undefined if no times were requested. */
	timed: TimedWords | undefined;
}

/** Text to speech (`/v1/tts` of the API). */
export interface Speech {
	/**
	 * Speaks a text. An attempt lasts until its audio is stored and found to be complete audio of the format. A failed
	 * attempt is repeated, and what it stored stays in the store. The API bills each attempt that it answers.
	 * `shape` changes the audio after the check and before it is stored.
	 */
	speak<T>(request: SpeechRequest, store: Store<T>, shape?: AudioStep): Promise<Spoken<T>>;
}

/** A request with its text as it is sent. */
interface SentSpeech extends SpeechRequest, Pick<SentText, 'dictionaries' | 'sayings'> {
	/** The text as it is written. */
	writtenText: string;
}

const sentSpeech = (request: SpeechRequest): SentSpeech => ({
	...request,
	...sentText(request),
	writtenText: request.text,
});

/** The request in the API's names, without its samples. */
function bodyOf(request: SentSpeech): Record<string, unknown> {
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
		pronunciation_dictionary: request.dictionaries,
		features: request.qualityGuard ? ['quality-guard'] : undefined,
	});
}

/** Bytes of all samples together. */
const samplesSize = ({ samples = [] }: SpeechRequest): number => samples.reduce((sum, { file }) => sum + file.size, 0);

/** The request's body: JSON or, with samples, MessagePack: the API takes samples in no other form. */
function encodedBody(request: SentSpeech): { type: string; body: Uint8Array | File } {
	const body = bodyOf(request);
	if (request.samples) return { type: 'application/msgpack', body: sampleBody(body, request.samples) };
	return { type: 'application/json', body: Buffer.from(JSON.stringify(body)) };
}

/**
 * Bytes that no answer exceeds: 2 GB, or a second of 44.1 kHz WAV for each byte of a text that is longer than a book.
 */
const largestAnswerTo = ({ text }: SpeechRequest): number => Math.max(2 * 1024 ** 3, Buffer.byteLength(text) * 88_200);

/** Seconds that the speech of the text takes at least. */
const shortestSpeechOf = ({ text, model, speed }: SpeechRequest): number =>
	leastSeconds(withoutCues(text, model), speed);

/** Takes the audio out of an answer and checks it. */
interface Reader {
	check: CheckedAudio;
	step: AudioStep;
	/** The words with their times, in audio of this length. */
	timed(seconds: number | undefined): TimedWords | undefined;
}

/** Reads an answer that is audio, or events that hold the audio and the times of its words. */
function readerOf(answer: HttpAnswer, request: SentSpeech, world: World): Reader {
	const contentType = answer.headers['content-type'];
	const promise = {
		format: request.format,
		sampleRate: request.sampleRate,
		maxBytes: largestAnswerTo(request),
		minSeconds: shortestSpeechOf(request),
	};
	const timed = request.timed
		? createTimedAudio({
				...request,
				text: request.writtenText,
				failureOf: (reported) => failureInAnswer(answer, reported, world),
			})
		: undefined;
	// A server may not know the times, and answer with the audio alone.
	if (timed && !/^audio\//i.test(contentType ?? '')) {
		const isEvents = /^text\/event-stream/i.test(contentType ?? '');
		const check = checkAudio({ ...promise, length: undefined, contentType: isEvents ? undefined : contentType });
		return { check, step: (source) => check.step(timed.step(source)), timed: timed.words };
	}
	const check = checkAudio({ ...promise, length: promisedLength(answer), contentType });
	return { check, step: check.step, timed: (seconds) => timed?.words(seconds) };
}

async function receive<T>(
	answer: HttpAnswer,
	{ request, world }: { request: SentSpeech; world: World },
	store: Store<T>,
	shape: AudioStep = asItIs,
): Promise<Spoken<T>> {
	const { check, step, timed } = readerOf(answer, request, world);
	const measure = createMeasure();
	const stored = await storeStream(answer, (source) => withAudioFailures(measure.step(shape(step(source)))), store);
	const facts = check.facts();
	if (!facts) throw notStored();
	return { ...facts, ...measure.facts(), stored, timed: timed(facts.seconds) };
}

/** Creates the speech part of the client. `onBilled` is called for each request that may have been billed. */
export function createSpeech(calls: Calls, onBilled?: () => void): Speech {
	return {
		speak: async (wanted, store, shape) => {
			const request = sentSpeech(wanted);
			checkSpeech(request);
			return await calls.call({
				request: () => {
					const { type, body } = encodedBody(request);
					// A compressed answer would not have the length that its header states.
					const headers = { 'content-type': type, model: request.model, 'accept-encoding': 'identity' };
					return { method: 'POST', path: request.timed ? '/v1/tts/stream/with-timestamp' : '/v1/tts', headers, body };
				},
				read: async (answer) => await receive(answer, { request, world: calls.world }, store, shape),
				about: request.timed ? 'timedSpeech' : 'speech',
				repeatCosts: 'money',
				onBilled,
				timeout: speechTimeout,
				extraTime: speakingTime(request.text, request.speed) + uploadTime(samplesSize(request)),
			});
		},
	};
}
