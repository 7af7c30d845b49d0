import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../support/engine.mts';
import type { RunningSandbox } from '../../support/sandbox.mts';
import { turnOfTheLoop, until } from '../../support/until.mts';
import { workflowOf, type NodeSpec } from '../../support/workflow.mts';

/** A node run that will be stopped. */
export interface Stoppable {
	type: 'speak' | 'voiceClone';
	parameters: INodeParameters;
	items: INodeExecutionData[];
	onError?: NodeSpec['onError'];
	/** Whether it has reached the point at which to stop it. */
	ready(): Promise<boolean> | boolean;
}

/** What the node asks: where its requests are counted. */
export interface Asked {
	requests(): Promise<number> | number;
	inFlight(): Promise<number> | number;
}

/** How it ended. */
export interface Stopped {
	/** Milliseconds from the stop until the node had ended and no request was in flight. */
	took: number;
	/** What n8n calls the execution, and the message of the node's error. */
	status: string;
	message: string | undefined;
	/** Items that hold an error or something the node made. */
	outcomes: number;
	/** Requests begun until then, and those begun later. */
	requests: number;
	later: number;
}

export const askedOf = (sandbox: RunningSandbox): Asked => ({
	requests: async () => (await sandbox.stats()).requests,
	inFlight: async () => (await sandbox.stats()).inFlight,
});

/** Runs a node, stops the execution once it is ready, and waits until node and requests have ended. */
export async function stopRun(
	engine: Engine,
	asked: Asked,
	{ type, parameters, items, onError, ready }: Stoppable,
): Promise<Stopped> {
	const base = workflowOf([
		{ name: 'Start', type: 'test.items', to: [['Node']] },
		{ name: 'Node', type, parameters, ...(onError && { onError }) },
	]);
	const before = await asked.requests();
	const running = engine.start(base, 'Start', items);
	await until(ready, { what: 'the node to be where it is stopped' });
	const stoppedAt = performance.now();
	running.cancel();
	const run = await running;
	await until(async () => (await asked.inFlight()) === 0, { what: 'the requests to end' });
	const took = performance.now() - stoppedAt;
	const requests = await asked.requests();
	await turnOfTheLoop();
	const later = (await asked.requests()) - requests;
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
