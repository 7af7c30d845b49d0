import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { NodeRun } from './engine.mts';
import type { Stage } from './stage.mts';

/** A parameter that names files. */
export interface FileReader {
	/** The parameter's name in the panel. */
	label: string;
	/** The required kind of file. */
	takes: 'sound' | 'picture';
	/** Whether it accepts several files. */
	many?: boolean;
	run(stage: Stage, value: INodeParameters[string], items: INodeExecutionData[]): Promise<NodeRun>;
}

const make =
	(parameters: (value: INodeParameters[string]) => INodeParameters): FileReader['run'] =>
	async (stage, value, items) =>
		await stage.engine.runNode(
			'voiceClone',
			{ resource: 'voice', operation: 'create', title: 'Anna', ...parameters(value) },
			items,
		);

/** All parameters that name files. */
export const fileReaders: Record<string, FileReader> = {
	'samples of a voice': {
		label: 'Sample Fields',
		takes: 'sound',
		many: true,
		run: make((value) => ({ sampleFields: value })),
	},
	'samples of all items': {
		label: 'Sample Fields',
		takes: 'sound',
		many: true,
		run: make((value) => ({ sampleSource: 'allItems', sampleFields: value })),
	},
	'instant samples': {
		label: 'Sample Fields',
		takes: 'sound',
		many: true,
		run: async (stage, value, items) =>
			await stage.engine.runNode('speak', { text: 'Hello there', voiceSource: 'samples', sampleFields: value }, items),
	},
	'a recording': {
		label: 'Input Binary Field',
		takes: 'sound',
		run: async (stage, value, items) =>
			await stage.engine.runNode(
				'voiceClone',
				{ resource: 'sample', operation: 'transcribe', binaryPropertyName: value },
				items,
			),
	},
	'a cover of a new voice': {
		label: 'Cover Image Field',
		takes: 'picture',
		run: make((value) => ({ sampleFields: 'voice', options: { coverImageField: value } })),
	},
	'a cover of a voice': {
		label: 'Cover Image Field',
		takes: 'picture',
		run: async (stage, value, items) => {
			const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'trained' });
			const voice = { __rl: true, mode: 'id', value: ids[0]! };
			return await stage.engine.runNode(
				'voiceClone',
				{ resource: 'voice', operation: 'update', voice, updateFields: { coverImageField: value } },
				items,
			);
		},
	},
};
