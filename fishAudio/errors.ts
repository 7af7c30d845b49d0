/** What went wrong, in the terms a caller decides by. */
export type FailureKind =
	/** The request was never sent: what the user gave is not what the API takes. */
	| 'input'
	/** 401: the API key is missing, wrong or revoked. */
	| 'unauthorized'
	/** 402: the account's API credit does not cover the request. */
	| 'outOfCredit'
	/** 403: the voice belongs to somebody else. */
	| 'forbidden'
	/** 404: there is no such voice. */
	| 'notFound'
	/** Another 4xx: the API refuses the request as it is. */
	| 'refused'
	/** 429: more requests at once than the account allows. */
	| 'busy'
	/** 5xx: the server failed. */
	| 'server'
	/** 3xx: the base URL points somewhere that sends the caller elsewhere. */
	| 'redirected'
	/** No connection was made, so the server has seen nothing. */
	| 'unreachable'
	/** The connection broke, so the server may have acted. */
	| 'disconnected'
	/** The deadline passed, so the server may have acted. */
	| 'timeout'
	/** The answer is not what the API promises. */
	| 'badAnswer'
	/** The answer ended early or came empty. */
	| 'incomplete'
	/** The answer is whole audio without any sound in it. */
	| 'silent'
	/** Training ended in `failed`. */
	| 'trainingFailed'
	/** Training took longer than the caller would wait. */
	| 'trainingTimeout'
	/** The execution was stopped. */
	| 'cancelled';

/** Everything a failure carries beside its message. None of it may hold a secret. */
export interface FailureFacts {
	/** What the user can do, in whole sentences. */
	advice?: string;
	/** HTTP status of the answer. */
	status?: number;
	/** The API's own words. */
	apiMessage?: string;
	/**
	 * The API's own name of the fault, such as `insufficient_balance`: header `x-fish-error-code`, or `code` in the body.
	 */
	code?: string;
	/** What Fish Audio's support finds the request by: header `x-fish-trace-id` or `x-request-id`. */
	traceId?: string;
	/** The wait the server asked for, in milliseconds. */
	retryAfter?: number;
	/** The voice concerned, so that its id is not lost with the error. */
	voiceId?: string;
	/** How many requests the API may have billed though they failed. */
	mayBeBilled?: number;
}

/** The one error the client fails with. Its message says what happened, `advice` what to do. */
export class FishAudioError extends Error {
	readonly kind: FailureKind;

	readonly facts: FailureFacts;

	constructor(kind: FailureKind, message: string, facts: FailureFacts = {}) {
		super(message);
		this.name = 'FishAudioError';
		this.kind = kind;
		this.facts = facts;
	}
}

/** A failure of the user's input, found before anything is sent. */
export const inputError = (message: string, advice: string): FishAudioError =>
	new FishAudioError('input', message, { advice });

/** The client's own error as it is; anything else was not foreseen and is passed on untouched. */
export const isFishAudioError = (error: unknown): error is FishAudioError => error instanceof FishAudioError;

/** What was caught, to be thrown on as it is. */
export const asIs = (error: unknown): unknown => error;

/** The same failure with more told of it. */
export const withFacts = (error: FishAudioError, facts: FailureFacts): FishAudioError =>
	new FishAudioError(error.kind, error.message, { ...error.facts, ...facts });
