import type { INodeProperties } from 'n8n-workflow';

import { voiceField } from '../shared/fields/voiceField';

/** Who speaks a dialogue. */
export const speakersFields: INodeProperties[] = [
	{
		displayName:
			"Begin each line with the speaker's name and a colon, such as 'Anna: Hello!'. A line without a " +
			'name continues the previous speaker. Each speaker needs a voice.',
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
		description: 'Everyone who speaks in the text, with a voice for each',
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
						description: 'The name before the colon in the text',
					},
					voiceField('searchVoices', { description: 'The voice of this speaker' }),
				],
			},
		],
	},
];
