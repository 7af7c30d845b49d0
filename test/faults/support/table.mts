import { faultNames } from './faults.mts';
import type { Ending } from './strike.mts';

/** How a call ends under faults: the end, how many requests were sent for it, and the faults. */
export type Row = [end: string, sent: number, faults: string[]];

/** Statuses before and after the server has acted. */
export const both = (...codes: number[]): string[] => codes.flatMap((code) => [`${code} before`, `${code} after`]);

export const unread = (...codes: number[]): string[] => codes.map((code) => `${code} unread`);

export const all = (...codes: number[]): string[] => [...both(...codes), ...unread(...codes)];

export const askedToWait = (phase: 'before' | 'after'): string[] => [`429 ${phase}, wait 0`, `429 ${phase}, wait 1`];

/** The ends by the faults' names. Every fault is in the table once, but for those left out. */
export function endingsOf(rows: Row[], leftOut: string[] = []): Record<string, Ending> {
	const listed = rows.flatMap(([, , faults]) => faults);
	expect([...listed, ...leftOut].sort()).toEqual([...faultNames].sort());
	return Object.fromEntries(
		rows.flatMap(([end, sent, faults]) => faults.map((fault): [string, Ending] => [fault, [end, sent]])),
	);
}

/** The part of a table that is about some faults. */
export const partOf = (endings: Record<string, Ending>, faults: string[]): Record<string, Ending> =>
	Object.fromEntries(faults.map((fault) => [fault, endings[fault] ?? ['not in the table', 0]]));
