import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Calls } from '../../../fishAudio/client';
import { createOwnVoices } from '../../../fishAudio/ownVoices';
import { createVoices } from '../../../fishAudio/voices';
import type { Item } from '../../shared/item';

/** What of the API the operations need. */
export function operationClient(calls: Calls) {
	const voices = createVoices(calls);
	return { voices: { ...voices, ...createOwnVoices(calls, voices) } };
}

/** One operation of the node: what the user sees, what is read, what is asked for. */
export interface Operation<T> {
	/** Its parameters; when they are shown is added for all operations alike. */
	fields: INodeProperties[];
	/** Reads and checks an item's parameters and files. Sends nothing. */
	check(item: Item): Promise<T> | T;
	/** Does it; `simplify` only matters where voices come out. */
	run(checked: T, fishAudio: ReturnType<typeof operationClient>, simplify: boolean): Promise<INodeExecutionData[]>;
}

/** The visibility choices, in the API's values. */
export const visibilityOptions = [
	{
		name: 'Private',
		value: 'private',
		description: 'Only your account can find and use the voice',
	},
	{
		name: 'Unlisted',
		value: 'unlist',
		description: 'Whoever has the link can use the voice; it is not shown in the library',
	},
	{
		name: 'Public',
		value: 'public',
		description: 'Everybody can find and use the voice; a cover image is required',
	},
];
