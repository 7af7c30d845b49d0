import type { INodeExecutionData, IRunExecutionData, NodeApiError } from 'n8n-workflow';

/** An execution as n8n's REST API tells it. */
export interface IExecutionResponse {
	id: string;
	status: 'success' | 'error' | 'canceled' | 'crashed';
	mode: string;
	startedAt: string;
	stoppedAt: string;
	data: IRunExecutionData;
}

/** The items a node gave at an output in its last run. */
export const itemsOf = ({ data }: IExecutionResponse, node: string, output = 0): INodeExecutionData[] =>
	data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];

/** The error an execution ended with. */
export const errorOf = ({ data }: IExecutionResponse): NodeApiError | undefined =>
	data.resultData.error as NodeApiError | undefined;
