import { openAsBlob } from 'node:fs';

export interface MediaFacts {
	seconds: number;
	hasVideo: boolean;
}

/** How long a sound file plays, and whether there is a picture; undefined when it cannot be read. Its audio is not decoded. */
export async function mediaOf(path: string): Promise<MediaFacts | undefined> {
	// Only recognition needs it, and it takes a while to load.
	const { ALL_FORMATS, BlobSource, Input } = await import('mediabunny');
	try {
		const input = new Input({ source: new BlobSource(await openAsBlob(path)), formats: ALL_FORMATS });
		const track = await input.getPrimaryAudioTrack();
		const seconds = await input.computeDuration();
		if (!track || !Number.isFinite(seconds) || seconds <= 0) return undefined;
		return { seconds, hasVideo: (await input.getPrimaryVideoTrack()) !== null };
	} catch {
		return undefined;
	}
}
