import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { endOfS1, otherModel } from '../../fishAudio/models';

/** The most used first. */
const modelOptions: INodePropertyOptions[] = [
	{ name: 'S2.1 Pro', value: 's2.1-pro', description: 'For most uses; cues are written in square brackets: [happy]' },
	{
		name: 'S2.1 Pro Free',
		value: 's2.1-pro-free',
		description: 'The same model for free, without a guaranteed speed',
	},
	{
		name: 'Drama 3',
		value: 'drama-3',
		description: 'For acting; cues in square brackets: [shaky breath]; up to 16 speakers',
	},
	{
		name: 'S2 Pro',
		value: 's2-pro',
		description: 'The generation before S2.1; cues are written in square brackets: [happy]',
	},
	{
		name: 'S1',
		value: 's1',
		description: `Until ${endOfS1}. Older model; cues are written in round brackets: (happy).`,
	},
	{ name: 'Other (By ID)', value: otherModel, description: "Any other model, by Fish Audio's name for it" },
];

/** Which model speaks. */
export const modelFields: INodeProperties[] = [
	{
		displayName: 'Model',
		name: 'model',
		type: 'options',
		default: 's2.1-pro',
		description: 'The speech model. All except the free one are billed by the size of the text in bytes.',
		options: modelOptions,
	},
	{
		displayName: 'Model ID',
		name: 'modelId',
		type: 'string',
		default: '',
		placeholder: 'e.g. drama-3-preview',
		description: "Fish Audio's name for the model, in lower case",
		displayOptions: { show: { model: [otherModel] } },
	},
	{
		displayName:
			'Check the name: if Fish Audio does not know it, it speaks with <b>s2.1-pro</b> and bills for it, without ' +
			'an error.',
		name: 'modelIdNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { model: [otherModel] } },
	},
];
