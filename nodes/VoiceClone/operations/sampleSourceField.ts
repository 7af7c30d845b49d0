import type { INodeProperties } from 'n8n-workflow';

import { sampleFieldsField } from '../../shared/fields/fields';

/** All items make one voice. */
export const voiceFromAllItems = {
	name: 'One Voice From All Items',
	value: 'allItems',
	description: 'The recordings of all items make one voice together, such as files that arrive one per item',
};

/** What the field has in common in workflows and in tools. */
const head = {
	displayName: 'Samples From',
	name: 'sampleSource',
	// One choice for all items: whether they are taken together cannot differ among them.
	noDataExpression: true,
};

/** Where the recordings come from, and how many voices they make. */
const inWorkflows: INodeProperties = {
	...head,
	type: 'options',
	displayOptions: { hide: { '@tool': [true] } },
	default: 'fields',
	description: 'Where the recordings come from, and how many voices they make',
	options: [
		{
			name: 'One Voice per Item',
			value: 'fields',
			description: "Each item makes a voice of its own, from the binary fields in 'Sample Fields'",
		},
		voiceFromAllItems,
		{
			name: 'One Voice per Item, From All Its Audio',
			value: 'allAudioFields',
			description: 'Each item makes a voice of its own, from all its audio files, whatever their fields are called',
		},
		{
			name: 'One Voice per Item, From URLs',
			value: 'urls',
			description: 'From recordings on the web',
		},
	],
};

/** An agent cannot pass files, so as its tool the node takes recordings from the web. */
const inTools: INodeProperties = {
	...head,
	type: 'options',
	displayOptions: { show: { '@tool': [true] } },
	default: 'urls',
	description: 'Where the recordings come from. An agent cannot pass files.',
	options: [{ name: 'URLs', value: 'urls', description: 'From recordings on the web, all for one voice' }],
};

const description = 'WAV, MP3, M4A, Opus or FLAC. A voice takes 1 to 20 samples.';

/** The field *Sample Fields*. Where each item makes a voice, it says how all of them make one. */
export const sampleFieldsFields = [
	sampleFieldsField(
		description,
		{ hide: { sampleSource: ['allItems', 'allAudioFields', 'urls'] } },
		`Several recordings of one person, each in an item? Choose '${voiceFromAllItems.name}' above.`,
	),
	sampleFieldsField(description, { hide: { sampleSource: ['fields', 'allAudioFields', 'urls'] } }),
];

/** The field *Samples From*, with what can work in a workflow or as an agent's tool. */
export const sampleSourceFields = [inWorkflows, inTools];
