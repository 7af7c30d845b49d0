import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

/** The result of one node. */
export interface NodeRun {
	/** Items of each output. */
	outputs: INodeExecutionData[][];
	/** Items of the first output. */
	items: INodeExecutionData[];
	error: (Error & { description?: string; context?: IDataObject; httpCode?: string }) | undefined;
	run: IRun;
}

/** The result of a node in a run of its workflow. */
export function resultOf(run: IRun, node: string): NodeRun {
	const task = run.data.resultData.runData[node]?.at(-1);
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	const error = (task?.error ?? run.data.resultData.error) as NodeRun['error'];
	return { outputs, items: outputs[0] ?? [], error, run };
}
