import type { IDataObject } from 'n8n-workflow';

/** What people look for first, in a table of many items. */
const first = [
	'fileName',
	'seconds',
	'estimatedSeconds',
	'text',
	'voice',
	'costUsd',
	'unchanged',
	'audioUrl',
	'audioUrlExpiresAt',
	'srtUrl',
	'vttUrl',
];

/** The JSON of an item, with what people look for at its beginning. */
export function inOrder(json: IDataObject): IDataObject {
	const found = first.filter((name) => Object.hasOwn(json, name)).map((name) => [name, json[name]] as const);
	return { ...(Object.fromEntries(found) as IDataObject), ...json };
}
