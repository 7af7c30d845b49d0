import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

/** The folder for files in all examples: n8n in Docker may write there. */
export const filesInDocker = '/home/node/.n8n-files';

/** Folders in it that an example writes to. n8n creates none. */
const languageFolders = ['en-US', 'es-MX'];

/** Makes the folder for files and those in it, as the notes in the examples ask a person to. */
export async function makeFolders(files: string): Promise<void> {
	for (const name of languageFolders) await mkdir(join(files, name), { recursive: true });
}

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
	/** ID of the voice of all Speak nodes in which none is chosen. Default: none, to be chosen in the editor. */
	voice?: string | undefined;
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

/** Whether a field for a voice is there, and no voice is chosen in it. */
export const isEmptyVoice = (voice: unknown): boolean =>
	typeof voice === 'object' && voice !== null && 'value' in voice && voice.value === '';

/** Whether a node is a Speak node, or one as a tool. */
export const isSpeak = ({ type }: INode): boolean => /\.speak(Tool)?$/.test(type);

function changed(node: INode, changes: Changes): INode {
	const { files, model, voice } = changes;
	const parameters = moved(node.parameters, files) as INodeParameters;
	const speaks = isSpeak(node);
	if (model !== undefined && speaks) parameters['model'] = model;
	if (voice !== undefined && speaks && isEmptyVoice(parameters['voice']))
		parameters['voice'] = { __rl: true, mode: 'id', value: voice };
	return { ...node, parameters, ...(node.credentials && { credentials: chosen(node.credentials, changes) }) };
}

/** Reads an example as n8n imports it, with the changes made. */
export async function loadWorkflow(path: string, changes: Changes): Promise<IWorkflowBase> {
	const workflow = JSON.parse(await readFile(path, 'utf8')) as IWorkflowBase;
	return { ...workflow, nodes: workflow.nodes.map((node) => changed(node, changes)) };
}
