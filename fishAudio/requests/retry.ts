import { isFishAudioError, withFacts, type FishAudioError } from '../errors';
import { outcomeOf } from './outcome';
import { billedBy, reactionTo, type RepeatCost } from './repeat';

/** How often and how patiently a request is repeated. Times in milliseconds. */
export interface RetryPolicy {
	/** Attempts, including the first. */
	maxTries: number;
	/**
	 * How long the server may answer nothing but 429 before a 429 ends the request. Waiting costs nothing, and other
	 * workflows may share the account. 0: every 429 counts as a try.
	 */
	busyPatience: number;
	/** Wait before the second attempt. It doubles with each further attempt. */
	firstWait: number;
	/** The longest wait of our own choice. */
	longestWait: number;
	/** The same while the server is busy: it may take a request again at any time. */
	longestBusyWait: number;
	/** Waits between the looks for what a request may have made. */
	lookWaits: number[];
	/** The longest wait that is accepted from the server. A longer one ends the request and is reported. */
	longestRetryAfter: number;
}

/** The default, with 5 attempts: it outlasts a 5xx of about 8 to 15 seconds, and a 429 of about a minute. */
export const retryPolicy: RetryPolicy = {
	maxTries: 5,
	busyPatience: 60_000,
	firstWait: 1_000,
	longestWait: 30_000,
	longestBusyWait: 5_000,
	lookWaits: [2_000, 4_000],
	longestRetryAfter: 120_000,
};

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1); undefined if the server asks for too long a
 * wait. The server's wait comes before ours. `random` (0–1) spreads ours over its upper half.
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
	// A server that says "at once" would use up all tries at once.
	if (failed.retryAfter < policy.firstWait) return Math.max(failed.retryAfter, spread);
	// A little longer, so that clients with the same answer do not all come back at the same moment.
	return failed.retryAfter + failed.random * policy.firstWait * 0.1;
}

/** What repeating a request needs. */
export interface RetryMeans {
	policy: RetryPolicy;
	repeatCosts: RepeatCost;
	sleep: (milliseconds: number) => Promise<void>;
	random: () => number;
	/** Milliseconds for which the server has answered this client nothing but 429. */
	busyFor: () => number;
	/** Called for each request that may have been billed, including the one that succeeded. */
	onBilled?: (() => void) | undefined;
}

/** Timeouts that end a request, whatever repeating costs: a server that was silent twice would be silent again. */
const maxTimeouts = 2;

/** A server that failed needs a moment: a repeat that is the only one waits as long as the one after this attempt. */
const onlyRepeatStep = 3;

/** Milliseconds to wait before the next attempt, by all failures so far; undefined if none may follow. */
function waitAfter(failure: FishAudioError, failures: FishAudioError[], means: RetryMeans): number | undefined {
	const { policy, repeatCosts, random, busyFor } = means;
	const isBusy = ({ kind }: FishAudioError): boolean => kind === 'busy' && policy.busyPatience > 0;
	const isOnceMore = (one: FishAudioError): boolean => reactionTo(one, repeatCosts) === 'onceMore';
	const busy = isBusy(failure);
	const attempt = failures.filter((one) => isBusy(one) === busy).length;

	if (['onlyLook', 'giveUp'].includes(reactionTo(failure, repeatCosts))) return undefined;
	if (attempt >= policy.maxTries && (!busy || busyFor() >= policy.busyPatience)) return undefined;
	if (failures.filter(isOnceMore).length > 1) return undefined;
	if (failures.filter(({ kind }) => kind === 'timeout').length >= maxTimeouts) return undefined;

	const isOnlyRepeat = isOnceMore(failure) && failure.kind === 'server';
	const step = isOnlyRepeat ? Math.max(attempt, onlyRepeatStep) : attempt;
	return nextWait({ attempt: step, busy, retryAfter: failure.facts.retryAfter, random: random() }, policy);
}

/** Whether one of the failed attempts may have made what was asked for. */
const mayHaveMade = (failures: FishAudioError[], repeatCosts: RepeatCost): boolean =>
	failures.some((failure) => ['onlyLook', 'lookFirst'].includes(reactionTo(failure, repeatCosts)));

/** The last failure, with the number of requests that all of them may have billed. */
function withBill(failure: FishAudioError, failures: FishAudioError[], repeatCosts: RepeatCost): FishAudioError {
	const billed = failures.reduce((sum, one) => sum + billedBy(one, repeatCosts), 0);
	return billed === 0 ? failure : withFacts(failure, { mayBeBilled: billed });
}

/** What follows a failure: a wait, if another attempt may follow, and a look, if something may have been made. */
function nextStep<Look>(
	failure: FishAudioError,
	failures: FishAudioError[],
	{ means, findMade }: { means: RetryMeans; findMade: Look | undefined },
): { wait: number | undefined; look: Look | undefined } {
	const cannotLook = !findMade && reactionTo(failure, means.repeatCosts) === 'lookFirst';
	const needsLook = failure.kind !== 'cancelled' && mayHaveMade(failures, means.repeatCosts);
	return {
		wait: cannotLook ? undefined : waitAfter(failure, failures, means),
		look: needsLook ? findMade : undefined,
	};
}

/** Looks several times: what was made may take a moment to show. */
async function lookFor<T>(look: () => Promise<T | undefined>, means: RetryMeans): Promise<T | undefined> {
	for (const wait of means.policy.lookWaits) {
		const found = await look();
		if (found !== undefined) return found;
		await means.sleep(wait);
	}
	return await look();
}

/**
 * Runs `attempt` until it succeeds, may not be repeated, or has used up its tries; then fails with its last failure.
 * Once an attempt may have been carried out although it failed, `findMade` looks for what it made: before each further
 * attempt and before giving up. What it finds is the result.
 */
export async function withRetry<T>(
	attempt: () => Promise<T>,
	means: RetryMeans,
	findMade?: () => Promise<T | undefined>,
): Promise<T> {
	const { repeatCosts, onBilled } = means;
	const failures: FishAudioError[] = [];
	for (;;) {
		const outcome = await outcomeOf(attempt);
		if ('value' in outcome) {
			if (repeatCosts === 'money') onBilled?.();
			return outcome.value;
		}
		const { error: failure } = outcome;
		// A bug is not a failed attempt.
		if (!isFishAudioError(failure)) throw failure;
		if (billedBy(failure, repeatCosts) > 0) onBilled?.();
		failures.push(failure);
		const { wait, look } = nextStep(failure, failures, { means, findMade });
		if (wait !== undefined || look) await means.sleep(wait ?? means.policy.firstWait);
		const made = look && (await lookFor(look, means));
		if (made !== undefined) return made;
		if (wait === undefined) throw withBill(failure, failures, repeatCosts);
	}
}
