import { inputError } from '../../fishAudio/errors';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { SubtitleTrack } from '../../fishAudio/speech/subtitleTrack';
import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import type { Conversation } from './speakers';
import { plannedSpeech } from './plannedSpeech';

/** What decides whose voice speaks an item, and whether it has to stay the same. */
interface Speech {
	request: LongSpeechRequest;
	track: SubtitleTrack | undefined;
	voice: VoiceChoice | undefined;
	conversation: Conversation | undefined;
	/** Whether *Previous Fingerprint* is set, even if it is still empty for this item. */
	hasFingerprint: boolean;
}

/** Whether Fish Audio picks the voice: with every request, it may pick another one. */
export const isWithoutVoice = ({ request, voice, conversation }: Omit<Speech, 'hasFingerprint'>): boolean =>
	!voice && !conversation && !request.samples;

const chooseOne =
	"Without one Fish Audio picks a voice for each request, and they can differ. Choose a voice in 'Voice'.";

/** Fails with `input` where a voice is needed so that all of the speech sounds the same. */
export function checkHasVoice(speech: Speech): void {
	if (!isWithoutVoice(speech)) return;
	const { parts } = plannedSpeech(speech);
	if (parts > 1) {
		const what = speech.track
			? `these subtitles are spoken in ${parts} requests`
			: `this text is spoken in ${parts} parts`;
		throw inputError(`'Voice' is empty, and ${what}`, chooseOne);
	}
	if (!speech.hasFingerprint) return;
	throw inputError(
		"'Voice' is empty, and 'Previous Fingerprint' is set",
		`What has changed could be spoken in another voice than the rest. ${chooseOne}`,
	);
}

/** What to know about items that are spoken without a voice; undefined if there are not several. */
export function aboutItemsWithoutVoice(
	items: Array<Omit<Speech, 'hasFingerprint'> & { onlyEstimate: boolean }>,
): string | undefined {
	const count = items.filter((item) => !item.onlyEstimate && isWithoutVoice(item)).length;
	if (count < 2) return undefined;
	return `${count} items have no voice, so they can sound different. ${chooseOne}`;
}
