import { isFishAudioError, withFacts, type FishAudioError } from '../errors';
import { billedBy, repeatAfter, type Effect } from './repeat';

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

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1), or undefined when the server asks for too long a
 * wait. The server's wait comes before ours; ours is spread over its upper half by `random` (0–1).
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
	/** Told of each request that may have been billed, of that which came through, too. */
	onBilled?: (() => void) | undefined;
}

/** How many timeouts a request has, whatever it costs: a server that has kept silent twice would do so again. */
const mostTimeouts = 2;

/**
 * The wait before the single repeat of what a server failed at is that after so many attempts: a server that failed
 * needs a moment.
 */
const lateStep = 3;

/** Tells of each failed attempt how long to wait before the next, and nothing where there is to be none. */
type Patience = (failure: FishAudioError) => number | undefined;

function createPatience({ policy, effect, random, busyFor }: RetryMeans): Patience {
	let tries = 0;
	let refusals = 0;
	let lastChances = 0;
	let timeouts = 0;
	return (failure) => {
		const repeat = repeatAfter(failure, effect);
		const busy = failure.kind === 'busy' && policy.busyPatience > 0;
		const attempt = busy ? ++refusals : ++tries;
		if (repeat === 'onceMore') lastChances += 1;
		if (failure.kind === 'timeout') timeouts += 1;
		const isLast = attempt >= policy.maxTries && (!busy || busyFor() >= policy.busyPatience);
		if (isLast || lastChances > 1 || timeouts >= mostTimeouts || repeat === 'look' || repeat === 'giveUp')
			return undefined;
		const step = repeat === 'onceMore' && failure.kind === 'server' ? Math.max(attempt, lateStep) : attempt;
		return nextWait({ attempt: step, busy, retryAfter: failure.facts.retryAfter, random: random() }, policy);
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

/** What was made may be slow to show, so it is looked for more than once. */
async function lookFor<T>(look: () => Promise<T | undefined>, means: RetryMeans): Promise<T | undefined> {
	for (const wait of means.policy.looks) {
		const found = await look();
		if (found !== undefined) return found;
		await means.sleep(wait);
	}
	return await look();
}

/** The attempts of a request and what is known of those that failed. */
interface Attempts {
	/** Whether one may have made what was asked for. */
	unsure: boolean;
	/** How many may have been billed. */
	billed: number;
}

const noted = ({ unsure, billed }: Attempts, failure: FishAudioError, effect: Effect): Attempts => ({
	unsure: unsure || ['look', 'lookThenAgain'].includes(repeatAfter(failure, effect)),
	billed: billed + billedBy(failure, effect),
});

const told = (failure: FishAudioError, { billed }: Attempts): FishAudioError =>
	billed === 0 ? failure : withFacts(failure, { mayBeBilled: billed });

/**
 * Runs `attempt` until it succeeds, may not be repeated, or the tries are used up.
 * Once a failure has left it unsure whether the server acted, `findMade` looks for what it may have made before
 * each further attempt and before giving up: what it finds is the result.
 */
export async function withRetry<T>(
	attempt: () => Promise<T>,
	means: RetryMeans,
	findMade?: () => Promise<T | undefined>,
): Promise<T> {
	const waitAfter = createPatience(means);
	let attempts: Attempts = { unsure: false, billed: 0 };
	for (;;) {
		const outcome = await settle(attempt());
		if ('value' in outcome) {
			if (means.effect === 'billed') means.onBilled?.();
			return outcome.value;
		}
		const { failure } = outcome;
		if (billedBy(failure, means.effect) > 0) means.onBilled?.();
		attempts = noted(attempts, failure, means.effect);
		const needsLook = repeatAfter(failure, means.effect) === 'lookThenAgain';
		const wait = needsLook && !findMade ? undefined : waitAfter(failure);
		const look = attempts.unsure && failure.kind !== 'cancelled' ? findMade : undefined;
		if (wait === undefined && !look) throw told(failure, attempts);
		await means.sleep(wait ?? means.policy.firstWait);
		const made = look && (await lookFor(look, means));
		if (made !== undefined) return made;
		if (wait === undefined) throw told(failure, attempts);
	}
}
