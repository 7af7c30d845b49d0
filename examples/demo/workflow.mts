import { readFile } from 'node:fs/promises';

import type { INode, INodeExecutionData, IRun, IWorkflowBase } from 'n8n-workflow';

import { DemoFailure } from './failure.mts';

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

/** What the demo changes in the workflow, as a person would in the editor. */
export interface Changes {
	/** Folder in place of `out`. */
	out: string;
	/** Speech model of all Speak nodes; the workflow's own where not given. */
	model?: string | undefined;
}

const moved = (path: unknown, out: string): unknown =>
	typeof path === 'string' ? path.replace(/^(=?)out\//, (_, sign: string) => `${sign}${out.replaceAll('\\', '/')}/`) : path;

function changed(node: INode, { out, model }: Changes): INode {
	const { parameters } = node;
	if (node.type.endsWith('.speak')) {
		return model === undefined ? node : { ...node, parameters: { ...parameters, model } };
	}
	if (!node.type.endsWith('.readWriteFile')) return node;
	const entries = Object.entries(parameters).map(([name, value]) => [name, moved(value, out)]);
	return { ...node, parameters: Object.fromEntries(entries) as INode['parameters'] };
}

/** Reads a workflow as n8n imports it. */
export async function loadWorkflow(path: string, changes: Changes): Promise<IWorkflowBase> {
	const workflow = JSON.parse(await readFile(path, 'utf8')) as IWorkflowBase;
	return { ...workflow, id: 'demo', active: true, nodes: workflow.nodes.map((node) => changed(node, changes)) };
}

/** Fails with the error of a run's node, if one had any. */
export function checkRun(run: IRun): void {
	const { error, lastNodeExecuted } = run.data.resultData;
	if (!error) return;
	const { description } = error as { description?: string | null };
	throw new DemoFailure(`The node '${lastNodeExecuted}' failed: ${error.message}`, description ?? undefined);
}

/** The items a node gave in a run. */
export const itemsOf = (run: IRun, node: string): INodeExecutionData[] =>
	run.data.resultData.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
