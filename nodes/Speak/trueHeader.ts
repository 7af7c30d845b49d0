import type { IExecuteFunctions } from 'n8n-workflow';

import { repairedWavHeader } from '../../audio/wav';
import { storeAgain, type Stored } from '../shared/files/store';

/** Audio as it was stored. */
interface Whole {
	stored: Stored;
	bytes: number;
	/** The first bytes. */
	head: Uint8Array;
}

/**
 * A WAV whose header tells its true size. A header that was stored before the length was known holds placeholders, and
 * what is stored cannot be changed: such a file, over 1 MB, is stored once more, with the right header before its
 * sound.
 */
export async function withTrueHeader(
	context: IExecuteFunctions,
	{ stored, bytes, head }: Whole,
	as: { fileName: string; mimeType: string },
): Promise<Whole> {
	const header = repairedWavHeader(head, bytes);
	if (!header) return { stored, bytes, head };
	// Chunks are of even size (RIFF); the byte is counted in the header.
	const padding = new Uint8Array(bytes % 2);
	const again = await storeAgain(context, stored, as, { header, padding });
	return { stored: again, bytes: bytes + padding.length, head: header };
}
