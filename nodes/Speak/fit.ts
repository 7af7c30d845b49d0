/** How long the audio of an item is to be, and what may be done to get there. */
export interface Target {
	/** Seconds of the whole file, silence included. */
	seconds: number;
	/** Whether a shorter file is right, too, or silence fills the rest. */
	fit: 'atMost' | 'exactly';
	/** Bounds of the speed. */
	slowest: number;
	fastest: number;
	/** How often the text may be spoken. */
	maxTakes: number;
}

/** A take: how fast the text was spoken, and how many seconds that took, silence included. */
export interface Take {
	speed: number;
	seconds: number;
}

/** The same speed gives takes of different lengths, so the next speed leaves this much room. */
const margin = 1.02;

/** What is longer than the target by more than this at the fastest speed does not fit by luck either. */
const hopeless = 1.08;

/** Frames of MP3 and Opus do not end on the millisecond. */
const frame = 0.03;

/** Seconds that a file may lack before its text is spoken more slowly. Silence fills less. */
const smallGap = ({ seconds }: Target): number => Math.max(0.3, seconds * 0.03);

/** Whether a take is no longer than the target. */
export const fitsIn = ({ seconds }: Target, take: Take): boolean => take.seconds <= seconds + frame;

const isShort = (target: Target, take: Take): boolean =>
	target.fit === 'exactly' && take.seconds < target.seconds - smallGap(target);

const within = ({ slowest, fastest }: Target, speed: number): number =>
	Math.min(fastest, Math.max(slowest, Math.round(speed * 100) / 100));

/** Seconds that are left for speech. */
const room = ({ seconds }: Target, silence: number): number => Math.max(0.1, seconds - silence);

/**
 * The speed of the first take. `expected` are the seconds of speech at normal speed, where takes of the same voice have
 * shown them.
 */
export function firstSpeed(target: Target, silence: number, expected: number | undefined): number {
	if (expected === undefined) return within(target, 1);
	const take = { speed: 1, seconds: silence + expected };
	const isRight = fitsIn(target, take) && !isShort(target, take);
	return within(target, isRight ? 1 : (expected * margin) / room(target, silence));
}

/**
 * The speed of the next take after those that were spoken; undefined if the last one is right, or no other would be
 * better. `silence` are the seconds that do not depend on the speed.
 */
export function nextSpeed(target: Target, silence: number, takes: Take[]): number | undefined {
	const last = takes.at(-1);
	if (!last) return firstSpeed(target, silence, undefined);
	const isLong = !fitsIn(target, last);
	if (takes.length >= target.maxTakes || (!isLong && !isShort(target, last))) return undefined;
	const atNormal = (last.seconds - silence) * last.speed;
	const speed = within(target, (atNormal * margin) / room(target, silence));
	if (!isLong) return speed < last.speed ? speed : undefined;
	// A further take costs money: it is only worth it if it can fit.
	return atNormal / target.fastest > room(target, silence) * hopeless ? undefined : Math.max(speed, last.speed);
}

/** The take to use: of those that fit the longest; undefined if none does. */
export const bestTake = <T extends Take>(target: Target, takes: T[]): T | undefined =>
	takes
		.filter((take) => fitsIn(target, take))
		.reduce<T | undefined>((best, take) => (best && best.seconds >= take.seconds ? best : take), undefined);
