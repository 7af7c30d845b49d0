import fc, { type Arbitrary } from 'fast-check';

import type { FaultRule, RunningSandbox } from '../../support/sandbox.mts';

/** What the sandbox does wrong. */
export type Fault = FaultRule['fault'];

/** The key of a storm's sandbox, which repeats it in some of its errors. */
export const stormKey = 'sk-storm-5e1f0c7a9b';

/** A fault, how often it acts (-1: always) and what it does to the request it strikes. */
export interface Trouble<Meaning> {
	fault: Fault;
	times: number;
	meaning: Meaning;
}

/** Error messages, one with the key in it. */
const messages = fc.constantFrom(`Bearer ${stormKey} was seen`, 'The storm has struck');

/** Only short waits. */
const retryAfter = fc.constantFrom<Record<string, string>>({}, {}, { 'retry-after': '0' }, { 'retry-after': '1' });

/** An answer of one of these statuses. */
export const statusFault = (statuses: number[], phases: Array<'before' | 'after'>): Arbitrary<Fault> =>
	fc.record({
		kind: fc.constant('status'),
		status: fc.constantFrom(...statuses),
		phase: fc.constantFrom(...phases),
		message: messages,
		headers: retryAfter,
	});

/** A fault that breaks an answer off after some bytes, or in one of the phases. */
export const breakFault = (kind: string, afterBytes: Arbitrary<number>, phases?: string[]): Arbitrary<Fault> =>
	fc.record({ kind: fc.constant(kind), afterBytes, ...(phases && { phase: fc.constantFrom(...phases) }) });

/** Slow, but not so slow that a deadline passes. */
export const slowFault: Arbitrary<Fault> = fc.oneof(
	fc.record({ kind: fc.constant('slow'), delayMs: fc.integer({ min: 1, max: 300 }) }),
	fc.record({ kind: fc.constant('slow'), bytesPerSecond: fc.integer({ min: 60_000, max: 500_000 }) }),
);

/** Redirects and refusals: they end a call. */
export const finalFault: Arbitrary<Fault> = fc.oneof(
	statusFault([400, 401, 402, 403, 404, 422], ['before']),
	fc.constant({ kind: 'redirect', location: 'http://127.0.0.1:9/' }),
);

/** Faults that strike before a body is read. Rules that match a text cannot be used together with them. */
const earlyFaults: Arbitrary<Fault> = fc.oneof(
	fc.constant({ kind: 'reset', phase: 'before' }),
	fc.record({
		kind: fc.constant('reset'),
		phase: fc.constant('upload'),
		afterBytes: fc.integer({ min: 1, max: 3_000 }),
	}),
	fc.record({
		kind: fc.constant('status'),
		status: fc.constantFrom(429, 503),
		drain: fc.constant(false),
		message: messages,
		headers: retryAfter,
	}),
);

/** Early faults that are never billed. */
export const earlyRefusals: Arbitrary<Fault> = fc.record({
	kind: fc.constant('status'),
	status: fc.constant(429),
	drain: fc.constant(false),
	message: messages,
	headers: retryAfter,
});

/** At max `max` early faults on a path, which strike requests by their number. */
export const earlyRules = (path: string, requests: number, max: number, faults = earlyFaults): Arbitrary<FaultRule[]> =>
	fc.array(
		fc.record({
			match: fc.record({
				method: fc.constant('POST'),
				path: fc.constant(path),
				nth: fc.integer({ min: 1, max: requests }),
			}),
			fault: faults,
		}),
		{ minLength: Math.ceil(max / 2), maxLength: max, size: 'max' },
	);

/** Acts on each, 40 at a time. */
export async function inBatches<T>(list: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
	for (let from = 0; from < list.length; from += 40) await Promise.all(list.slice(from, from + 40).map(act));
}

/** Sets up the troubles of each text, in their order. */
export async function setTroubles(
	sandbox: RunningSandbox,
	path: string,
	texts: ReadonlyArray<{ text: string; troubles: ReadonlyArray<Trouble<unknown>> }>,
): Promise<void> {
	await inBatches(texts, async ({ text, troubles }) => {
		for (const { fault, times } of troubles) {
			await sandbox.fault({ match: { method: 'POST', path, text }, fault, times });
		}
	});
}
