import type { INodeProperties } from 'n8n-workflow';

import { voiceField } from '../shared/fields/voiceField';

/** Who speaks a dialogue. */
export const speakersFields: INodeProperties[] = [
	{
		displayName:
			"Begin each line of 'Text' with the name of who speaks it and a colon, such as 'Anna: Hello!'. A line without a name goes on with what is said before. Each speaker needs a voice.",
		name: 'speakersNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { voiceSource: ['speakers'] } },
	},
	{
		displayName: 'Speakers',
		name: 'speakers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Speaker',
		default: { speaker: [] },
		description: 'Everybody who speaks in the text, and with which voice',
		displayOptions: { show: { voiceSource: ['speakers'] } },
		options: [
			{
				displayName: 'Speaker',
				name: 'speaker',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Anna',
						description: 'As it stands before the colon in the text',
					},
					voiceField('searchVoices', { description: 'The voice that speaks for this name' }),
				],
			},
		],
	},
];
