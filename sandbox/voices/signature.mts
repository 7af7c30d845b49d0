import { createHash, createHmac } from 'node:crypto';
import { AudioHash } from '../speech/recordings.mts';

/** What a candidate's audio is known by, wherever it is kept meanwhile. */
export function tokenHash(wav: Uint8Array): string {
	const hash = new AudioHash();
	hash.update(wav);
	return createHash('sha256').update(hash.digest()).digest('hex');
}

/** Says that this very account was given this very audio by voice design. */
export function signatureOf(audioTokenSha256: string, key: string): string {
	return createHmac('sha256', key).update(audioTokenSha256).digest('base64url');
}
