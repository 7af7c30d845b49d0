import type { INodeProperties } from 'n8n-workflow';

/** Method names that the field's list mode is bound to. */
export type VoiceSearch = 'searchVoices' | 'searchOwnVoices';

/** The field that chooses a voice: from a list, by its title, by its page or by its ID. */
export const voiceField = (search: VoiceSearch, text: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Voice',
	name: 'voice',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	...(search === 'searchOwnVoices' && { hint: 'Only voices of your own account. None yet? Create one first.' }),
	...text,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a voice...',
			typeOptions: { searchListMethod: search, searchable: true },
		},
		{
			displayName: 'By Title',
			name: 'title',
			type: 'string',
			hint: 'The exact title of one of your own voices, or an expression that gives it',
			placeholder: 'e.g. Anna',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://fish.audio/m/802e3bc2b27e49c2995d23ef70e6ac89',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 802e3bc2b27e49c2995d23ef70e6ac89',
		},
	],
});
