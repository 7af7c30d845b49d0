import { speechFingerprint } from '../../fishAudio/speech/fingerprint';
import { usedPronunciation } from '../../fishAudio/speech/pronunciation';
import type { SpeechItem } from './speechItem';

/** The fingerprint of an item: the same for the same audio and files, whatever they are called. */
export async function fingerprintOf({
	request,
	format,
	encoding,
	captions,
	conversation,
	sampleHashes,
	target,
	takes,
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
		target,
		takes: takes > 1 ? takes : undefined,
		samples: samples?.map(({ transcript }, at) => ({ hash: sampleHashes[at] ?? '', transcript })),
	});
}

/** The item's fingerprint if it is the previous one, so that the item need not be spoken again; otherwise undefined. */
export async function unchangedFingerprint(item: SpeechItem): Promise<string | undefined> {
	if (item.previousFingerprint === undefined) return undefined;
	const fingerprint = await fingerprintOf(item);
	return fingerprint === item.previousFingerprint ? fingerprint : undefined;
}
