import { inParallel } from '../requests/inParallel';
import { asItIs, type AudioStep } from '../../audio/audioStep';
import { createLoudSpan, type Span } from '../../audio/loudSpan';
import { createBill, type Bill } from '../requests/bill';
import type { Calls } from '../requests/calls';
import { FishAudioError, isFishAudioError } from '../errors';
import { joinParts, type AudioStore, type SpokenPart } from './joinParts';
import { createSpeech, type Spoken } from './speech';
import type { LongSpeechRequest } from './speechRequest';
import { planOf, type SpeechPlan } from './textParts';

/** A text of any length as one audio file. */
export interface SpokenText<T> extends Spoken<T> {
	/** How many parts it was spoken in. */
	parts: number;
	/** Seconds without the silence that `lastsAtLeast` adds, if known. */
	ownSeconds: number | undefined;
}

/** Speaks texts of any length (`/v1/tts` of the API). */
export interface LongSpeech {
	/**
	 * As `Speech.speak`, but a text that is long or has pauses is spoken in parts, several at a time within the limit.
	 * They are then joined, with silence where it is wanted. A part that fails is repeated alone. Only when it fails for
	 * good are the other parts lost; the error then counts all requests that may have been billed.
	 */
	speak<T>(request: LongSpeechRequest, audioStore: AudioStore<T>, shape?: AudioStep): Promise<SpokenText<T>>;
}

/** What the parts of one text share. */
interface Speaking<T> {
	request: LongSpeechRequest;
	plan: SpeechPlan;
	audioStore: AudioStore<T>;
	bill: Bill;
}

function withPart(error: unknown, index: number, count: number): unknown {
	if (count === 1 || !isFishAudioError(error) || error.kind === 'cancelled') return error;
	const message = `${error.message} (in part ${index + 1} of the ${count} that 'Text' was spoken in)`;
	return new FishAudioError(error.kind, message, error.facts);
}

/** What to use of a part: without the silence at the ends of the whole text, if that is wanted. */
function usedOf(loud: Span | undefined, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Span | undefined {
	return loud && { from: isFirst ? loud.from : 0, to: isLast ? loud.to : Infinity };
}

async function speakParts<T>(
	calls: Calls,
	{ request, plan: { texts }, audioStore, bill }: Speaking<T>,
): Promise<Array<SpokenPart<T>>> {
	const speech = createSpeech(calls, bill.count);
	const tasks = texts.map((text, index) => async (): Promise<SpokenPart<T>> => {
		const place = { isFirst: index === 0, isLast: index === texts.length - 1 };
		const trims = request.trimSilence === true && (place.isFirst || place.isLast);
		const loud = trims ? createLoudSpan() : undefined;
		const spoken = await speech
			.speak({ ...request, text }, audioStore.store, loud?.step)
			.catch((error: unknown) => Promise.reject(withPart(error, index, texts.length)));
		return { ...spoken, used: usedOf(loud?.span(), place) };
	});
	const spoken: Array<SpokenPart<T>> = [];
	for await (const part of inParallel(tasks.values(), calls.concurrency)) spoken.push(part);
	return spoken;
}

async function speakInParts<T>(calls: Calls, speaking: Speaking<T>, shape: AudioStep): Promise<SpokenText<T>> {
	const spoken = await speakParts(calls, speaking);
	const { request, plan, audioStore } = speaking;
	let ownSeconds: number | undefined;
	const silence = (part: number, end: number): number => {
		const planned = plan.silences[part] ?? 0;
		if (part < spoken.length) return planned;
		ownSeconds = end + planned;
		return Math.max(planned, (request.lastsAtLeast ?? 0) - end);
	};
	const joined = await joinParts(calls, spoken, { format: request.format, silence, audioStore, shape });
	return { ...joined, parts: spoken.length, ownSeconds };
}

/** Whether the answer to one request is the audio as it shall be. */
const isOneRequest = ({ texts, silences }: SpeechPlan, { trimSilence, lastsAtLeast }: LongSpeechRequest): boolean =>
	texts.length === 1 && !trimSilence && lastsAtLeast === undefined && silences.every((seconds) => seconds === 0);

/** Builds the part of the client that speaks texts of any length. */
export function createLongSpeech(calls: Calls): LongSpeech {
	return {
		speak: async (request, audioStore, shape = asItIs) => {
			const plan = planOf(request);
			if (isOneRequest(plan, request)) {
				const text = plan.texts.join('');
				const spoken = await createSpeech(calls).speak({ ...request, text }, audioStore.store, shape);
				return { ...spoken, parts: 1, ownSeconds: spoken.seconds };
			}
			const bill = createBill();
			return await speakInParts(calls, { request, plan, audioStore, bill }, shape).catch((error: unknown) =>
				Promise.reject(bill.addTo(error)),
			);
		},
	};
}
