import { inputError } from '../errors';
import { shown } from '../../text/shown';

/** Ids that the vendor gives, of any case: they are written in small letters. */
const vendorId = /^[0-9a-f]{32}$/i;

/** Ids that the API takes: those of its own, and on servers of one's own the names of voices there. */
const anyId = /^[A-Za-z0-9_-]{1,128}$/;

/** Web page of a voice. */
export const voiceUrl = (id: string): string => `https://fish.audio/m/${id}`;

/** Page addresses: `fish.audio/m/<id>`, also below a language or the app, and `?modelId=<id>`. */
function idOfUrl(text: string): string | undefined {
	// Copied from a browser's address bar it may come without its beginning.
	const address = /^fish\.audio\//i.test(text) ? `https://${text}` : text;
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
	const { hostname, pathname, searchParams } = new URL(address);
	if (hostname !== 'fish.audio' && !hostname.endsWith('.fish.audio')) return undefined;
	const inPath = /(?:^|\/)m\/([^/]+)\/?$/.exec(pathname)?.[1];
	return inPath ?? searchParams.get('modelId') ?? undefined;
}

/**
 * The id that a person gave, as it is or as the address of the voice's page. Fails with `input` when it is neither;
 * `label` is what to call it.
 */
export function parseVoiceId(given: string, label = 'Voice'): string {
	// Signs that nobody sees are copied along, and no ID has one.
	const text = given.replace(/\p{Cf}/gu, '').trim();
	const ofVendor = idOfUrl(text) ?? text;
	if (vendorId.test(ofVendor)) return ofVendor.toLowerCase();
	if (anyId.test(text)) return text;
	if (text === '') {
		throw inputError(
			`'${label}' is empty`,
			'Choose a voice from the list, or enter its ID or the address of its page.',
		);
	}
	throw inputError(
		`'${label}' is not the ID or page of a voice: '${shown(text)}'`,
		'An ID of Fish Audio has 32 characters from 0–9 and a–f. It is the last part of the page of the voice: https://fish.audio/m/<ID>. On other servers it is the name of a voice there: up to 128 English letters, digits, hyphens and underscores.',
	);
}
