import type { VoiceChoice } from '../../fishAudio/voices/voiceChoice';
import { checkFoundOnce } from './eachVoice';
import { hasChanged } from './fingerprint';
import { notTrained } from './notTrained';
import type { SpeakClient } from './run';
import type { Conversation, KnownSpeaker } from './speakers';
import type { SpeechItem } from './speechItem';

/** A voice that is to speak, and its title where that is known. */
interface FoundVoice {
	id: string;
	called?: string;
}

/** Finds a voice that is to speak. One by its title was read for that, so its state is known. */
async function found(choice: VoiceChoice, { titles }: SpeakClient): Promise<FoundVoice> {
	if ('id' in choice) return choice;
	const voice = await titles.oneThatSpeaks(choice);
	const failure = notTrained(voice);
	return failure ? await Promise.reject(failure) : { id: voice._id, called: voice.title };
}

/** Finds the voices of a dialogue. */
async function foundSpeakers({ names, voices }: Conversation, fishAudio: SpeakClient): Promise<KnownSpeaker[]> {
	const all = await Promise.all(voices.map(async (choice) => await found(choice, fishAudio)));
	return all.map(({ id, called }, at) => ({
		name: names[at] ?? '',
		...(called !== undefined && { voice: called }),
		voiceId: id,
	}));
}

/** Looks for the dictionaries of an item that is to be spoken. */
async function checkDictionaries(item: SpeechItem, { dictionaries }: SpeakClient): Promise<void> {
	const named = item.request.pronunciation?.dictionaries ?? [];
	if (named.length === 0 || item.onlyEstimate || !(await hasChanged(item))) return;
	for (const dictionary of named) await dictionaries.check(dictionary);
}

/** Looks up what an item names: the voices that were chosen by their title, and dictionaries. */
export async function prepareSpeechItem(item: SpeechItem, fishAudio: SpeakClient): Promise<SpeechItem> {
	const { request, voice, conversation, track } = item;
	const one = voice && (await found(voice, fishAudio));
	checkFoundOnce(item.among, one?.id);
	const speakers = conversation && (await foundSpeakers(conversation, fishAudio));
	const speakerIds = speakers?.map(({ voiceId }) => voiceId);
	const prepared: SpeechItem = {
		...item,
		voiceTitle: one?.called,
		speakers,
		// Each caption is a request of its own, with the voice of its speaker.
		track: track && { ...track, voices: speakerIds },
		request: {
			...request,
			...(one && { voiceId: one.id }),
			...(speakerIds && !track && { speakers: speakerIds }),
		},
	};
	await checkDictionaries(prepared, fishAudio);
	return prepared;
}
