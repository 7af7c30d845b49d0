import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import { unchangedFingerprint } from './fingerprint';
import { notTrained } from './notTrained';
import type { SpeakClient } from './run';
import type { SpeechItem } from './speechItem';

/** The ID of a voice that is to speak. One by its title was read for that, so its state is known. */
async function idOf(choice: VoiceChoice, { titles }: SpeakClient): Promise<string> {
	if ('id' in choice) return choice.id;
	const voice = await titles.oneThatSpeaks(choice);
	const failure = notTrained(voice);
	return failure ? await Promise.reject(failure) : voice._id;
}

/** Looks for the dictionaries of an item that is to be spoken. */
async function checkDictionaries(item: SpeechItem, { dictionaries }: SpeakClient): Promise<void> {
	const named = item.request.pronunciation?.dictionaries ?? [];
	if (named.length === 0 || item.onlyEstimate || (await unchangedFingerprint(item)) !== undefined) return;
	for (const dictionary of named) await dictionaries.check(dictionary);
}

/** Looks up what an item names: the voices that were chosen by their title, and dictionaries. */
export async function prepareSpeechItem(item: SpeechItem, fishAudio: SpeakClient): Promise<SpeechItem> {
	const { request, voice, conversation, track } = item;
	const voiceId = voice && (await idOf(voice, fishAudio));
	const speakers =
		conversation && (await Promise.all(conversation.voices.map(async (one) => await idOf(one, fishAudio))));
	const prepared: SpeechItem = {
		...item,
		// Each caption is a request of its own, with the voice of its speaker.
		track: track && { ...track, voices: speakers },
		request: {
			...request,
			...(voiceId !== undefined && { voiceId }),
			...(speakers && !track && { speakers }),
		},
	};
	await checkDictionaries(prepared, fishAudio);
	return prepared;
}
