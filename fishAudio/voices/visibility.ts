import { inputError } from '../errors';
import { shown } from '../../text/shown';
import type { Voice } from './voice';

/** What can be set here: only the owner, or everyone with the link, can find and use the voice. */
export const visibilities = ['private', 'unlist'] as const;

/** Who can find and use a voice. */
export type Visibility = (typeof visibilities)[number];

/** Visibilities as n8n shows them. */
const labels: Record<string, string> = { private: 'Private', unlist: 'Unlisted', public: 'Public' };

/** Fails with `input` on what the API does not do. Asked for `public`, it makes a voice private and reports nothing. */
export function checkVisibility(visibility: string): asserts visibility is Visibility {
	if (visibility === 'private' || visibility === 'unlist') return;
	throw inputError(
		`'Visibility' cannot be '${shown(visibility)}'`,
		visibility === 'public'
			? 'Voices are published on the Fish Audio web site only. Make the voice private or unlisted here, then ' +
					'publish it on its page at https://fish.audio.'
			: 'Choose one of: private, unlist.',
	);
}

/** The notice for a voice whose visibility is not the requested one; undefined if it is. */
export function visibilityNotice(wanted: Visibility | undefined, { title, visibility }: Voice): string | undefined {
	if (wanted === undefined || visibility === undefined || visibility === wanted) return undefined;
	const [actual, asked] = [String(visibility), wanted].map((one) => labels[one] ?? one);
	return (
		`Fish Audio made the voice '${shown(title)}' ${actual}, not ${asked}. You can change its visibility on its ` +
		'page at https://fish.audio.'
	);
}
