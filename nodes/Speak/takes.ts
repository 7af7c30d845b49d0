import { inputError, withFacts, type FishAudioError } from '../../fishAudio/errors';
import { estimateSpeech } from '../../fishAudio/speech/estimate';
import type { SpokenText } from '../../fishAudio/speech/longSpeech';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { bestTake, firstSpeed, nextSpeed, type Take, type Target } from './fit';
import type { SpeechItem } from './speechItem';

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
	/** The speed of this take, and how many were spoken. Undefined where any length will do. */
	fit: { speed: number; takes: number } | undefined;
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

async function speakToFit<T>(
	target: Target,
	request: LongSpeechRequest,
	{ speak, paces }: { speak: Speak<T>; paces: Paces },
): Promise<Fitted<T>> {
	const { silence, speech } = estimateSpeech(request);
	const pace = paces.of(request);
	const takes: Array<Take & { spoken: SpokenText<T> }> = [];
	const padded = target.fit === 'exactly' ? { lastsAtLeast: target.seconds } : {};
	let speed: number | undefined = firstSpeed(target, silence, pace === undefined ? undefined : pace * speech);
	let billed = 0;
	while (speed !== undefined) {
		const spoken = await speak({ ...request, ...padded, speed });
		billed += spoken.parts;
		const seconds = spoken.ownSeconds ?? 0;
		takes.push({ speed, seconds, spoken });
		if (speech > 0) paces.learn(request, ((seconds - silence) * speed) / speech);
		speed = nextSpeed(target, silence, takes);
	}
	const best = bestTake(target, takes);
	if (!best) throw withFacts(tooLong(target, silence, request, takes), { mayBeBilled: billed });
	return { spoken: best.spoken, fit: { speed: best.speed, takes: takes.length } };
}

/** Speaks an item: once or, where its audio shall have a certain length, until it has. */
export async function speakTake<T>({ request, target }: SpeechItem, speak: Speak<T>, paces: Paces): Promise<Fitted<T>> {
	if (target) return await speakToFit(target, request, { speak, paces });
	return { spoken: await speak(request), fit: undefined };
}

/** How many times an item may be spoken at most. Each is billed. */
export const takesAtMost = ({ target, takes }: SpeechItem): number => takes * (target?.maxTakes ?? 1);
