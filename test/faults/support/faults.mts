import type { FaultRule } from '../../support/sandbox.mts';

type Fault = FaultRule['fault'];

/** What a fault needs to know of the call it strikes. */
export interface Target {
	/** Bytes of the answer after which it breaks off. */
	cutAt: number;
	/** Bytes in a second at which a slow answer takes its time. */
	pace: number;
	/** The API key, for the server to repeat. */
	key: string;
	/** An address that nobody may be sent to. */
	elsewhere: string;
}

const statuses = [400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 504];

/** Every error repeats the key: wherever words of the server are shown, it has to be taken out. */
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

/** Before or after the server has carried the request out, or before it has read it. */
const ofStatuses = statuses.flatMap(
	(code): Array<[string, (target: Target) => Fault]> => [
		[`${code} before`, status(code, { phase: 'before' })],
		[`${code} after`, status(code, { phase: 'after' })],
		[`${code} unread`, status(code, { drain: false })],
	],
);

/** All that the sandbox can do to a request, by the names the tables use. */
const faults: Record<string, (target: Target) => Fault> = {
	...Object.fromEntries(ofStatuses),
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

/** The fault of a name, for the call it is to strike. */
export function faultOf(name: string, target: Target): Fault {
	const fault = faults[name];
	if (!fault) throw new Error(`There is no fault '${name}'`);
	return fault(target);
}

/** Tens of megabytes each: struck one at a time, so that they are not in memory together. */
export const floods = ['endless', 'hugeJson'];

/** Faults that strike before the body is read, when a text in it cannot be looked for yet. */
export const isEarly = (name: string): boolean =>
	name.endsWith(' unread') || name === 'reset before' || name === 'reset upload';
