import type { INodeProperties } from 'n8n-workflow';

/** All items make one voice. */
export const voiceFromAllItems = {
	name: 'One Voice From All Items',
	value: 'allItems',
	description: 'The recordings of all items together make one voice, such as several files that come one per item',
};

/** Where the recordings come from, and how many voices they make. */
export const sampleSourceField: INodeProperties = {
	displayName: 'Samples From',
	name: 'sampleSource',
	type: 'options',
	// One choice for all items: whether they are taken together cannot differ among them.
	noDataExpression: true,
	default: 'fields',
	description: 'Where the recordings come from, and how many voices they make',
	hint: `Several recordings of one person, each in an item? Choose '${voiceFromAllItems.name}'.`,
	options: [
		{
			name: 'One Voice per Item',
			value: 'fields',
			description:
				"Each item has the recordings of a voice of its own, in the binary fields that 'Sample Fields' names",
		},
		voiceFromAllItems,
		{
			name: 'One Voice per Item, From All Its Audio',
			value: 'allAudioFields',
			description: 'All audio files of an item make a voice, whatever their binary fields are called',
		},
		{
			name: 'One Voice per Item, From URLs',
			value: 'urls',
			description: 'From recordings on the web. AI agents need this, since they cannot pass files.',
		},
	],
};
