import type { INodeProperties } from 'n8n-workflow';

/**
 * What an agent's model reads about the node as a tool. n8n adds a field of this name where a node has none.
 * `text` is its default, and `more` adds to the field or replaces a part of it.
 */
export const toolDescriptionField = (text: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 5 },
	default: text,
	placeholder: 'e.g. Use it to … It returns …',
	description: 'What the AI model reads about this tool: when to use it and what it returns',
	displayOptions: { show: { '@tool': [true] } },
	...more,
});
