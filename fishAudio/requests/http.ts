import type { ByteSource } from './storeStream';

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

/**
 * An answer of any status. Read either `body` or a transformed stream of it, once. Reading fails with a FishAudioError
 * when the connection breaks. `close` gives the connection up.
 */
export interface HttpAnswer extends ByteSource {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
}

/** Sends a request once. Resolves to the answer, whatever its status; fails with a FishAudioError if none came. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;
