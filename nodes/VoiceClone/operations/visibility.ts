import type { INodeProperties } from 'n8n-workflow';

import { checkVisibility, visibilities, visibilityNotice, type Visibility } from '../../../fishAudio/voices/visibility';
import type { Voice } from '../../../fishAudio/voices/voice';
import { showHints } from '../../shared/items/hints';
import type { Item } from '../../shared/items/item';
import type { Readers } from '../../shared/parameters/readers';

/** Who can use a voice, in the API's values. The API makes no voice public; only the web site does. */
export const visibilityField: INodeProperties = {
	displayName: 'Visibility',
	name: 'visibility',
	type: 'options',
	default: 'private',
	description: 'Who can find and use the voice. To make it public, use its page at fish.audio.',
	options: [
		{
			name: 'Private',
			value: 'private',
			description: 'Only your account can find and use the voice',
		},
		{
			name: 'Unlisted',
			value: 'unlist',
			description: 'Anyone with the link can use the voice; the library does not show it',
		},
	],
};

/** The requested visibility. Fails with `input` on any other value, including *Public*. */
export function visibilityOf(readers: Pick<Readers, 'choice' | 'given'>): Visibility | undefined {
	const given = readers.given('visibility');
	if (typeof given === 'string' && given.trim().toLowerCase() === 'public') checkVisibility('public');
	return readers.choice('visibility', visibilities);
}

/** Shows a hint if a voice has another visibility than the requested one. */
export function hintAtVisibility(item: Item, wanted: Visibility | undefined, voice: Voice): void {
	const notice = visibilityNotice(wanted, voice);
	if (notice !== undefined) showHints(item, 'warning', [notice]);
}
