/** A refusal in the API's own shape: `{ status, message, reason? }`. */
export class ApiError extends Error {
	readonly status: number;
	readonly reason: string | undefined;

	constructor(status: number, message: string, reason?: string) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.reason = reason;
	}
}

/** A request that could not even be read: answered in plain text, as the API does. */
export class UnreadableRequest extends Error {
	readonly status: number;

	constructor(message: string, status = 400) {
		super(message);
		this.name = 'UnreadableRequest';
		this.status = status;
	}
}

/** The client went away, or a fault threw it out: nobody is left to answer. */
export class ClientGone extends Error {
	constructor() {
		super('The client is gone');
		this.name = 'ClientGone';
	}
}
