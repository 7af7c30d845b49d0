import type { INodeExecutionData, IRun } from 'n8n-workflow';

import { Failure } from '../../tools/terminal/failure.mts';

/** Names of the example's nodes that the demo mentions. */
export const names = {
	start: 'Start by Hand',
	clone: 'Clone the Voice',
	instant: 'Speak by Instant Clone',
	saveInstant: 'Save Instant Clone',
	trigger: 'When the Voice Is Trained',
	speak: ['Speak the Ad', 'Speak the Phone Greeting'],
	save: 'Save Audio',
} as const;

/** Fails if a node of the run failed, with its error. */
export function checkRun(run: IRun): void {
	const { error, lastNodeExecuted } = run.data.resultData;
	if (!error) return;
	const { description } = error as { description?: string | null };
	throw new Failure(`The node '${lastNodeExecuted}' failed: ${error.message}`, description ?? undefined);
}

/** The items that a node returned in a run. */
export const itemsOf = (run: IRun, node: string): INodeExecutionData[] =>
	run.data.resultData.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
