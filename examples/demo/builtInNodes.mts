import { createReadStream } from 'node:fs';
import { glob, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

import type {
	IBinaryData,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

// n8n's own nodes come with the n8n server, which is not installed here. These stand in for the few
// that the examples use: same type names, parameters and output items.

const text = (name: string, fallback = ''): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: fallback,
});

const described = (name: string, more: Partial<INodeTypeDescription>): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['input'],
	version: 1,
	description: `Stands in for n8n's own ${name}`,
	defaults: { name },
	inputs: [],
	outputs: ['main'],
	properties: [],
	...more,
});

const manualTrigger: INodeType = {
	description: described('manualTrigger', { group: ['trigger'] }),
	async trigger() {
		return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
	},
};

const stickyNote: INodeType = { description: described('stickyNote', { outputs: [], properties: [text('content')] }) };

async function filesAt(pattern: string): Promise<string[]> {
	const found: string[] = [];
	for await (const path of glob(pattern)) found.push(path);
	return found.sort();
}

async function readFile(context: IExecuteFunctions, path: string, item: number): Promise<INodeExecutionData> {
	const binary = await context.helpers.prepareBinaryData(createReadStream(path), basename(path));
	const { mimeType, fileType, fileName, fileExtension, fileSize } = binary;
	return {
		json: { mimeType, fileType, fileName, fileExtension, fileSize } as INodeExecutionData['json'],
		binary: { data: binary },
		pairedItem: { item },
	};
}

async function read(context: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
	const pattern = String(context.getNodeParameter('fileSelector', item));
	const paths = await filesAt(pattern);
	if (paths.length === 0) throw new Error(`No file(s) found: nothing matches ${pattern}`);
	return await Promise.all(paths.map((path) => readFile(context, path, item)));
}

async function bytesOf(context: IExecuteFunctions, item: number, field: string): Promise<Buffer> {
	const binary: IBinaryData = context.helpers.assertBinaryData(item, field);
	if (!binary.id) return Buffer.from(binary.data, 'base64');
	return await context.helpers.binaryToBuffer(await context.helpers.getBinaryStream(binary.id));
}

async function write(context: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
	const fileName = String(context.getNodeParameter('fileName', item));
	const field = String(context.getNodeParameter('dataPropertyName', item));
	await mkdir(dirname(resolve(fileName)), { recursive: true });
	await writeFile(fileName, await bytesOf(context, item, field));
	const { json, binary } = context.getInputData()[item]!;
	return [{ json: { ...json, fileName }, ...(binary && { binary }), pairedItem: { item } }];
}

const readWriteFile: INodeType = {
	description: described('readWriteFile', {
		version: [1, 1.1],
		inputs: ['main'],
		properties: [
			text('operation', 'read'),
			{ ...text('fileSelector'), displayOptions: { show: { operation: ['read'] } } },
			{ ...text('fileName'), displayOptions: { show: { operation: ['write'] } } },
			{ ...text('dataPropertyName', 'data'), displayOptions: { show: { operation: ['write'] } } },
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	}),
	async execute() {
		const act = this.getNodeParameter('operation', 0) === 'write' ? write : read;
		const items: INodeExecutionData[] = [];
		for (const index of this.getInputData().keys()) items.push(...(await act(this, index)));
		return [items];
	},
};

const noOp: INodeType = {
	description: described('noOp', { inputs: ['main'] }),
	async execute() {
		return [this.getInputData()];
	},
};

/** Stand-ins for n8n's own nodes, by their full type. */
export const builtInNodes: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.stickyNote': stickyNote,
	'n8n-nodes-base.readWriteFile': readWriteFile,
	'n8n-nodes-base.noOp': noOp,
};
