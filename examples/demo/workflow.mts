import type { INodeExecutionData, IRun } from 'n8n-workflow';

import { Failure } from '../../tools/terminal/failure.mts';

/** Names of the examples' nodes that the demo mentions. The trigger is in `voice-ready`. */
export const names = {
	start: 'Start by Hand',
	clone: 'Clone the Voice',
	instant: 'Speak by Instant Clone',
	trigger: 'When a Voice Is Trained',
	speak: ['Speak the Ad', 'Speak the Phone Greeting'],
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
