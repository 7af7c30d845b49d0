import type { INodeProperties } from 'n8n-workflow';

/** The title of a voice, when it is created or changed. */
export const titleField = (description: string): INodeProperties => ({
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Anna, warm and calm',
	description,
});

/** The description of a voice. */
export const descriptionField = (description: string): INodeProperties => ({
	displayName: 'Description',
	name: 'description',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Voice of our phone menu',
	description,
});

/** The binary field with the picture of a voice. */
export const coverImageField = (description: string): INodeProperties => ({
	displayName: 'Cover Image Field',
	name: 'coverImageField',
	type: 'string',
	default: '',
	placeholder: 'e.g. cover',
	description,
});
