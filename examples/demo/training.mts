import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import { Failure } from '../../tools/terminal/failure.mts';

/** A voice as the nodes return it. */
export interface Voice {
	id: string;
	title: string;
	state: string;
	url: string;
}

/** Polls a trigger until it fires. Times in milliseconds. @throws Failure if it has not fired within the deadline */
export async function pollUntilFired(
	{ poll }: { poll: () => Promise<INodeExecutionData[] | null> },
	{ every, deadline }: { every: number; deadline: number },
): Promise<INodeExecutionData[]> {
	const since = performance.now();
	while (performance.now() - since < deadline) {
		const fired = await poll();
		if (fired) return fired;
		await sleep(every);
	}
	throw new Failure(`The trigger did not fire within ${deadline / 1000} seconds`);
}
