import { inputError, isFishAudioError, withFacts, type FishAudioError } from '../../fishAudio/errors';
import { withBilled } from '../../fishAudio/requests/bill';
import { outcomeOf } from '../../fishAudio/requests/outcome';
import { estimateSpeech } from '../../fishAudio/speech/estimate';
import type { SpokenText } from '../../fishAudio/speech/longSpeech';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { SpokenTrack } from '../../fishAudio/speech/subtitleSpeech';
import type { SubtitleTrack } from '../../fishAudio/speech/subtitleTrack';
import { bestTake, firstSpeed, nextSpeed, type Take, type Target } from './fit';
import { mostChecks } from './checkWords';
import type { SpeechItem } from './speechItem';
import { speakUntilHeard, type HeardWords, type WordCheck } from './speakUntilHeard';

/** Speaks a request once. */
export type Speak<T> = (request: LongSpeechRequest) => Promise<SpokenText<T>>;

/** How long each voice takes in relation to what is usual. It is learnt from the items of a run. */
export interface Paces {
	of(request: LongSpeechRequest): number | undefined;
	learn(request: LongSpeechRequest, pace: number): void;
}

/** Starts with no voice known. */
export function createPaces(): Paces {
	const paces = new Map<string, number>();
	const keyOf = ({ model, voiceId, speakers }: LongSpeechRequest): string => JSON.stringify([model, voiceId, speakers]);
	return {
		of: (request) => paces.get(keyOf(request)),
		learn: (request, pace) => void paces.set(keyOf(request), pace),
	};
}

/** The audio of an item, and what it took. */
export interface Fitted<T> {
	spoken: SpokenText<T>;
	/** The speed of this take. Undefined where any length will do. */
	fit: { speed: number } | undefined;
	/** How many times the text was spoken. */
	takes: number;
	/** How many requests that took. */
	requests: number;
	/** What was heard, where the words are checked. */
	words?: WordCheck;
	/** The captions of subtitles, and the bytes of text that were sent for them. */
	track?: Pick<SpokenTrack<T>, 'captions' | 'textBytes'>;
}

const tenths = (seconds: number): string => `${(Math.ceil(seconds * 10) / 10).toFixed(1)} s`;

/** What to do about a text that is too long at the fastest speed. */
function tooLong(target: Target, silence: number, { text }: LongSpeechRequest, takes: Take[]): FishAudioError {
	const speech = Math.min(...takes.map(({ seconds, speed }) => (seconds - silence) * speed)) / target.fastest;
	const seconds = silence + speech;
	const over = Math.max(0.1, seconds - target.seconds);
	const characters = Math.ceil(text.length * Math.min(1, over / speech));
	const spoken = takes.length === 1 ? 'once' : `${takes.length} times`;
	return inputError(
		`'Text' is too long: at the fastest speed of ${target.fastest} it takes ${tenths(seconds)}, ` +
			`${tenths(over)} longer than the 'Target Length (Seconds)' of ${target.seconds} s`,
		`Cut about ${characters} of its ${text.length} characters, or change 'Target Length (Seconds)' or 'Fastest ` +
			`Speed' under 'Timing'. The text was spoken ${spoken} to find out.`,
	);
}

const isStopped = (error: unknown): boolean => isFishAudioError(error) && error.kind === 'cancelled';

