import type { INodeProperties } from 'n8n-workflow';

/** The head of a collection of filters; its `options` differ by node. */
export const filtersHead: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
};

/** Tags of a voice, to be set or filtered by. */
export const tagsField = (description: string): INodeProperties => ({
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. ivr, english',
	description,
});

/** Filters voices by a part of their title. */
export const titleFilter: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Anna',
	description: 'Only voices whose title contains this text',
};
