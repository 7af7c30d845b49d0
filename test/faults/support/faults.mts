import type { FaultRule } from '../../support/sandbox.mts';

type Fault = FaultRule['fault'];

/** What a fault needs to know about the call it strikes. */
export interface Target {
	/** Bytes of the answer before it breaks off. */
	cutAt: number;
	/** Bytes per second of a slow answer. */
	pace: number;
	/** The API key, which the server repeats in its errors. */
	key: string;
	/** An address that no request may go to. */
	elsewhere: string;
}

const statuses = [400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 504];

/** Every error repeats the key, which must be removed wherever the server's words are shown. */
const status =
	(code: number, fields: object, headers: Record<string, string> = {}) =>
	({ key }: Target): Fault => ({
		kind: 'status',
		status: code,
		message: `Asked with Bearer ${key}`,
		headers,
		...fields,
	});

const plain = (fault: Fault) => (): Fault => fault;

/** Before or after the server has carried out the request, or before it has read it. */
const statusFaults = statuses.flatMap(
	(code): Array<[string, (target: Target) => Fault]> => [
		[`${code} before`, status(code, { phase: 'before' })],
		[`${code} after`, status(code, { phase: 'after' })],
		[`${code} unread`, status(code, { drain: false })],
	],
);

/** Everything that the sandbox can do to a request, by the names that the tables use. */
const faults: Record<string, (target: Target) => Fault> = {
	...Object.fromEntries(statusFaults),
	'429 before, wait 0': status(429, { phase: 'before' }, { 'retry-after': '0' }),
	'429 before, wait 1': status(429, { phase: 'before' }, { 'retry-after': '1' }),
	'429 after, wait 0': status(429, { phase: 'after' }, { 'retry-after': '0' }),
	'429 after, wait 1': status(429, { phase: 'after' }, { 'retry-after': '1' }),
	'reset before': plain({ kind: 'reset', phase: 'before' }),
	'reset upload': plain({ kind: 'reset', phase: 'upload' }),
	'reset after': plain({ kind: 'reset', phase: 'after' }),
	'reset headers': plain({ kind: 'reset', phase: 'headers' }),
	'reset body': ({ cutAt }) => ({ kind: 'reset', phase: 'body', afterBytes: cutAt }),
	cut: ({ cutAt }) => ({ kind: 'cut', afterBytes: cutAt }),
	shortLength: ({ cutAt }) => ({ kind: 'shortLength', afterBytes: cutAt }),
	'hang before': plain({ kind: 'hang', phase: 'before' }),
	'hang headers': plain({ kind: 'hang', phase: 'headers' }),
	'hang body': ({ cutAt }) => ({ kind: 'hang', phase: 'body', afterBytes: cutAt }),
	'500, a wrong key': plain({ kind: 'status', status: 500, code: 'invalid_api_key' }),
	'500, no credit': plain({ kind: 'status', status: 500, code: 'insufficient_balance' }),
	'slow start': plain({ kind: 'slow', delayMs: 300 }),
	slow: ({ pace }) => ({ kind: 'slow', bytesPerSecond: pace }),
	badJson: plain({ kind: 'badJson' }),
	html: plain({ kind: 'html' }),
	empty: plain({ kind: 'empty' }),
	notAudio: plain({ kind: 'notAudio' }),
	'redirect 302': ({ elsewhere }) => ({ kind: 'redirect', location: elsewhere, status: 302 }),
	'redirect 307': ({ elsewhere }) => ({ kind: 'redirect', location: elsewhere, status: 307 }),
	endless: plain({ kind: 'endless' }),
	hugeJson: plain({ kind: 'hugeJson', bytes: 64 * 1024 * 1024 }),
};

export const faultNames = Object.keys(faults);

/** The fault with this name, for the call it strikes. */
export function faultOf(name: string, target: Target): Fault {
	const fault = faults[name];
	if (!fault) throw new Error(`There is no fault '${name}'`);
	return fault(target);
}

/** Tens of megabytes each: one at a time, so that they are not in memory together. */
export const floods = ['endless', 'hugeJson'];

/** Whether a fault strikes before the body is read, so that no rule can look for a text in it. */
export const isEarly = (name: string): boolean =>
	name.endsWith(' unread') || name === 'reset before' || name === 'reset upload';
