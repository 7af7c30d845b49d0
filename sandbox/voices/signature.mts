import { createHash, createHmac } from 'node:crypto';
import { AudioHash } from '../speech/recordings.mts';

/** Identifies a candidate's audio, wherever it was stored in between. */
export function tokenHash(wav: Uint8Array): string {
	const hash = new AudioHash();
	hash.update(wav);
	return createHash('sha256').update(hash.digest()).digest('hex');
}

/** Proves that voice design gave this audio to this account. */
export function signatureOf(audioTokenSha256: string, key: string): string {
	return createHmac('sha256', key).update(audioTokenSha256).digest('base64url');
}
