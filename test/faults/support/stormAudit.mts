import { inspect } from 'node:util';

import type { SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { stormKey } from './stormFaults.mts';

/** Settings in which only faults refuse anything. */
const calm = {
	trainingMs: 0,
	trainingResult: 'trained',
	latencyMs: 0,
	listDelayMs: 0,
	concurrency: 1_000,
	credit: 1_000_000,
};

/** Removes what an earlier storm left behind. */
export async function beginStorm({ sandbox }: Stage, settings: Record<string, unknown> = {}): Promise<void> {
	await sandbox.settings({ ...calm, ...settings });
	await sandbox.clearFaults();
	await sandbox.clearRequests();
	await sandbox.resetStats();
}

/** Checks that the key is nowhere in an execution's data, including stacks, causes and contexts. */
export function expectNoKey(data: unknown): void {
	const seen = inspect(data, {
		depth: Infinity,
		maxArrayLength: Infinity,
		maxStringLength: Infinity,
		showHidden: true,
	});
	expect(seen.includes(stormKey)).toBe(false);
	expect(JSON.stringify(data).includes(stormKey)).toBe(false);
}

/** How often each value occurs. */
export function countOf(names: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

/** The peak number of these requests in flight. */
function peakInFlight(requests: SeenRequest[]): number {
	const steps = requests.flatMap(
		({ startedAt, endedAt = startedAt }) =>
			[
				[startedAt, 1],
				[endedAt, -1],
			] as const,
	);
	// Within one millisecond, ends come first.
	steps.sort(([a, up], [b, down]) => a - b || up - down);
	let now = 0;
	return steps.reduce((peak, [, step]) => Math.max(peak, (now += step)), 0);
}

/** Checks that no more requests were in flight than the limit, and none at the end. Returns the requests. */
export async function expectWithinLimit({ sandbox }: Stage, limit: number): Promise<SeenRequest[]> {
	while ((await sandbox.stats()).inFlight > 0);
	const requests = await sandbox.requests();
	const completed = requests.filter(({ aborted }) => !aborted);
	expect(peakInFlight(completed)).toBeLessThanOrEqual(limit);
	// The server may see the end of an aborted request only after the next one has come.
	if (completed.length === requests.length) expect((await sandbox.stats()).maxInFlight).toBeLessThanOrEqual(limit);
	return requests;
}