/** Speaks until the length is right. */
async function speakToFit<T>(
	target: Target,
	request: LongSpeechRequest,
	{ speak, paces }: { speak: Speak<T>; paces: Paces },
): Promise<Fitted<T>> {
	const { silence, speech } = estimateSpeech(request);
	const pace = paces.of(request);
	const takes: Array<Take & { spoken: SpokenText<T> }> = [];
	const padded = target.fit === 'exactly' ? { lastsAtLeast: target.seconds } : {};
	const speakAt = (at: number) => async () => await speak({ ...request, ...padded, speed: at });
	let speed: number | undefined = firstSpeed(target, silence, pace === undefined ? undefined : pace * speech);
	let billed = 0;
	while (speed !== undefined) {
		const outcome = await outcomeOf(speakAt(speed));
		if ('error' in outcome) {
			// A take that fits is not lost with one that was to fit better.
			if (bestTake(target, takes) && !isStopped(outcome.error)) break;
			return await Promise.reject(withBilled(outcome.error, billed));
		}
		const spoken = outcome.value;
		billed += spoken.parts;
		const seconds = spoken.ownSeconds ?? 0;
		takes.push({ speed, seconds, spoken });
		if (speech > 0) paces.learn(request, ((seconds - silence) * speed) / speech);
		speed = nextSpeed(target, silence, takes);
	}
	const best = bestTake(target, takes);
	if (!best) throw withFacts(tooLong(target, silence, request, takes), { mayBeBilled: billed });
	return { spoken: best.spoken, fit: { speed: best.speed }, takes: takes.length, requests: billed };
}

/** How a take is spoken and heard, and what is known of the voices. */
export interface TakeMeans<T> {
	speak: Speak<T>;
	/** Speaks subtitles in time. */
	speakTrack: (track: SubtitleTrack) => Promise<SpokenTrack<T>>;
	hear: (spoken: SpokenText<T>) => Promise<HeardWords>;
	paces: Paces;
}

/** Speaks an item once or, where its audio shall have a certain length, until it has. */
async function speakOnce<T>({ request, target, track }: SpeechItem, means: TakeMeans<T>): Promise<Fitted<T>> {
	if (track) {
		const spoken = await means.speakTrack(track);
		return { spoken, fit: undefined, takes: 1, requests: spoken.parts, track: spoken };
	}
	if (target) return await speakToFit(target, request, means);
	const spoken = await means.speak(request);
	return { spoken, fit: undefined, takes: 1, requests: spoken.parts };
}

/** Speaks an item until its length is right, and that until its words are: only what fits is worth hearing. */
export async function speakTake<T>(item: SpeechItem, means: TakeMeans<T>): Promise<Fitted<T>> {
	const { request, leastMatch: least } = item;
	const speak = async (): Promise<Fitted<T>> => await speakOnce(item, means);
	if (least === undefined) return await speak();
	return await speakUntilHeard({ request, least }, { speak, hear: async ({ spoken }) => await means.hear(spoken) });
}

/** How many times the takes of an item may be transcribed at most. */
export const checksAtMost = ({ leastMatch, takes }: SpeechItem): number =>
	leastMatch === undefined ? 0 : takes * mostChecks;

/** How many times an item may be spoken at most. Each is billed. */
export const takesAtMost = (item: SpeechItem): number =>
	(checksAtMost(item) || item.takes) * (item.track?.whenTooLong === 'speakFaster' ? 2 : (item.target?.maxTakes ?? 1));

const billedFor = (failures: unknown[]): number =>
	failures.reduce<number>((sum, one) => sum + (isFishAudioError(one) ? (one.facts.mayBeBilled ?? 0) : 0), 0);

/** Takes that were spoken, and why others failed. */
export interface SpokenTakes<T> {
	fitted: Array<Fitted<T>>;
	failures: unknown[];
}

/**
 * Speaks all takes of an item, side by side. Those that succeed are paid for, so they are kept if another one fails.
 * Fails if all do, or the execution was stopped.
 */
export async function speakTakes<T>(item: SpeechItem, means: TakeMeans<T>): Promise<SpokenTakes<T>> {
	const takes = Array.from(
		{ length: item.takes },
		async () => await outcomeOf(async () => await speakTake(item, means)),
	);
	const outcomes = await Promise.all(takes);
	const fitted = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
	const failures = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
	const stopped = failures.find(isStopped);
	if (stopped !== undefined) return await Promise.reject(stopped);
	if (fitted.length > 0) return { fitted, failures };
	const [first, ...others] = failures;
	return await Promise.reject(withBilled(first, billedFor(others)));
}
