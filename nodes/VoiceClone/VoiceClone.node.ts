import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { simplifyField } from '../shared/fields';
import { itemOf } from '../shared/item';
import { perItem } from '../shared/perItem';
import { voiceSearch } from '../shared/voiceField';
import { operationFields, operations, type OperationName } from './operations';
import { operationClient, type Operation } from './operations/operation';

/** Makes and manages the voices of a Fish Audio account. */
export class VoiceClone implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Voice Clone',
		name: 'voiceClone',
		icon: { light: 'file:../../icons/voiceClone.svg', dark: 'file:../../icons/voiceClone.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Clone voices from recordings and manage the voices of your Fish Audio account',
		defaults: { name: 'Fish Audio Voice Clone' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'create',
				options: [
					{
						name: 'Create',
						value: 'create',
						action: 'Create a voice',
						description: 'Clone a voice from one or more recordings',
					},
					{
						name: 'Delete',
						value: 'delete',
						action: 'Delete a voice',
						description: 'Delete one of your voices for good',
					},
					{ name: 'Get', value: 'get', action: 'Get a voice', description: 'Get one voice and its state' },
					{
						name: 'Get Many',
						value: 'list',
						action: 'Get many voices',
						description: 'List your voices or those of the public library',
					},
					{
						name: 'Update',
						value: 'update',
						action: 'Update a voice',
						description: 'Change the title, description, tags, visibility or picture of a voice',
					},
				],
			},
			...operationFields,
			simplifyField({ hide: { operation: ['delete'] } }),
		],
	};

	methods = { listSearch: voiceSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0) as OperationName;
		// The registry pairs each operation's check with its own run.
		const operation = operations[name] as Operation<unknown>;
		const simplify = (index: number): boolean => this.getNodeParameter('simplify', index, true) === true;
		return await perItem(this, {
			client: operationClient,
			together: name === 'create' && this.getNodeParameter('sampleSource', 0) === 'allItems',
			check: async (index) => await operation.check(itemOf(this, index)),
			run: async (checked, fishAudio, index) => await operation.run(checked, fishAudio, simplify(index)),
		});
	}
}
