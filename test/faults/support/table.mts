import { faultNames } from './faults.mts';
import type { Ending } from './strike.mts';

/** How a call ends under some faults: the end, how many requests were sent, and the faults. */
export type Row = [end: string, sent: number, faults: string[]];

/** Statuses that come before and after the server has acted. */
export const both = (...codes: number[]): string[] => codes.flatMap((code) => [`${code} before`, `${code} after`]);

/** Statuses that come before the server has read the request. */
export const unread = (...codes: number[]): string[] => codes.map((code) => `${code} unread`);

export const all = (...codes: number[]): string[] => [...both(...codes), ...unread(...codes)];

/** 429 with a Retry-After. */
export const askedToWait = (phase: 'before' | 'after'): string[] => [`429 ${phase}, wait 0`, `429 ${phase}, wait 1`];

/** Endings by fault. Every fault except those left out is in the table exactly once. */
export function endingsOf(rows: Row[], leftOut: string[] = []): Record<string, Ending> {
	const listed = rows.flatMap(([, , faults]) => faults);
	expect([...listed, ...leftOut].sort()).toEqual([...faultNames].sort());
	return Object.fromEntries(
		rows.flatMap(([end, sent, faults]) => faults.map((fault): [string, Ending] => [fault, [end, sent]])),
	);
}

/** The endings of some faults. */
export const partOf = (endings: Record<string, Ending>, faults: string[]): Record<string, Ending> =>
	Object.fromEntries(faults.map((fault) => [fault, endings[fault] ?? ['not in the table', 0]]));
