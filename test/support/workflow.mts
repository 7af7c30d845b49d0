import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

/** The package's name, which n8n puts before the names of its node types. */
export const packageName = 'n8n-nodes-fish-audio-voice';

/** A node in the short form of tests. */
export interface NodeSpec {
	name: string;
	/** The name of our own node type, such as `speak`, or another full type. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	onError?: INode['onError'];
	/** Makes the path of a webhook unique. */
	webhookId?: string;
	/** For each output, the names of the connected nodes. */
	to?: string[][];
}

/** The reference to a credential in nodes. */
type Credential = { id: string; name: string };

function nodeOf(
	{ name, type, typeVersion = 1, parameters = {}, onError, webhookId }: NodeSpec,
	index: number,
	credential: Credential,
): INode {
	const own = !type.includes('.');
	return {
		id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
		name,
		type: own ? `${packageName}.${type}` : type,
		typeVersion,
		position: [index * 240, 0],
		parameters,
		...(onError && { onError }),
		...(webhookId && { webhookId }),
		...(own && { credentials: { fishAudioApi: credential } }),
	};
}

/** A workflow of these nodes. Our own nodes have the credential. */
export function workflowOf(
	specs: NodeSpec[],
	{
		name = 'test',
		credential = { id: 'credential', name: 'Fish Audio' },
	}: { name?: string; credential?: Credential } = {},
): IWorkflowBase {
	const connections = specs.map(({ name: from, to = [] }) => [
		from,
		{ main: to.map((targets) => targets.map((node) => ({ node, type: 'main', index: 0 }))) },
	]);
	return {
		id: `workflow-${name}`,
		name,
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: specs.map((spec, index) => nodeOf(spec, index, credential)),
		connections: Object.fromEntries(connections),
		activeVersionId: null,
	} as IWorkflowBase;
}
