import type { INodeProperties } from 'n8n-workflow';

import { voiceField } from '../shared/fields/voiceField';

/** The voices that speak the same text, a file each. */
export const voicesField: INodeProperties = {
	displayName: 'Voices',
	name: 'voices',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Voice',
	default: { voice: [] },
	description:
		'Each of them speaks the text. The output has an item for each, with the name of the voice in the file name.',
	displayOptions: { show: { voiceSource: ['eachVoice'] } },
	options: [
		{
			displayName: 'Voice',
			name: 'voice',
			values: [voiceField('searchVoices', { description: 'A voice that speaks the text' })],
		},
	],
};
