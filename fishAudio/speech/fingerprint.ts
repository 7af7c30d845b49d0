import { isRecord } from '../requests/json';
import type { LongSpeechRequest } from './speechRequest';

/** Raised by one whenever the same request gives different audio than before. */
export const recipeVersion = 1;

/** All that speech and its files depend on. */
export interface SpeechIdentity extends Omit<LongSpeechRequest, 'format' | 'samples'> {
	/** The format as the user chose it, and its encoding where it has several. */
	format: string;
	encoding?: string | undefined;
	/** The length that was wanted, and how it was to be reached. */
	target?: object | undefined;
	/** How many takes were wanted, if more than one. */
	takes?: number | undefined;
	/** Which caption files are written, and for a dialogue the names in them. */
	captions?: string | undefined;
	names?: string[] | undefined;
	/** Instant samples: a hash of each sample's bytes, and its transcript. */
	samples?: Array<{ hash: string; transcript: string }> | undefined;
}

/** Sorts the names of an object's fields: their order does not count. */
const inOrder = (_: string, value: unknown): unknown =>
	isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** The first half of a SHA-256 (FIPS 180-4), as 32 hexadecimal characters. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', Buffer.from(bytes));
	return Buffer.from(hash).toString('hex', 0, 16);
}

/** Bytes that are hashed at a time, so that no file has to be held in memory. */
const blockLength = 1024 * 1024;

/** Hashes a stream as 32 hexadecimal characters, which do not depend on how the chunks are cut. */
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

/** 32 hexadecimal characters, the same for the same speech. Undefined fields do not count. */
export async function speechFingerprint(identity: SpeechIdentity, version = recipeVersion): Promise<string> {
	// The times of the words do not change the audio.
	return await hashOf(Buffer.from(JSON.stringify({ ...identity, timed: undefined, version }, inOrder)));
}
