import { inputError } from '../errors';
import { shown } from '../../text/shown';

/** White space and signs that nobody sees, as they are copied along with a key or an address. */
const edges = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

const trimmed = (given: unknown): string => String(given ?? '').replace(edges, '');

/** The vendor's own API, which lies at the root of its host. */
const vendor = 'https://api.fish.audio';

const correct = "Correct it in the 'Fish Audio API' credential.";

/** The base URL without what surrounds it and without a slash at its end. Fails with `input` on what cannot be one. */
export function readBaseUrl(given: unknown): string {
	const text = trimmed(given);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
	if (!url || !isWeb || url.username || url.password || url.search || url.hash) {
		throw inputError(
			"The 'Base URL' of the credential is not the address of an API",
			`It has to start with http:// or https:// and may hold no user name, question mark or hash, such as ${vendor}. ${correct}`,
		);
	}
	const baseUrl = (url.origin + url.pathname).replace(/\/+$/, '');
	if (url.host === new URL(vendor).host && url.pathname.replace(/\/+$/, '') !== '') {
		throw inputError(
			"The 'Base URL' of the credential says more than the address of the API",
			`That of Fish Audio is ${vendor}, with nothing behind it. ${correct}`,
		);
	}
	return baseUrl;
}

/**
 * The API key without what surrounds it. Fails with `input` on what cannot be in a header: n8n 1 fails to send it, n8n
 * 2 sends the rest.
 */
export function readApiKey(given: unknown): string {
	// As it is copied from examples of requests.
	const key = trimmed(given).replace(/^Bearer\s+/i, '');
	const copyAgain = "Copy it again from https://fish.audio/app/api-keys into the 'Fish Audio API' credential.";
	if (key === '')
		throw inputError(
			"The 'API Key' of the credential is empty",
			`${copyAgain} A deployment of your own takes any key, but not none.`,
		);
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw inputError(
		"The 'API Key' of the credential holds a character that no key has",
		`It may hold no spaces, line breaks or letters other than English ones. ${copyAgain}`,
	);
}

/** The concurrency of the lowest tier (Fish Audio docs, rate limits, 2026-09). */
const usualConcurrency = 5;

/**
 * How many requests may be in flight at a time; an empty field means the usual number. Fails with `input` on what is
 * none.
 */
export function readConcurrency(given: unknown): number {
	const text = trimmed(given);
	const concurrency = text === '' ? usualConcurrency : Number(text);
	if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 1000) return concurrency;
	throw inputError(
		`'Concurrent Requests' cannot be '${shown(text)}'`,
		'Enter a whole number from 1 to 1000: as many requests as your account may have in flight at a time.',
	);
}
