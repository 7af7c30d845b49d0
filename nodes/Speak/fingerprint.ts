import { speechFingerprint } from '../../fishAudio/speech/fingerprint';
import { usedPronunciation } from '../../fishAudio/speech/pronunciation';
import type { SubtitleTrack } from '../../fishAudio/speech/subtitleTrack';
import { spokenTexts } from './plannedSpeech';
import type { SpeechItem } from './speechItem';

/** All of a track that its audio depends on. Lines of the file do not count. */
const identityOf = ({ turns, ...others }: SubtitleTrack): object => ({
	...others,
	turns: turns.map(({ start, end, text, speaker }) => [start, end, text, speaker]),
});

/** The fingerprint of an item: the same for the same audio and files, whatever they are called. */
export async function fingerprintOf({
	request,
	track,
	format,
	encoding,
	captions,
	conversation,
	sampleHashes,
	target,
	takes,
}: SpeechItem): Promise<string> {
	const { samples, ...rest } = request;
	const pronunciation = usedPronunciation(spokenTexts({ request, track }), request);
	delete rest.pronunciation;
	return await speechFingerprint({
		...rest,
		// A rule for other words changes nothing here.
		...(pronunciation && { pronunciation }),
		format,
		encoding,
		captions: captions === 'none' ? undefined : captions,
		names: captions === 'none' ? undefined : conversation?.names,
		target,
		...(track && { subtitles: identityOf(track) }),
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

/** Whether an item is to be spoken or estimated: its audio is not the previous one. */
export const hasChanged = async (item: SpeechItem): Promise<boolean> =>
	(await unchangedFingerprint(item)) === undefined;
