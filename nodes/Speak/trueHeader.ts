import type { IExecuteFunctions } from 'n8n-workflow';

import { repairedWavHeader } from '../../audio/wav';
import { storeAgain, type Stored } from '../shared/files/store';

/** Stored audio. */
interface StoredAudio {
	stored: Stored;
	bytes: number;
	/** The first bytes. */
	head: Uint8Array;
}

/**
 * A WAV whose header has its true size. A header stored before the length was known has placeholders, and n8n's store
 * cannot change a file: such a file, over 1 MB, is stored again with the right header.
 */
export async function withTrueHeader(
	context: IExecuteFunctions,
	{ stored, bytes, head }: StoredAudio,
	as: { fileName: string; mimeType: string },
): Promise<StoredAudio> {
	const header = repairedWavHeader(head, bytes);
	if (!header) return { stored, bytes, head };
	// Chunks are of even size (RIFF); the byte is counted in the header.
	const padding = new Uint8Array(bytes % 2);
	const again = await storeAgain(context, stored, as, { header, padding });
	return { stored: again, bytes: bytes + padding.length, head: header };
}
