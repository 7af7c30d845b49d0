import { readFile } from 'node:fs/promises';

import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

/** The folder for files in all examples: n8n in Docker may write there. */
export const filesInDocker = '/home/node/.n8n-files';

/** Changes to an example, as a user would make them in the editor. */
export interface Changes {
	/** Folder for files, instead of the one in Docker. */
	files: string;
	/** Speech model of all Speak nodes. Default: the workflow's own. */
	model?: string | undefined;
	/** Credential of all Fish Audio nodes. Default: none, to be chosen in the editor. */
	credential?: { id: string; name: string } | undefined;
}

type Parameter = INodeParameters[string];

function moved(value: Parameter, files: string): Parameter {
	if (typeof value === 'string') return value.replaceAll(filesInDocker, files.replaceAll('\\', '/'));
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((one) => moved(one as Parameter, files)) as Parameter;
	const entries = Object.entries(value as INodeParameters).map(([name, inner]) => [name, moved(inner, files)]);
	return Object.fromEntries(entries) as Parameter;
}

function changed(node: INode, { files, model, credential }: Changes): INode {
	const parameters = moved(node.parameters, files) as INodeParameters;
	if (model !== undefined && node.type.endsWith('.speak')) parameters['model'] = model;
	if (!node.credentials || !credential) return { ...node, parameters };
	return { ...node, parameters, credentials: { fishAudioApi: credential } };
}

/** Reads an example as n8n imports it, with the changes made. */
export async function loadWorkflow(path: string, changes: Changes): Promise<IWorkflowBase> {
	const workflow = JSON.parse(await readFile(path, 'utf8')) as IWorkflowBase;
	return { ...workflow, nodes: workflow.nodes.map((node) => changed(node, changes)) };
}
