import type { INodeExecutionData, IRun } from 'n8n-workflow';

import { Failure } from '../../tools/terminal/failure.mts';

/** The nodes of the example that the demo speaks of, by their names in the workflow. */
export const names = {
	start: 'Start by Hand',
	clone: 'Clone the Voice',
	instant: 'Speak by Instant Clone',
	saveInstant: 'Save Instant Clone',
	trigger: 'When the Voice Is Trained',
	speak: ['Speak the Ad', 'Speak the Phone Greeting'],
	save: 'Save Audio',
} as const;

/** Fails with the error of a run's node, if one had any. */
export function checkRun(run: IRun): void {
	const { error, lastNodeExecuted } = run.data.resultData;
	if (!error) return;
	const { description } = error as { description?: string | null };
	throw new Failure(`The node '${lastNodeExecuted}' failed: ${error.message}`, description ?? undefined);
}

/** The items a node gave in a run. */
export const itemsOf = (run: IRun, node: string): INodeExecutionData[] =>
	run.data.resultData.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
