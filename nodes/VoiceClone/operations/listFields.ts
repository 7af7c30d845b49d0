import type { INodeProperties } from 'n8n-workflow';

import { filtersHead, tagsField, titleFilter } from '../../shared/fields/filters';

/** The fields under *Filters*, the most used first. */
const filterFields: INodeProperties[] = [
	titleFilter,
	tagsField('Only voices with these tags, separated by commas'),
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description:
			'Only voices that speak this language, as a two-letter code. The first two letters of a longer code count.',
	},
	{
		displayName: 'Licensed Only',
		name: 'licensedOnly',
		type: 'boolean',
		default: true,
		description: 'Whether to list only voices that Fish Audio has licensed from their owners, in the public library',
		displayOptions: { show: { '/source': ['library'] } },
	},
	{
		displayName: 'Sort By',
		name: 'sortBy',
		type: 'options',
		default: 'score',
		description: 'Which voices come first',
		options: [
			{ name: 'Relevance', value: 'score' },
			{ name: 'Most Used', value: 'task_count' },
			{ name: 'Newest', value: 'created_at' },
		],
	},
	{
		displayName: 'Title Language',
		name: 'titleLanguage',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description: 'Only voices whose title is in this language, as a two-letter code',
	},
	{
		displayName: 'Author ID',
		name: 'authorId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 64d3a1f0c2b84e3f9a1b2c3d4e5f6071',
		description: 'Only voices by this author, in the public library',
		displayOptions: { show: { '/source': ['library'] } },
	},
];

/** The fields of *Get Many*. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		default: 'own',
		description: 'Which voices to list',
		options: [
			{ name: 'My Voices', value: 'own', description: 'The voices of your account' },
			{ name: 'Public Library', value: 'library', description: 'The voices that everyone can use' },
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	{
		...filtersHead,
		options: filterFields,
	},
];
