import { inputError } from '../errors';
import { vendorUrl } from './vendorUrl';
import { shown } from '../../text/shown';

/** White space and invisible characters that get copied with a key or an address. */
const edges = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

const trimmed = (given: unknown): string => String(given ?? '').replace(edges, '');

const correctIt = "Correct it in the 'Fish Audio API' credential.";

/** The version that begins the paths of the API. It gets copied with an address, and comes again with each path. */
const version = /\/+v1$/;

/**
 * The trimmed base URL, without a slash or `/v1` at its end. Fails with `input` on anything but the address of an API.
 */
export function readBaseUrl(given: unknown): string {
	const text = trimmed(given);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
	if (!url || !isWeb || url.username || url.password || url.search || url.hash) {
		throw inputError(
			"The 'Base URL' of the credential is not the address of an API",
			`Enter an address such as ${vendorUrl}. It has to start with http:// or https://, without a user name, ` +
				`question mark or hash. ${correctIt}`,
		);
	}
	const path = url.pathname.replace(/\/+$/, '').replace(version, '');
	if (url.host === new URL(vendorUrl).host && path !== '') {
		throw inputError(
			"The 'Base URL' of the credential has a path after the address of the API",
			`Enter ${vendorUrl} without anything after it. ${correctIt}`,
		);
	}
	return url.origin + path;
}

/**
 * The trimmed API key. Fails with `input` on characters that a header cannot carry: n8n 1 fails on them, n8n 2 drops
 * them.
 */
export function readApiKey(given: unknown): string {
	// Copied from an example of a request.
	const key = trimmed(given).replace(/^Bearer\s+/i, '');
	const copyAgain = "Copy it again from https://fish.audio/app/api-keys into the 'Fish Audio API' credential.";
	if (key === '')
		throw inputError(
			"The 'API Key' of the credential is empty",
			`${copyAgain} For a deployment of your own, enter any text.`,
		);
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw inputError(
		"The 'API Key' of the credential contains a character that keys cannot have",
		`Keys have no spaces, line breaks or non-English letters. ${copyAgain}`,
	);
}

/** The concurrency of the lowest tier (Fish Audio docs, rate limits, 2026-09). */
const defaultConcurrency = 5;

/**
 * How many requests may run at the same time: 1–1000, and 5 for an empty field. Fails with `input` on anything else.
 */
export function readConcurrency(given: unknown): number {
	const text = trimmed(given);
	const concurrency = text === '' ? defaultConcurrency : Number(text);
	if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 1000) return concurrency;
	throw inputError(
		`'Concurrent Requests' cannot be '${shown(text)}'`,
		'Enter a whole number from 1 to 1000: how many requests your account may run at the same time.',
	);
}
