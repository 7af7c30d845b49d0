import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { simplifyField } from '../shared/fields/fields';
import { itemOf, type Item } from '../shared/items/item';
import { perItem } from '../shared/items/perItem';
import { voiceSearch } from '../shared/fields/voiceSearch';
import { operationOf } from './operations';
import { areTogether, create } from './operations/create';
import { operationClient } from './operations/operation';
import { operationPanel } from './operations/panel';
import { subtitle } from './operations/subtitle';

/** Creates and manages the voices of a Fish Audio account, transcribes recordings and shows the credit. */
export class VoiceClone implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fish Audio Voice Clone',
		name: 'voiceClone',
		icon: { light: 'file:../../icons/voiceClone.svg', dark: 'file:../../icons/voiceClone.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Clone voices from recordings or design them, manage the voices of your Fish Audio account, and ' +
			'transcribe recordings',
		defaults: { name: 'Fish Audio Voice Clone' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fishAudioApi', required: true }],
		properties: [
			...operationPanel,
			simplifyField({ show: { resource: ['voice'] }, hide: { operation: ['delete', 'design'] } }),
		],
	};

	methods = { listSearch: voiceSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const chosen = itemOf(this, 0, []);
		const operation = operationOf(chosen.given('resource'), chosen.given('operation'));
		const fields = [...operation.fields, simplifyField()];
		const together = operation === create && areTogether(itemOf(this, 0, fields));
		const item = (index: number): Item => ({ ...itemOf(this, index, fields), standsForAll: together });
		return await perItem(this, {
			client: operationClient,
			together,
			check: async (index) => {
				// Used only at the end, but checked here: a mistake must be found before anything is billed.
				item(index).flag('simplify');
				return await operation.check(item(index));
			},
			prepare: async (checked, fishAudio, index) =>
				operation.prepare ? await operation.prepare(checked, fishAudio, item(index)) : checked,
			approve: async (all) => {
				await Promise.resolve(operation.review?.(all));
			},
			run: async (checked, fishAudio, index) => await operation.run(checked, fishAudio, item(index)),
		});
	}
}
