import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

/** What n8n puts before the names of our node types. */
export const packageName = 'n8n-nodes-fish-audio-voice';

/** A node as tests write it. */
export interface NodeSpec {
	name: string;
	/** `speak` and the like for our own, else the full type. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	onError?: INode['onError'];
	/** Makes the path of a webhook its own. */
	webhookId?: string;
	/** Names of the nodes its outputs lead to, a list for each output. */
	to?: string[][];
}

/** A credential as nodes name it. */
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

/** A workflow of the given nodes in a row; ours have the credential. */
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
