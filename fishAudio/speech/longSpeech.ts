import { inParallel } from '../requests/inParallel';
import { asItIs, type AudioStep } from '../../audio/audioStep';
import { createMeasure } from '../../audio/tally';
import { createBill, type Bill } from '../requests/bill';
import type { Calls } from '../requests/calls';
import { FishAudioError, isFishAudioError } from '../errors';
import { joinAudio } from '../../audio/join/joinAudio';
import type { OpenPart } from '../../audio/join/parts';
import { wavSoundBytes } from '../../audio/join/wav';
import { lengthFrame } from '../../audio/join/mp3LengthFrame';
import type { Store } from '../requests/storeStream';
import { createSpeech, type Spoken } from './speech';
import type { LongSpeechRequest } from './speechRequest';
import { partsOf } from './textParts';
import { withAudioFailures } from '../requests/audioFaults';
import { joinedWords } from '../../text/timing/joinedWords';

/** Where audio is stored. */
export interface AudioStore<T> {
	store: Store<T>;
	/** Stores what `make` makes of audio that is already stored. */
	storeMade(stored: T[], make: (sources: OpenPart[]) => AsyncIterable<Uint8Array>): Promise<T>;
}

/** A text of any length as one audio file. */
export interface SpokenText<T> extends Spoken<T> {
	/** How many parts it was spoken in. */
	parts: number;
}

/** Speaks texts of any length (`/v1/tts` of the API). */
export interface LongSpeech {
	/**
	 * As `Speech.speak`, but a long text is spoken in parts, several at a time within the limit, which are then joined. A
	 * part that fails is repeated alone. Only when it fails for good are the other parts lost; the error then counts all
	 * requests that may have been billed.
	 */
	speak<T>(request: LongSpeechRequest, audioStore: AudioStore<T>, shape?: AudioStep): Promise<SpokenText<T>>;
}

/** What the parts of one text share. */
interface Speaking<T> {
	request: LongSpeechRequest;
	texts: string[];
	audioStore: AudioStore<T>;
	bill: Bill;
}

function withPart(error: unknown, index: number, count: number): unknown {
	if (!isFishAudioError(error) || error.kind === 'cancelled') return error;
	const message = `${error.message} (in part ${index + 1} of the ${count} that 'Text' was spoken in)`;
	return new FishAudioError(error.kind, message, error.facts);
}

async function speakParts<T>(
	calls: Calls,
	{ request, texts, audioStore, bill }: Speaking<T>,
): Promise<Array<Spoken<T>>> {
	const speech = createSpeech(calls, bill.count);
	const tasks = texts.map(
		(text, index) => async () =>
			await speech
				.speak({ ...request, text }, audioStore.store)
				.catch((error: unknown) => Promise.reject(withPart(error, index, texts.length))),
	);
	const spoken: Array<Spoken<T>> = [];
	for await (const part of inParallel(tasks.values(), calls.concurrency)) spoken.push(part);
	return spoken;
}

/** Bytes of sound of all WAV parts together; undefined if the header of one does not state it. */
function soundBytesOf(parts: ReadonlyArray<{ head: Uint8Array; bytes: number }>): number | undefined {
	let sum = 0;
	for (const { head, bytes } of parts) {
		const soundBytes = wavSoundBytes(head, bytes);
		if (soundBytes === undefined) return undefined;
		sum += soundBytes;
	}
	return sum;
}

/** Joining hours of sound takes some seconds. It ends before the next part when the execution is stopped. */
const stoppable =
	(calls: Calls) =>
	(open: OpenPart): OpenPart =>
		async function* () {
			await calls.world.sleep(0);
			yield* open();
		};

async function speakInParts<T>(calls: Calls, speaking: Speaking<T>, shape: AudioStep): Promise<SpokenText<T>> {
	const spoken = await speakParts(calls, speaking);
	const { format } = speaking.request;
	const sampleRate = spoken[0]?.sampleRate ?? 0;
	const ends: number[] = [];
	const joining = {
		format,
		sampleRate,
		soundBytes: format === 'wav' ? soundBytesOf(spoken) : undefined,
		lengthFrame: format === 'mp3' ? lengthFrame(spoken) : undefined,
		onEnd: (seconds: number): void => void ends.push(seconds),
	};
	const measure = createMeasure();
	const stored = await speaking.audioStore.storeMade(
		spoken.map((part) => part.stored),
		(sources) => withAudioFailures(measure.step(shape(joinAudio(sources.map(stoppable(calls)), joining)))),
	);
	const words = spoken.map(({ timed }) => timed);
	return {
		...measure.facts(),
		stored,
		sampleRate,
		seconds: ends.at(-1),
		timed: joinedWords(words, ends),
		parts: spoken.length,
	};
}

/** Builds the part of the client that speaks texts of any length. */
export function createLongSpeech(calls: Calls): LongSpeech {
	return {
		speak: async (request, audioStore, shape = asItIs) => {
			const texts = partsOf(request);
			if (texts.length === 1) {
				const spoken = await createSpeech(calls).speak({ ...request, text: texts.join('') }, audioStore.store, shape);
				return { ...spoken, parts: 1 };
			}
			const bill = createBill();
			return await speakInParts(calls, { request, texts, audioStore, bill }, shape).catch((error: unknown) =>
				Promise.reject(bill.addTo(error)),
			);
		},
	};
}
