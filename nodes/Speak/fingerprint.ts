import { hashOf, speechFingerprint } from '../../fishAudio/fingerprint';
import { readWhole } from '../../fishAudio/upload';
import type { Line } from './line';

/** The fingerprint of a line: the same for the same audio and files, whatever they are called. */
export async function fingerprintOf({ request, format, encoding, captions, conversation }: Line): Promise<string> {
	// Told or not, times do not change the audio.
	const { samples, timed: _, ...rest } = request;
	const heard = samples?.map(async ({ file, transcript }) => ({ hash: await hashOf(await readWhole(file)), transcript }));
	return await speechFingerprint({
		...rest,
		format,
		encoding,
		captions: captions === 'none' ? undefined : captions,
		names: captions === 'none' ? undefined : conversation?.names,
		samples: heard && (await Promise.all(heard)),
	});
}
