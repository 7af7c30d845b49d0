import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import type { RunningSandbox } from '../../support/sandbox.mts';
import { turnOfTheLoop, until } from '../../support/until.mts';
import { workflowOf, type NodeSpec } from '../../support/workflow.mts';

/** A run of a node that is to be stopped. */
export interface Stoppable {
	type: 'speak' | 'voiceClone';
	parameters: INodeParameters;
	items: INodeExecutionData[];
	onError?: NodeSpec['onError'];
	/** Whether it has reached the point where it is stopped. */
	ready(): Promise<boolean> | boolean;
}

/** Where the node's requests are counted. */
export interface RequestCounts {
	requests(): Promise<number> | number;
	inFlight(): Promise<number> | number;
}

/** How it ended. */
export interface Stopped {
	/** Milliseconds from the stop until the node had ended and no request was in flight. */
	took: number;
	/** The execution's status in n8n, and the message of the node's error. */
	status: string;
	message: string | undefined;
	/** Items that hold an error or a result of the node. */
	outcomes: number;
	/** Requests that began until then, and later. */
	requests: number;
	later: number;
}

export const requestCounts = (sandbox: RunningSandbox): RequestCounts => ({
	requests: async () => (await sandbox.stats()).requests,
	inFlight: async () => (await sandbox.stats()).inFlight,
});

/** Runs a node, stops the execution once it is ready, and waits until node and requests have ended. */
export async function stopRun(
	engine: Engine,
	counts: RequestCounts,
	{ type, parameters, items, onError, ready }: Stoppable,
): Promise<Stopped> {
	const base = workflowOf([
		{ name: 'Start', type: 'test.items', to: [['Node']] },
		{ name: 'Node', type, parameters, ...(onError && { onError }) },
	]);
	const before = await counts.requests();
	const running = engine.start(base, 'Start', items);
	await until(ready, { what: 'the node to reach the point where it is stopped' });
	const stoppedAt = performance.now();
	running.cancel();
	const run = await running;
	await until(async () => (await counts.inFlight()) === 0, { what: 'the requests to end' });
	const took = performance.now() - stoppedAt;
	const requests = await counts.requests();
	await turnOfTheLoop();
	const later = (await counts.requests()) - requests;
	const result = engine.resultOf(run, 'Node');
	const made = result.items.filter(({ json }) =>
		['error', 'id', 'mimeType', 'deleted', 'seconds', 'credit'].some((field) => field in json),
	);
	return {
		took,
		status: run.status,
		message: result.error?.message,
		outcomes: made.length,
		requests: requests - before,
		later,
	};
}
