import { isFishAudioError, type FailureKind, type FishAudioError } from './errors';

/** How often and how patiently a request is repeated. Times in milliseconds. */
export interface RetryPolicy {
	/** Attempts in all, the first included. */
	maxTries: number;
	/**
	 * How long a server may answer with 429 alone before that counts as a failure: an account is shared with other
	 * workflows, and waiting costs nothing. 0 where each 429 counts.
	 */
	busyPatience: number;
	/** Wait before the second attempt; it doubles with each further one. */
	firstWait: number;
	/** The longest of our own waits. */
	longestWait: number;
	/** The same where the server is busy: a turn may come free at any time. */
	longestBusyWait: number;
	/** Waits between the looks for what an attempt of unsure outcome may have made. */
	looks: number[];
	/** The longest wait taken from the server; a longer one is told to the user instead. */
	longestRetryAfter: number;
}

/** Default of 5 attempts: a 5xx is ridden out for about 8 to 15 seconds, a 429 for about a minute. */
export const retryPolicy: RetryPolicy = {
	maxTries: 5,
	busyPatience: 60_000,
	firstWait: 1_000,
	longestWait: 30_000,
	longestBusyWait: 5_000,
	looks: [2_000, 4_000],
	longestRetryAfter: 120_000,
};

/** Whether a failed request may be sent again. */
export type Repeat =
	/** The server has not acted, or acting twice changes nothing. */
	| 'safe'
	/** The server may have acted, and acting twice would do harm. */
	| 'unsure'
	/** The server has acted, or may still be at it: what it makes is looked for, and not asked for again. */
	| 'look'
	/** Sending it again cannot help. */
	| 'never';

/** What it means to repeat a request. */
export type Effect =
	/** Nothing: a read, a change. */
	| 'repeatable'
	/** Money: speech, a design, a transcript. What may have been billed is sent once more at most. */
	| 'billed'
	/** No harm, but it would be answered as a mistake: a deletion. It is looked first whether it was done. */
	| 'looked'
	/** Harm: a second voice. */
	| 'onceOnly';

const untouched: FailureKind[] = ['busy', 'unreachable'];
const passing: FailureKind[] = ['server', 'disconnected', 'timeout', 'incomplete'];

/** A success was answered, in whatever form; or somebody gave up waiting for a server that did not. */
const acting: FailureKind[] = ['incomplete', 'badAnswer', 'timeout'];

/** Statuses of a gateway that lost sight of the server behind it. */
const gateway = [502, 504];

/** Judges a failure by its kind and, where there is one, its status; it does nothing. */
export function mayRepeat(kind: FailureKind, effect: Effect, status?: number): Repeat {
	if (untouched.includes(kind)) return 'safe';
	const goesOn = acting.includes(kind) || (status !== undefined && gateway.includes(status));
	if (effect === 'onceOnly' && goesOn) return 'look';
	if (!passing.includes(kind)) return 'never';
	return effect === 'repeatable' || effect === 'billed' ? 'safe' : 'unsure';
}

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1), or undefined when the server asks for too long a wait.
 * The server's wait comes before ours; ours is spread over its upper half by `random` (0–1).
 */
export function nextWait(
	failed: { attempt: number; busy: boolean; retryAfter?: number | undefined; random: number },
	policy: RetryPolicy,
): number | undefined {
	const longest = failed.busy ? policy.longestBusyWait : policy.longestWait;
	const own = Math.min(policy.firstWait * 2 ** (failed.attempt - 1), longest);
	const spread = own * (0.5 + failed.random / 2);
	if (failed.retryAfter === undefined) return spread;
	if (failed.retryAfter > policy.longestRetryAfter) return undefined;
	// "At once" would use up all tries at once.
	if (failed.retryAfter < policy.firstWait) return Math.max(failed.retryAfter, spread);
	// A little on top, so that a crowd told the same moment does not return in the same moment.
	return failed.retryAfter + failed.random * policy.firstWait * 0.1;
}

/** The means a repeated request needs. */
export interface RetryMeans {
	policy: RetryPolicy;
	effect: Effect;
	sleep: (milliseconds: number) => Promise<void>;
	random: () => number;
	/** Milliseconds for which the server has answered this client with 429 alone. */
	busyFor: () => number;
}

/** Counts failed attempts and says how long to wait after each. */
function createPatience({ policy, random, busyFor }: RetryMeans): (failure: FishAudioError) => number | undefined {
	let tries = 0;
	let refusals = 0;
	return ({ kind, facts: { retryAfter } }) => {
		const busy = kind === 'busy' && policy.busyPatience > 0;
		const attempt = busy ? ++refusals : ++tries;
		const isLast = attempt >= policy.maxTries && (!busy || busyFor() >= policy.busyPatience);
		return isLast ? undefined : nextWait({ attempt, busy, retryAfter, random: random() }, policy);
	};
}

type Outcome<T> = { value: T } | { failure: FishAudioError };

const settle = async <T>(attempt: Promise<T>): Promise<Outcome<T>> =>
	await attempt.then(
		(value) => ({ value }),
		(error: unknown) => {
			if (isFishAudioError(error)) return { failure: error };
			// A bug is not a failed attempt.
			return Promise.reject(error);
		},
	);

/**
 * Runs `attempt` until it succeeds, may not be repeated, or the tries are used up.
 * Once a failure has left it unsure whether the server acted, `findMade` looks for what it may have made before
 * each further attempt and before giving up: what it finds is the result.
 */
export async function withRetry<T>(
	attempt: (number: number) => Promise<T>,
	means: RetryMeans,
	findMade?: () => Promise<T | undefined>,
): Promise<T> {
	const patience = createPatience(means);
	let unsure = false;
	for (let number = 1; ; number++) {
		const outcome = await settle(attempt(number));
		if ('value' in outcome) return outcome.value;
		const { failure } = outcome;
		const repeat = mayRepeat(failure.kind, means.effect, failure.facts.status);
		unsure ||= repeat === 'unsure' || repeat === 'look';
		const again = repeat === 'safe' || (repeat === 'unsure' && findMade !== undefined);
		const wait = again ? patience(failure) : undefined;
		const look = unsure && failure.kind !== 'cancelled' ? findMade : undefined;
		if (wait === undefined && !look) throw failure;
		await means.sleep(wait ?? means.policy.firstWait);
		const made = look && (await lookFor(look, means));
		if (made !== undefined) return made;
		if (wait === undefined) throw failure;
	}
}

/** What was made may be slow to show, so it is looked for more than once. */
async function lookFor<T>(look: () => Promise<T | undefined>, means: RetryMeans): Promise<T | undefined> {
	for (const wait of means.policy.looks) {
		const found = await look();
		if (found !== undefined) return found;
		await means.sleep(wait);
	}
	return await look();
}
