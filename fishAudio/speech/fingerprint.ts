import { isRecord } from '../requests/json';
import type { SpeechRequest } from './speechRequest';

/** The version of how speech is made: one more whenever the same request comes to give other audio. */
export const recipeVersion = 1;

/** What speech and its files depend on. */
export interface SpeechIdentity extends Omit<SpeechRequest, 'format' | 'samples'> {
	/** As it is chosen, and where it has several, the encoding. */
	format: string;
	encoding?: string | undefined;
	/** Which files of captions are made, and in a dialogue the names in them. */
	captions?: string | undefined;
	names?: string[] | undefined;
	/** Instant samples: a hash of the bytes of each, and its transcript. */
	samples?: Array<{ hash: string; transcript: string }> | undefined;
}

/** Names in alphabetical order, so that the order they were given in does not show. */
const inOrder = (_: string, value: unknown): unknown =>
	isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** 32 hexadecimal characters of a SHA-256 (FIPS 180-4): its first half. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', Buffer.from(bytes));
	return Buffer.from(hash).toString('hex', 0, 16);
}

/** Bytes that are hashed at a time, so that a file need not be held whole. */
const blockLength = 1024 * 1024;

/** Hashes bytes as they come: 32 hexadecimal characters, the same however they are cut into chunks. */
export function createFileHash(): { take(chunk: Uint8Array): Promise<void>; end(): Promise<string> } {
	const block = Buffer.alloc(blockLength);
	const hashes: string[] = [];
	let filled = 0;
	const close = async (): Promise<void> => {
		hashes.push(await hashOf(block.subarray(0, filled)));
		filled = 0;
	};
	return {
		async take(chunk) {
			for (let rest = chunk; rest.length > 0; ) {
				const taken = rest.subarray(0, blockLength - filled);
				block.set(taken, filled);
				filled += taken.length;
				rest = rest.subarray(taken.length);
				if (filled === blockLength) await close();
			}
		},
		async end() {
			await close();
			return await hashOf(Buffer.from(hashes.join()));
		},
	};
}

/** 32 hexadecimal characters, the same for the same speech. What is undefined does not count. */
export async function speechFingerprint(identity: SpeechIdentity, version = recipeVersion): Promise<string> {
	// Told or not, times do not change the audio.
	return await hashOf(Buffer.from(JSON.stringify({ ...identity, timed: undefined, version }, inOrder)));
}
