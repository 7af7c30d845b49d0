import type { FailureKind, FishAudioError } from '../errors';
import { isTurnedAway } from './failureCodes';

/** What it costs to send a request again that the server has already carried out. */
export type RepeatCost =
	/** Nothing: a read, or a change. */
	| 'nothing'
	/** Money: speech, a design, a transcript. */
	| 'money'
	/** A false error: a voice that the first request deleted is not found by the second. */
	| 'falseError'
	/** A duplicate: a second voice. */
	| 'duplicate';

/** What is done after a failed request. */
export type Reaction =
	/** Send it again, as often as the policy allows. */
	| 'again'
	/** Send it once more. A second failure of this kind ends it. */
	| 'onceMore'
	/** Look for what it may have made. If there is nothing, send it again. */
	| 'lookFirst'
	/** Look for what it may have made, and never send it again: the server may still be working on it. */
	| 'onlyLook'
	/** Fail: another request would not help. */
	| 'giveUp';

/** What happened to a request, as far as repeating it depends on that. */
export type Incident =
	/** The server has not begun: it answered 429, or there was no connection. */
	| 'notStarted'
	/** The server says that it has not begun: 503 with a time to come back, or `upstream_unavailable`. */
	| 'turnedAway'
	/** Another 5xx. It may come after the work: a 503 has been seen after 44 seconds of it. */
	| 'serverFailed'
	/** 502 or 504: the gateway lost the server, which may still be working. */
	| 'gatewayFailed'
	/** The connection broke. */
	| 'disconnected'
	/** The deadline passed. */
	| 'timedOut'
	/** The answer began as a success and ended early. */
	| 'cutShort'
	/** The answer was audio without speech. The next one may be good: speech differs each time. */
	| 'noSpeech'
	/** The answer was a success in a form that cannot be used. The next one would have the same form. */
	| 'unusable'
	/** All other failures: input, key, credit, permission, what the API refuses, a stopped execution. */
	| 'final';

interface Row extends Record<RepeatCost, Reaction> {
	/** How many requests Fish Audio may have billed, where a request costs money. */
	billed: 0 | 1;
}

/**
 * The whole policy. Rows: what happened. Columns: whether it may be billed, and the reaction by what repeating costs.
 */
const table: Record<Incident, Row> = {
	notStarted: { billed: 0, nothing: 'again', money: 'again', falseError: 'again', duplicate: 'again' },
	turnedAway: { billed: 0, nothing: 'again', money: 'again', falseError: 'lookFirst', duplicate: 'lookFirst' },
	serverFailed: { billed: 1, nothing: 'again', money: 'onceMore', falseError: 'lookFirst', duplicate: 'lookFirst' },
	gatewayFailed: { billed: 1, nothing: 'again', money: 'onceMore', falseError: 'lookFirst', duplicate: 'onlyLook' },
	disconnected: { billed: 1, nothing: 'again', money: 'onceMore', falseError: 'lookFirst', duplicate: 'lookFirst' },
	timedOut: { billed: 1, nothing: 'again', money: 'onceMore', falseError: 'lookFirst', duplicate: 'onlyLook' },
	cutShort: { billed: 1, nothing: 'again', money: 'onceMore', falseError: 'lookFirst', duplicate: 'onlyLook' },
	noSpeech: { billed: 1, nothing: 'giveUp', money: 'onceMore', falseError: 'giveUp', duplicate: 'giveUp' },
	unusable: { billed: 1, nothing: 'giveUp', money: 'giveUp', falseError: 'giveUp', duplicate: 'onlyLook' },
	final: { billed: 0, nothing: 'giveUp', money: 'giveUp', falseError: 'giveUp', duplicate: 'giveUp' },
};

/** The kinds of failure that are not `final`. A `server` failure is sorted further by its status. */
const incidents: Partial<Record<FailureKind, Incident>> = {
	busy: 'notStarted',
	unreachable: 'notStarted',
	server: 'serverFailed',
	disconnected: 'disconnected',
	timeout: 'timedOut',
	incomplete: 'cutShort',
	silent: 'noSpeech',
	badAnswer: 'unusable',
};

/** Statuses of a gateway that lost the server behind it. */
const gatewayStatuses = [502, 504];

type Failure = Pick<FishAudioError, 'kind' | 'facts'>;

/** Sorts a failure. */
export function incidentOf({ kind, facts }: Failure): Incident {
	if (kind !== 'server') return incidents[kind] ?? 'final';
	// An error inside of an answer that has begun may come after the work, whatever it says.
	if (isTurnedAway(facts) && !facts.mayBeBilled) return 'turnedAway';
	return gatewayStatuses.includes(facts.status ?? 0) ? 'gatewayFailed' : 'serverFailed';
}

/** What to do after a failure. */
export const reactionTo = (failure: Failure, repeatCosts: RepeatCost): Reaction =>
	table[incidentOf(failure)][repeatCosts];

/** How many requests a failure may have billed. */
export function billedBy(failure: Failure, repeatCosts: RepeatCost): number {
	if (repeatCosts !== 'money') return 0;
	return failure.facts.mayBeBilled ?? table[incidentOf(failure)].billed;
}
