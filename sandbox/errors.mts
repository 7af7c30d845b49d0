/** What an answer that refuses has beside its status and message. */
export interface ErrorExtras {
	/** More fields of the body, as the errors of `/v1/asr` have. */
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
 * A refusal in plain text: so the API says that a body cannot be parsed or is too large, and, under `/model`, that a
 * key is wrong.
 */
export class UnreadableRequest extends Error {
	readonly status: number;

	constructor(message: string, status = 400) {
		super(message);
		this.name = 'UnreadableRequest';
		this.status = status;
	}
}

/** A field that is missing or wrong, as the management paths tell it. */
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

/** The client went away, or a fault threw it out: nobody is left to answer. */
export class ClientGone extends Error {
	constructor() {
		super('The client is gone');
		this.name = 'ClientGone';
	}
}
