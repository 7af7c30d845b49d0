import { speechFingerprint } from '../../fishAudio/speech/fingerprint';
import type { SpeechItem } from './speechItem';

/** The fingerprint of an item: the same for the same audio and files, whatever their names. */
export async function fingerprintOf({
	request,
	format,
	encoding,
	captions,
	conversation,
	sampleHashes,
}: SpeechItem): Promise<string> {
	const { samples, ...rest } = request;
	return await speechFingerprint({
		...rest,
		format,
		encoding,
		captions: captions === 'none' ? undefined : captions,
		names: captions === 'none' ? undefined : conversation?.names,
		samples: samples?.map(({ transcript }, at) => ({ hash: sampleHashes[at] ?? '', transcript })),
	});
}
