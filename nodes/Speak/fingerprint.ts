import { speechFingerprint } from '../../fishAudio/speech/fingerprint';
import { usedPronunciation } from '../../fishAudio/speech/pronunciation';
import type { SpeechItem } from './speechItem';

/** The fingerprint of a line: the same for the same audio and files, whatever they are called. */
export async function fingerprintOf({
	request,
	format,
	encoding,
	captions,
	conversation,
	sampleHashes,
}: SpeechItem): Promise<string> {
	const { samples, pronunciation: _, ...rest } = request;
	const pronunciation = usedPronunciation(request);
	return await speechFingerprint({
		...rest,
		// A rule for other words changes nothing here.
		...(pronunciation && { pronunciation }),
		format,
		encoding,
		captions: captions === 'none' ? undefined : captions,
		names: captions === 'none' ? undefined : conversation?.names,
		samples: samples?.map(({ transcript }, at) => ({ hash: sampleHashes[at] ?? '', transcript })),
	});
}
