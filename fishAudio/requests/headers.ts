import type { HttpAnswer } from './http';

/** The value of a header that consists of digits alone, as a number. */
export function wholeNumberOf(header: string | undefined): number | undefined {
	const number = header !== undefined && /^\s*\d+\s*$/.test(header) ? Number(header) : NaN;
	return Number.isSafeInteger(number) ? number : undefined;
}

/** Length of the body in bytes; undefined if the answer does not state it, or states that of a compressed body. */
export function promisedLength({ headers }: HttpAnswer): number | undefined {
	return headers['content-encoding'] ? undefined : wholeNumberOf(headers['content-length']);
}

/** The server's clock when it answered, in milliseconds since 1970, to the second; undefined without a `Date`. */
export function serverTimeOf({ headers }: HttpAnswer): number | undefined {
	const date = Date.parse(headers.date ?? '');
	return Number.isNaN(date) ? undefined : date;
}

/** An HTTP date in one of its three forms (RFC 9110, 5.6.7). Node would also read other forms, each in its own way. */
const httpDate = /^[A-Z][a-z]{2,8},? [\w -]{6,11} \d\d:\d\d:\d\d (GMT|\d{4})$/;

/** Milliseconds that a Retry-After header asks for: seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(text)) return finite(Number(text) * 1000);
	return httpDate.test(text) ? finite(Math.max(0, Date.parse(text) - now)) : undefined;
}

const finite = (milliseconds: number): number | undefined => (Number.isFinite(milliseconds) ? milliseconds : undefined);
