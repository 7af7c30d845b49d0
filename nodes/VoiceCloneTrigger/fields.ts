import type { INodeProperties } from 'n8n-workflow';

import { filtersHead, tagsField, titleFilter } from '../shared/fields/filters';
import { simplifyField } from '../shared/fields/fields';

/** The node's parameters. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['trained'],
		description: 'What starts the workflow',
		options: [
			{ name: 'Voice Trained', value: 'trained', description: 'A voice is trained and can speak' },
			{ name: 'Training Failed', value: 'failed', description: 'The training of a voice has failed' },
		],
	},
	{
		displayName: 'Include Existing Voices',
		name: 'includeExisting',
		type: 'boolean',
		default: false,
		description:
			'Whether voices that were already trained when you first published the workflow start it, too. Voices that ' +
			'were still in training at that time start it anyway (up to your 1,000 newest).',
	},
	{
		...filtersHead,
		description: 'Which voices start the workflow. Without a filter, all voices of your account do.',
		options: [titleFilter, tagsField('Only voices that have all of these tags, separated by commas')],
	},
	simplifyField(),
];
