import { readApiKey, readBaseUrl, readConcurrency } from '../../../fishAudio/requests/access';
import type { Context } from './context';

/** The credential's type, by which n8n finds it. */
export const credentialName = 'fishAudioApi';

/** The values of the node's credential, checked. */
export interface Credential {
	/** Without a slash at the end. */
	baseUrl: string;
	/** Maximum number of requests in flight. */
	concurrency: number;
	/** A text without the API key: a server may repeat the key in an error. */
	redact(text: string): string;
}

/**
 * Reads the node's credential. Fails with `input` on values that cannot be used. `concurrentRequests` replaces the
 * credential's own.
 */
export async function readCredential(context: Context, concurrentRequests: number | undefined): Promise<Credential> {
	const given = await context.getCredentials(credentialName);
	const baseUrl = readBaseUrl(given.baseUrl);
	const concurrency = readConcurrency(concurrentRequests ?? given.concurrentRequests);
	const secret = readApiKey(given.apiKey);
	return { baseUrl, concurrency, redact: (text) => text.replaceAll(secret, '***') };
}
