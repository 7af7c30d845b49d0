import fc, { type Arbitrary } from 'fast-check';

import type { Stage } from '../../support/stage.mts';
import { expectLines, speakLines } from './speakLines.mts';
import type { Line } from './speakScenarios.mts';
import { formats } from './spokenBytes.mts';
import { beginStorm, expectNoKey } from './stormAudit.mts';

/** Concurrent executions, each configured as if it had the account to itself. */
export interface SharedScenario {
	executions: Line[][];
	latencyMs: number;
}

/** The account's limit, which each execution uses as if it were alone. */
const limit = 5;

export const sharedScenarios = (items: number): Arbitrary<SharedScenario> => {
	const line = fc.record({ format: fc.constantFrom(...formats), empty: fc.constant(false), troubles: fc.constant([]) });
	const lines = fc.array(line, { minLength: items, maxLength: items + 20, size: 'max' });
	return fc.record({
		executions: fc.array(lines, { minLength: 2, maxLength: 3 }),
		latencyMs: fc.constantFrom(10, 100, 300),
	});
};

/** Runs the executions and checks that all their items are spoken. Returns the number of items. */
export async function sharedStorm(stage: Stage, { executions, latencyMs }: SharedScenario): Promise<number> {
	await beginStorm(stage, { latencyMs, concurrency: limit });
	const runs = executions.map(
		async (lines) => await speakLines(stage, { lines, onError: 'continueRegularOutput', limit, timeout: 10 }),
	);
	for (const [index, run] of (await Promise.all(runs)).entries()) {
		const lines = executions[index]!;
		expectNoKey(run);
		expect(run.error).toBeUndefined();
		await expectLines(
			stage,
			run,
			lines,
			lines.map(() => true),
		);
	}
	expect((await stage.sandbox.stats()).inFlight).toBe(0);
	return executions.flat().length;
}
