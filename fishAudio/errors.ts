/** What went wrong, in the terms that a caller decides by. */
export type FailureKind =
	/** The request was never sent: the API would refuse the user's input. */
	| 'input'
	/** 401: the API key is missing, wrong or revoked. */
	| 'unauthorized'
	/** 402: the account's API credit does not cover the request. */
	| 'outOfCredit'
	/** 403: the voice belongs to another account. */
	| 'forbidden'
	/** 404: there is no such voice. */
	| 'notFound'
	/** Another 4xx: the API refuses the request. */
	| 'refused'
	/** 429: more requests at once than the account allows. */
	| 'busy'
	/** 5xx: the server failed. */
	| 'server'
	/** 3xx: the base URL redirects to another address. */
	| 'redirected'
	/** No connection was made, so the server has seen nothing. */
	| 'unreachable'
	/** The connection was lost, so the server may have acted. */
	| 'disconnected'
	/** The deadline passed, so the server may have acted. */
	| 'timeout'
	/** The answer is not what the API promises. */
	| 'badAnswer'
	/** The answer ended early or was empty. */
	| 'incomplete'
	/** The answer is complete audio without any sound in it. */
	| 'silent'
	/** Training ended in `failed`. */
	| 'trainingFailed'
	/** Training took longer than the caller wants to wait. */
	| 'trainingTimeout'
	/** The execution was stopped. */
	| 'cancelled';

/** A failure as users read it. */
export interface Wording {
	/** What happened. */
	message: string;
	/** What to do, in full sentences. */
	advice: string;
}

/** What a failure carries besides its message. None of it may hold a secret. */
export interface FailureFacts {
	/** What the user can do, in full sentences. */
	advice?: string;
	/** HTTP status of the answer. */
	status?: number;
	/** The API's own words. */
	apiMessage?: string;
	/**
	 * The API's own name of the fault, such as `insufficient_balance`: header `x-fish-error-code`, or `code` in the body.
	 */
	code?: string;
	/** ID by which Fish Audio's support finds the request: header `x-fish-trace-id` or `x-request-id`. */
	traceId?: string;
	/** The wait that the server asked for, in milliseconds. */
	retryAfter?: number;
	/** The voice concerned, so that its ID is not lost with the error. */
	voiceId?: string;
	/** How many failed requests the API may have billed. */
	mayBeBilled?: number;
}

/** The one error that the API client fails with. Its message says what happened, `facts.advice` what to do. */
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

/** The error of wrong input, found before anything is sent. */
export const inputError = (message: string, advice: string): FishAudioError =>
	new FishAudioError('input', message, { advice });

/** Whether the API client failed with it. Any other error is a bug, or comes from n8n. */
export const isFishAudioError = (error: unknown): error is FishAudioError => error instanceof FishAudioError;

/**
 * Gives back what was caught, to throw it on: `throw caught(error)`. n8n's linter forbids `throw error` inside `catch`,
 * where nodes have to wrap it. Here `perItem` wraps it later.
 */
export const caught = (error: unknown): unknown => error;

/** The same failure with more facts. */
export const withFacts = (error: FishAudioError, facts: FailureFacts): FishAudioError =>
	new FishAudioError(error.kind, error.message, { ...error.facts, ...facts });

/** The same failure in other words. */
export const withWording = (error: FishAudioError, { message, advice }: Wording): FishAudioError =>
	new FishAudioError(error.kind, message, { ...error.facts, advice });
