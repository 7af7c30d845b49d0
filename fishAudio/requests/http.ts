/** One value, or several under the same name (`tag=a&tag=b`). */
export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** A request to send; each attempt makes a new one. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path below the base URL, starting with a slash. */
	path: string;
	query?: Query;
	headers?: Record<string, string>;
	/** A form is sent as multipart, bytes and files unchanged, an object as JSON. */
	body?: FormData | Uint8Array | File | object;
	/** Milliseconds from the start of the attempt to the last byte of its answer. */
	timeout: number;
}

/** An answer of any status. Reading `body` fails with a FishAudioError when the connection breaks. */
export interface HttpAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
	/**
	 * Pipes the body through `step`: a stream of the kind that the sender uses, which fails as `step` fails. Read either
	 * this or `body`, once.
	 */
	through(step: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
	/** Closes the connection, read or not. */
	close(): void;
}

/** Sends a request once. Resolves to the answer, whatever its status; fails with a FishAudioError where none came. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;
