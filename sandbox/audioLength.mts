import type { Input } from 'mediabunny';
import { openAsBlob } from 'node:fs';

export interface MediaFacts {
	seconds: number;
	hasVideo: boolean;
}

/**
 * Whether to search the frames of a file for its length. A FLAC has it at the beginning, and in a damaged one the
 * search never ends.
 */
async function secondsOf(input: Input): Promise<number | undefined> {
	const track = await input.getPrimaryAudioTrack();
	if (!track) return undefined;
	const seconds = track.codec === 'flac' ? await input.getDurationFromMetadata() : await input.computeDuration();
	return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

async function factsOf(
	source: (media: typeof import('mediabunny')) => Promise<Input> | Input,
): Promise<MediaFacts | undefined> {
	// Few requests need it, and it takes a while to load.
	const media = await import('mediabunny');
	try {
		const input = await source(media);
		const seconds = await secondsOf(input);
		return seconds === undefined ? undefined : { seconds, hasVideo: (await input.getPrimaryVideoTrack()) !== null };
	} catch {
		return undefined;
	}
}

/**
 * The duration of a sound file, and whether it has a picture; undefined if it cannot be read. Its audio is not
 * decoded.
 */
export function mediaOf(path: string): Promise<MediaFacts | undefined> {
	return factsOf(
		async ({ ALL_FORMATS, BlobSource, Input }) =>
			new Input({ source: new BlobSource(await openAsBlob(path)), formats: ALL_FORMATS }),
	);
}

/** The same for a file in memory. */
export function mediaIn(bytes: Uint8Array): Promise<MediaFacts | undefined> {
	return factsOf(
		({ ALL_FORMATS, BufferSource, Input }) => new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }),
	);
}
