import type { INodeParameters } from 'n8n-workflow';

import type { NodeSpec } from '../../support/workflow.mts';

/** Where `speakLines` waits for lines. */
export const linesPath = 'lines';

/** Nodes that speak each of the `lines` in the body of a POST; each file is named after its line. */
export function speakLines(parameters: INodeParameters): NodeSpec[] {
	const line = "={{ $json['body.lines'] }}";
	return [
		{
			name: 'Lines',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: linesPath,
			parameters: { httpMethod: 'POST', path: linesPath, options: {} },
			to: [['One by One']],
		},
		{
			name: 'One by One',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'body.lines', options: {} },
			to: [['Speak']],
		},
		{
			name: 'Speak',
			type: 'speak',
			parameters: { text: line, fileName: line, ...parameters },
		},
	];
}
