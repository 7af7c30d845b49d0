import type { INodeProperties } from 'n8n-workflow';

/** What can be done, a field for each resource. */
export const operationChoices: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getCredit',
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Get Credit',
				value: 'getCredit',
				action: 'Get the credit of the account',
				description: 'Get the API credit that is left, and how much speech it pays for',
			},
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'transcribe',
		displayOptions: { show: { resource: ['sample'] } },
		options: [
			{
				name: 'Transcribe',
				value: 'transcribe',
				action: 'Transcribe a sample',
				description: 'Write down what is said in a recording',
			},
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'create',
		displayOptions: { show: { resource: ['voice'] } },
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
			{
				name: 'Design',
				value: 'design',
				action: 'Design a voice',
				description: 'Describe a voice in words and get recordings of voices to choose from',
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
];
