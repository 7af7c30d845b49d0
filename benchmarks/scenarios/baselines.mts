import { createReadStream } from 'node:fs';

import type { INodeType } from 'n8n-workflow';

import { engineFor, itemsOf } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

/** What n8n's own node for reading files does: it streams the file into n8n's binary store. */
export const readFile: INodeType = {
	description: {
		displayName: 'Read File',
		name: 'bench.readFile',
		group: ['input'],
		version: 1,
		description: 'Stores a file',
		defaults: { name: 'Read File' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'File', name: 'file', type: 'string', default: '' }],
	},
	async execute() {
		const stream = createReadStream(this.getNodeParameter('file', 0) as string);
		return [[{ json: {}, binary: { data: await this.helpers.prepareBinaryData(stream, 'sound.wav', 'audio/wav') } }]];
	},
};

/** A workflow that only reads a file. */
export async function fileNode(args: Arguments): Promise<Scenario> {
	const engine = await engineFor(args, { 'bench.readFile': readFile });
	return {
		run: async () => itemsOf(await engine.runNode('bench.readFile', { file: args.file ?? '' })).length,
		stop: engine.stop,
	};
}
