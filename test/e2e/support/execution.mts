import type { INodeExecutionData, IRunExecutionData, NodeApiError } from 'n8n-workflow';

/** An execution in n8n's REST API. */
export interface IExecutionResponse {
	id: string;
	status: 'success' | 'error' | 'canceled' | 'crashed';
	mode: string;
	startedAt: string;
	stoppedAt: string;
	data: IRunExecutionData;
}

/** The items of a node's output in its last run. */
export const itemsOf = ({ data }: IExecutionResponse, node: string, output = 0): INodeExecutionData[] =>
	data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];

/** The error an execution ended with. */
export const errorOf = ({ data }: IExecutionResponse): NodeApiError | undefined =>
	data.resultData.error as NodeApiError | undefined;
