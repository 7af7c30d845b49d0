import { readFile } from 'node:fs/promises';

import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

/** The folder for files in all examples: n8n in Docker may write there. */
export const filesInDocker = '/home/node/.n8n-files';

/** A credential as nodes name it. */
interface CredentialName {
	id: string;
	name: string;
}

/** Changes to an example, as a user would make them in the editor. */
export interface Changes {
	/** Folder for files, instead of the one in Docker. */
	files: string;
	/** Speech model of all Speak nodes. Default: the workflow's own. */
	model?: string | undefined;
	/** Credential of all Fish Audio nodes. Default: none, to be chosen in the editor. */
	credential?: CredentialName | undefined;
	/** Credentials of other nodes, such as a chat model's, by their type. Default: the workflow's own. */
	otherCredentials?: Record<string, CredentialName>;
}

type Parameter = INodeParameters[string];

function moved(value: Parameter, files: string): Parameter {
	if (typeof value === 'string') return value.replaceAll(filesInDocker, files.replaceAll('\\', '/'));
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((one) => moved(one as Parameter, files)) as Parameter;
	const entries = Object.entries(value as INodeParameters).map(([name, inner]) => [name, moved(inner, files)]);
	return Object.fromEntries(entries) as Parameter;
}

type Credentials = NonNullable<INode['credentials']>;

function chosen(credentials: Credentials, { credential, otherCredentials }: Changes): Credentials {
	const all: Record<string, CredentialName> = { ...otherCredentials, ...(credential && { fishAudioApi: credential }) };
	return Object.fromEntries(Object.entries(credentials).map(([type, own]) => [type, all[type] ?? own]));
}

function changed(node: INode, changes: Changes): INode {
	const { files, model } = changes;
	const parameters = moved(node.parameters, files) as INodeParameters;
	if (model !== undefined && /\.speak(Tool)?$/.test(node.type)) parameters['model'] = model;
	return { ...node, parameters, ...(node.credentials && { credentials: chosen(node.credentials, changes) }) };
}

/** Reads an example as n8n imports it, with the changes made. */
export async function loadWorkflow(path: string, changes: Changes): Promise<IWorkflowBase> {
	const workflow = JSON.parse(await readFile(path, 'utf8')) as IWorkflowBase;
	return { ...workflow, nodes: workflow.nodes.map((node) => changed(node, changes)) };
}
