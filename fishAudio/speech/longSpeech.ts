import { ahead } from '../requests/inParallel';
import { createMeasure, asItIs, type AudioStep } from '../../audio/audioStep';
import { createBill, type Bill } from '../requests/bill';
import type { Calls } from '../requests/calls';
import { FishAudioError, isFishAudioError } from '../errors';
import { joinAudio } from '../../audio/join/joinAudio';
import type { OpenPart } from '../../audio/join/parts';
import { wavSoundBytes } from '../../audio/join/wav';
import { lengthFrame } from '../../audio/join/mp3LengthFrame';
import { createSpeech, type Spoken, type Store } from './speech';
import type { SpeechRequest } from './speechRequest';
import { withAudioFailures } from '../requests/audioFaults';
import { hasWords } from '../../text/speakable';
import { splitText } from '../../text/splitText';
import { joinedWords } from '../../text/timing/timeWords';

/**
 * Bytes of text (UTF-8) that are spoken in one go: some three to five minutes of sound, which arrive well within the
 * usual deadline, and of which little is lost where one is cut off.
 */
export const longestPart = 3000;

const tags = /<\|speaker:\d+\|>/g;

/** In each part it is told who speaks: a tag holds until the next one, and a part may begin between two. */
function withTags(parts: string[]): string[] {
	let last = '';
	return parts.map((part) => {
		const told = part.startsWith('<|speaker:') ? part : last + part;
		last = part.match(tags)?.at(-1) ?? last;
		return told;
	});
}

/** How many characters from here on have as many bytes as a part may: of Chinese a third. */
function charactersFrom(text: string, from: number): number {
	let at = from;
	for (let bytes = 0; at < text.length; ) {
		const point = text.codePointAt(at) ?? 0;
		bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
		if (bytes > longestPart) break;
		at += point < 0x1_0000 ? 1 : 2;
	}
	return at - from;
}

/**
 * The parts that a text is spoken in, one after the other; of a dialogue, with its tags. One without words would be
 * refused, and all others go to waste.
 */
export function partsOf({ text, model }: { text: string; model: string }): string[] {
	if (Buffer.byteLength(text) <= longestPart) return [text];
	const parts = withTags(splitText(text, (from) => charactersFrom(text, from)));
	const spoken = parts.filter((part) => hasWords(part, model));
	return spoken.length > 0 ? spoken : parts;
}

/**
 * UTF-8 bytes of text that are sent to be spoken, which are what is billed: of a dialogue in parts some tags more than
 * once.
 */
export const billedBytes = (request: { text: string; model: string }): number =>
	partsOf(request).reduce((sum, part) => sum + Buffer.byteLength(part), 0);

/** Where audio is kept. */
export interface AudioStore<T> {
	store: Store<T>;
	/** Stores what is made of audio that was stored. */
	storeMade(stored: T[], make: (sources: OpenPart[]) => AsyncIterable<Uint8Array>): Promise<T>;
}

/** Speech in one piece, whatever the length of its text. */
export interface SpokenText<T> extends Spoken<T> {
	/** How many parts it was spoken in. */
	parts: number;
}

const inParts = (error: unknown, part: number, parts: number): unknown =>
	isFishAudioError(error) && error.kind !== 'cancelled'
		? new FishAudioError(
				error.kind,
				`${error.message} (in part ${part + 1} of the ${parts} that 'Text' was spoken in)`,
				error.facts,
			)
		: error;

/** Bytes of sound of all WAVs together; undefined where one does not tell. */
function soundBytesOf(spoken: ReadonlyArray<{ head: Uint8Array; bytes: number }>): number | undefined {
	const each = spoken.map(({ head, bytes }) => wavSoundBytes(head, bytes));
	return each.includes(undefined) ? undefined : each.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}

/** Speaks texts of any length: long ones in parts, several at a time within the limit, which are then joined. */
export function createLongSpeech(calls: Calls) {
	async function speakParts<T>(
		request: SpeechRequest,
		texts: string[],
		{ store, bill }: { store: Store<T>; bill: Bill },
	): Promise<Array<Spoken<T>>> {
		const speech = createSpeech(calls, bill.add);
		const tasks = texts.map(
			(text, part) => async () =>
				await speech
					.speak({ ...request, text }, store)
					.catch((error: unknown) => Promise.reject(inParts(error, part, texts.length))),
		);
		const spoken: Array<Spoken<T>> = [];
		for await (const part of ahead(tasks.values(), calls.concurrency)) spoken.push(part);
		return spoken;
	}

	/** Joining hours of sound takes some seconds: it ends before the next part when the execution is stopped. */
	const stoppable = (open: OpenPart): OpenPart =>
		async function* () {
			await calls.world.sleep(0);
			yield* open();
		};

	async function speakInParts<T>(
		request: SpeechRequest,
		texts: string[],
		{ keep, shape, bill }: { keep: AudioStore<T>; shape: AudioStep; bill: Bill },
	): Promise<SpokenText<T>> {
		const spoken = await speakParts(request, texts, { store: keep.store, bill });
		const { format } = request;
		const sampleRate = spoken[0]?.sampleRate ?? 0;
		const known = {
			soundBytes: format === 'wav' ? soundBytesOf(spoken) : undefined,
			lengthFrame: format === 'mp3' ? lengthFrame(spoken) : undefined,
		};
		const ends: number[] = [];
		const onEnd = (seconds: number): void => void ends.push(seconds);
		const measure = createMeasure();
		const stored = await keep.storeMade(
			spoken.map((part) => part.stored),
			(sources) =>
				withAudioFailures(
					measure.step(shape(joinAudio(sources.map(stoppable), { format, sampleRate, ...known, onEnd }))),
				),
		);
		return {
			...measure.facts(),
			stored,
			sampleRate,
			seconds: ends.at(-1),
			timed: joinedWords(
				spoken.map(({ timed }) => timed),
				ends,
			),
			parts: texts.length,
		};
	}

	/**
	 * As `Speech.speak`; a part that fails is spoken again alone, and only when it fails for good do the others go to
	 * waste.
	 */
	async function speak<T>(
		request: SpeechRequest,
		keep: AudioStore<T>,
		shape: AudioStep = asItIs,
	): Promise<SpokenText<T>> {
		const texts = partsOf(request);
		if (texts.length === 1)
			return {
				...(await createSpeech(calls).speak({ ...request, text: texts.join('') }, keep.store, shape)),
				parts: 1,
			};
		const bill = createBill();
		return await speakInParts(request, texts, { keep, shape, bill }).catch((error: unknown) =>
			Promise.reject(bill.tell(error)),
		);
	}

	return { speak };
}
