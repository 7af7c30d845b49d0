import { openAsBlob } from 'node:fs';

/** How long a sound file plays; undefined when it cannot be read. Its audio is not decoded. */
export async function secondsOf(path: string): Promise<number | undefined> {
	// Only recognition needs it, and it takes a while to load.
	const { ALL_FORMATS, BlobSource, Input } = await import('mediabunny');
	try {
		const input = new Input({ source: new BlobSource(await openAsBlob(path)), formats: ALL_FORMATS });
		const seconds = await input.computeDuration();
		return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
	} catch {
		return undefined;
	}
}
