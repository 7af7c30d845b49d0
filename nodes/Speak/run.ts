import type { IExecuteFunctions } from 'n8n-workflow';

import type { Calls } from '../../fishAudio/requests/calls';
import type { AudioStore } from '../../fishAudio/speech/joinParts';
import { createKeptDictionaries } from '../../fishAudio/speech/keptDictionaries';
import { createLongSpeech } from '../../fishAudio/speech/longSpeech';
import { createSubtitleSpeech } from '../../fishAudio/speech/subtitleSpeech';
import { createTranscription } from '../../fishAudio/transcription/transcription';
import { createTitleSearch } from '../../fishAudio/voices/titleSearch';
import { createVoices } from '../../fishAudio/voices/voices';
import { storeAudio, storeMade, type Stored } from '../shared/files/store';
import type { Item } from '../shared/items/item';
import type { Output } from '../shared/items/perItem';
import { costOf, estimateOf } from './costs';
import { explainRefusal } from './explainRefusal';
import { unchangedFingerprint } from './fingerprint';
import { hint, hintAtFailedTakes, hintAtSubtitles, hintAtWords } from './hints';
import { about, outputOf, withInput } from './output';
import { likelyKindOf, withEnding } from './outputFormats';
import type { SpeechItem } from './speechItem';
import { spokenFile } from './spokenFile';
import { speakTakes, type Paces, type TakeMeans } from './takes';

/** Builds the parts of the API client that the node needs. */
export function speakClient(calls: Calls) {
	const voices = createVoices(calls);
	return {
		speech: createLongSpeech(calls),
		subtitles: createSubtitleSpeech(calls),
		voices,
		titles: createTitleSearch(voices),
		transcription: createTranscription(calls),
		dictionaries: createKeptDictionaries(calls),
	};
}

/** The client of the node. */
export type SpeakClient = ReturnType<typeof speakClient>;

const keepIn = (context: IExecuteFunctions, as: { fileName: string; mimeType: string }): AudioStore<Stored> => ({
	store: async (audio) => await storeAudio(context, audio, as),
	storeMade: async (stored, make) => await storeMade(context, stored, make, as),
});

const nothingSpent = { ...costOf('', 0), costUsd: 0 };

/** What all items of a run share. */
export interface SpeakRun {
	fishAudio: SpeakClient;
	paces: Paces;
}

/** How the takes of an item are spoken, stored and heard. */
function meansFor(item: Item, wanted: SpeechItem, { fishAudio, paces }: SpeakRun): TakeMeans<Stored> {
	const { output, name, request } = wanted;
	const { mimeType, extensions } = likelyKindOf(output, request.sampleRate);
	const audioStore = keepIn(item.context, { fileName: withEnding(name, extensions), mimeType });
	const explained = async (error: unknown): Promise<never> =>
		await Promise.reject(await explainRefusal(error, fishAudio.voices, request, wanted.voiceTitle));
	return {
		paces,
		speak: async (one) => await fishAudio.speech.speak(one, audioStore, output.shape).catch(explained),
		speakTrack: async (track) =>
			await fishAudio.subtitles.speak(request, track, audioStore, output.shape).catch(explained),
		hear: async (spoken) => {
			const file = spokenFile(item.context, spoken, wanted);
			const { text, seconds } = await fishAudio.transcription.transcribe(file);
			return { text, seconds: seconds ?? spoken.seconds ?? 0 };
		},
	};
}

/** Speaks an item and adds the audio to it. An unchanged item is not spoken again. */
export async function speakItem(item: Item, wanted: SpeechItem, run: SpeakRun): Promise<Output> {
	const unchanged = await unchangedFingerprint(wanted);
	if (unchanged !== undefined)
		return [withInput(wanted, { ...about(wanted), ...nothingSpent, fingerprint: unchanged, unchanged: true }, {})];
	if (wanted.onlyEstimate) {
		hintAtSubtitles(item, wanted);
		return [withInput(wanted, { ...about(wanted), ...estimateOf(wanted) }, {})];
	}
	const { fitted, failures } = await speakTakes(wanted, meansFor(item, wanted, run));
	const [first] = fitted;
	if (first) hint(item, wanted, first.spoken, first.track?.captions);
	hintAtWords(item, fitted);
	hintAtFailedTakes(item, wanted.takes, failures);
	return await outputOf(item, wanted, fitted);
}

/** Whether an output item was not spoken again. */
export const isUnchanged = ({ json }: Output[number]): boolean => json.unchanged === true && 'fingerprint' in json;
