import { inputError } from '../errors';
import { shown } from '../../text/shown';

/** IDs of Fish Audio's own API, in upper or lower case. They are sent in lower case. */
const vendorId = /^[0-9a-f]{32}$/i;

/** IDs that the API takes. On a user's own server these are the names of its voices. */
const anyId = /^[A-Za-z0-9_-]{1,128}$/;

/** Web page of a voice. */
export const voiceUrl = (id: string): string => `https://fish.audio/m/${id}`;

/** The ID in the address of a voice's page: `fish.audio/m/<id>`, also in a subfolder, or `?modelId=<id>`. */
function idOfUrl(text: string): string | undefined {
	// Browsers may copy an address without its beginning.
	const address = /^fish\.audio\//i.test(text) ? `https://${text}` : text;
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
	const { hostname, pathname, searchParams } = new URL(address);
	if (hostname !== 'fish.audio' && !hostname.endsWith('.fish.audio')) return undefined;
	const inPath = /(?:^|\/)m\/([^/]+)\/?$/.exec(pathname)?.[1];
	return inPath ?? searchParams.get('modelId') ?? undefined;
}

/**
 * Reads the ID of a voice that a user entered, or the address of its page. Fails with `input` on anything else. `label`
 * is the parameter's display name.
 */
export function parseVoiceId(given: string, label = 'Voice'): string {
	// Invisible characters get copied along; no ID has one.
	const text = given.replace(/\p{Cf}/gu, '').trim();
	const ofVendor = idOfUrl(text) ?? text;
	if (vendorId.test(ofVendor)) return ofVendor.toLowerCase();
	if (anyId.test(text)) return text;
	if (text === '') {
		throw inputError(
			`'${label}' is empty`,
			'Choose a voice from the list, or enter its title, its ID or the address of its page.',
		);
	}
	throw inputError(
		`'${label}' is not the ID or page of a voice: '${shown(text)}'`,
		'An ID of Fish Audio has 32 characters from 0–9 and a–f. It is the last part of the address of its page: ' +
			'https://fish.audio/m/802e3bc2b27e49c2995d23ef70e6ac89. On another server it is the name of a voice: up to ' +
			'128 English letters, digits, hyphens and underscores. For the title of one of your voices choose ' +
			"'By Title' in this field.",
	);
}
