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
	/** The API's own name of the fault, such as `insufficient_balance`: header `x-fish-error-code`, or `code` in the body. */
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
export const isFishAudioError = (error: unknown): error is FishAudioError =>
	error instanceof FishAudioError;

/** What was caught, to be thrown on as it is. */
export const asIs = (error: unknown): unknown => error;

const kindOfStatus: Record<number, FailureKind> = {
	401: 'unauthorized',
	402: 'outOfCredit',
	403: 'forbidden',
	404: 'notFound',
	429: 'busy',
};

/** Sorts an HTTP status that is not a success. */
export function failureKind(status: number): FailureKind {
	if (status >= 500) return 'server';
	if (status >= 300 && status < 400) return 'redirected';
	return kindOfStatus[status] ?? 'refused';
}

interface Wording {
	message: string;
	advice: string;
}

const refused: Wording = {
	message: 'Fish Audio refused the request',
	advice: 'Check the parameters of this node against what Fish Audio says.',
};

const wordings: Partial<Record<FailureKind, Wording>> = {
	unauthorized: {
		message: 'Fish Audio did not accept the API key',
		advice:
			"Check the API Key in the 'Fish Audio API' credential. Keys are made and revoked at https://fish.audio/app/api-keys.",
	},
	outOfCredit: {
		message: 'The account has no API credit left',
		advice:
			"API credit is separate from the credit of the web plan: add some at https://fish.audio/app/billing. To speak, the model 's2.1-pro-free' costs nothing.",
	},
	forbidden: {
		message: 'The account may not use this voice',
		advice:
			'The voice is private to another account. Choose one of your own voices or one from the public library.',
	},
	notFound: {
		message: 'Fish Audio has no voice with this ID',
		advice: 'It may have been deleted. Choose the voice from the list, or check its ID.',
	},
	refused,
	busy: {
		message: 'Fish Audio is receiving too many requests at once',
		advice:
			"Set 'Concurrent Requests' in the credential to what your account allows, or run fewer workflows with this account at a time.",
	},
	server: {
		message: 'Fish Audio failed to answer the request',
		advice: 'This is a fault on the side of Fish Audio. Try again later.',
	},
	redirected: {
		message: 'The base URL sends requests to another address',
		advice:
			"Redirects are not followed, so that the API key cannot travel to another host. Correct the Base URL in the 'Fish Audio API' credential.",
	},
};

/** The same where the request names no voice: something else is missing or forbidden then. */
const elsewhere: Partial<Record<FailureKind, Wording>> = {
	forbidden: {
		message: 'Fish Audio does not allow this with the API key',
		advice: "Check the API Key in the 'Fish Audio API' credential and what its account may do.",
	},
	notFound: {
		message: 'There is no Fish Audio API at the base URL',
		advice: "Check the Base URL in the 'Fish Audio API' credential; that of the vendor is https://api.fish.audio.",
	},
};

/** What a request is about: a voice by its id, or something else. */
export type Subject = 'voice' | 'other';

/** Builds the error of an answer that is not a success. A 403 or 404 means another thing where no voice was named. */
export function statusError(
	status: number,
	answer: { apiMessage?: string; retryAfter?: number },
	about: Subject = 'other',
): FishAudioError {
	const kind = failureKind(status);
	const { message, advice } = (about === 'other' && elsewhere[kind]) || (wordings[kind] ?? refused);
	const detail = kind === 'refused' && answer.apiMessage ? `: ${answer.apiMessage}` : '';
	return new FishAudioError(kind, message + detail, { ...answer, advice, status });
}
