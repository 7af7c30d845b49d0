import type { FailureKind, FishAudioError } from '../errors';
import { isTurnedAway } from './faultCodes';

/** What it costs to send a request a second time. */
export type Effect =
	/** Nothing: a read, a change. */
	| 'repeatable'
	/** Money: speech, a design, a transcript. What may have been billed is sent once more at most. */
	| 'billed'
	/** No harm, but it would be answered as a mistake: a deletion. It is looked first whether it was done. */
	| 'looked'
	/** Harm: a second voice. */
	| 'onceOnly';

/** What is done about a failed request. */
export type Repeat =
	/** It is sent again, as often as the policy allows. */
	| 'again'
	/** It is sent again, but a single time, whatever else of this kind happens to it. */
	| 'onceMore'
	/** What it may have made is looked for; where there is nothing, it is sent again. */
	| 'lookThenAgain'
	/** What it may have made is looked for, and not asked for again: the server may still be at it. */
	| 'look'
	/** Nothing: sending it again cannot help. */
	| 'giveUp';

/** What happened to a request, as far as repeating it depends on that. */
export type Happening =
	/** 429, or no connection was made: the server has surely not begun. */
	| 'notTaken'
	/** A 503 that says when to come back, or that nobody is there to do it: the server says that it has not begun. */
	| 'turnedAway'
	/** Another 5xx, which may come after the work: a 503 has been seen after 44 seconds of it. */
	| 'failed'
	/** 502 or 504: a gateway lost sight of the server, which may still be at work. */
	| 'outOfSight'
	/** The connection broke. */
	| 'disconnected'
	/** The deadline passed. */
	| 'timedOut'
	/** The answer was a success that came in part. */
	| 'cutOff'
	/** The answer was audio without speech: the next may be another, for speech is made by chance. */
	| 'blank'
	/** The answer was a success in a form that cannot be used. The next would have it, too. */
	| 'otherForm'
	/** All else: input, key, credit, permission, what the API refuses; and an execution that was stopped. */
	| 'settled';

/** The whole policy: what happened, and what is done about it by what repeating costs. */
const policy: Record<Happening, Record<Effect, Repeat>> = {
	notTaken: { repeatable: 'again', billed: 'again', looked: 'again', onceOnly: 'again' },
	turnedAway: { repeatable: 'again', billed: 'again', looked: 'lookThenAgain', onceOnly: 'lookThenAgain' },
	failed: { repeatable: 'again', billed: 'onceMore', looked: 'lookThenAgain', onceOnly: 'lookThenAgain' },
	outOfSight: { repeatable: 'again', billed: 'onceMore', looked: 'lookThenAgain', onceOnly: 'look' },
	disconnected: { repeatable: 'again', billed: 'onceMore', looked: 'lookThenAgain', onceOnly: 'lookThenAgain' },
	timedOut: { repeatable: 'again', billed: 'onceMore', looked: 'lookThenAgain', onceOnly: 'look' },
	cutOff: { repeatable: 'again', billed: 'onceMore', looked: 'lookThenAgain', onceOnly: 'look' },
	blank: { repeatable: 'giveUp', billed: 'onceMore', looked: 'giveUp', onceOnly: 'giveUp' },
	otherForm: { repeatable: 'giveUp', billed: 'giveUp', looked: 'giveUp', onceOnly: 'look' },
	settled: { repeatable: 'giveUp', billed: 'giveUp', looked: 'giveUp', onceOnly: 'giveUp' },
};

const happenings: Partial<Record<FailureKind, Happening>> = {
	busy: 'notTaken',
	unreachable: 'notTaken',
	server: 'failed',
	disconnected: 'disconnected',
	timeout: 'timedOut',
	incomplete: 'cutOff',
	silent: 'blank',
	badAnswer: 'otherForm',
};

/** Statuses of a gateway that lost sight of the server behind it. */
const gateway = [502, 504];

/** Sorts a failure. */
export function happeningOf({ kind, facts }: Pick<FishAudioError, 'kind' | 'facts'>): Happening {
	if (kind !== 'server') return happenings[kind] ?? 'settled';
	// What is told inside of an answer that has begun is not told before the work.
	if (isTurnedAway(facts) && !facts.mayBeBilled) return 'turnedAway';
	return gateway.includes(facts.status ?? 0) ? 'outOfSight' : 'failed';
}

/** What is done about a failure. */
export const repeatAfter = (failure: Pick<FishAudioError, 'kind' | 'facts'>, effect: Effect): Repeat =>
	policy[happeningOf(failure)][effect];

const unbilled: Happening[] = ['notTaken', 'turnedAway', 'settled'];

/** How many requests a failure may have billed. */
export function billedBy(failure: Pick<FishAudioError, 'kind' | 'facts'>, effect: Effect): number {
	if (effect !== 'billed') return 0;
	return failure.facts.mayBeBilled ?? (unbilled.includes(happeningOf(failure)) ? 0 : 1);
}
