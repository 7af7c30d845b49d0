import type { INodeProperties } from 'n8n-workflow';

import { linkFields } from './audioLinks';
import { takesField } from './takesField';

/** The fields under *Options*: the output, and how requests are sent. */
export const optionFields: INodeProperties[] = [
	takesField,
	{
		displayName: 'Include Input Fields',
		name: 'includeInput',
		type: 'boolean',
		default: false,
		description: "Whether to keep the input item's fields and files. The node's own replace those of the same name.",
	},
	{
		displayName: 'Include Words',
		name: 'includeWords',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the words of the text to the JSON, each with its start and end in seconds and, in a ' +
			'dialogue, its speaker. A long text gives a long list.',
	},
	...linkFields,
	{
		displayName: 'Concurrent Requests',
		name: 'concurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			"Largest number of requests at the same time. Replaces the credential's setting. Do not exceed your " +
			"account's limit.",
	},
	{
		displayName: 'Max Tries',
		name: 'maxTries',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 5,
		description:
			'How many times a request is sent at most if Fish Audio is busy or the connection fails. Without this ' +
			'option it is up to 5 times, and the node waits at least a minute for a busy account.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 240,
		description:
			'Longest time for one request. Without this option it is two minutes or more, depending on the length of ' +
			'the text and the size of the samples.',
	},
];
