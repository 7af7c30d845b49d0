/** Details of a refusal beyond its status and message. */
export interface ErrorExtras {
	/** More fields of the body, as in the errors of `/v1/asr`. */
	body?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** A refusal in the API's own shape: `{ message, status }`. Its code goes into the header `x-fish-error-code`. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string | undefined;
	readonly extras: ErrorExtras;

	constructor(status: number, message: string, code?: string, extras: ErrorExtras = {}) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.code = code;
		this.extras = extras;
	}
}

/**
 * A refusal in plain text. The API uses it for bodies that are too large or cannot be parsed and, under `/model`, for a
 * wrong key.
 */
export class UnreadableRequest extends Error {
	readonly status: number;

	constructor(message: string, status = 400) {
		super(message);
		this.name = 'UnreadableRequest';
		this.status = status;
	}
}

/** A missing or wrong field, as the management paths report it. */
export interface FieldFault {
	/** Where it is: `['body', 'title']`, `['query', 'page_size']`. */
	loc: (string | number)[];
	/** Its kind, as Pydantic names it: `missing`, `less_than_equal`. */
	type: string;
	msg: string;
}

/** The 422 of `/model` and its like: a list of what is wrong. */
export class FieldsError extends Error {
	readonly status = 422;
	readonly faults: FieldFault[];

	constructor(faults: FieldFault[]) {
		super(faults.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '));
		this.name = 'FieldsError';
		this.faults = faults;
	}
}

/** The client disconnected, or a fault disconnected it: there is nobody left to answer. */
export class ClientGone extends Error {
	constructor() {
		super('The client is gone');
		this.name = 'ClientGone';
	}
}
