import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Calls } from '../../fishAudio/requests/calls';
import { createKeptDictionaries } from '../../fishAudio/speech/keptDictionaries';
import { billedBytes } from '../../fishAudio/speech/textParts';
import { createLongSpeech, type AudioStore, type SpokenText } from '../../fishAudio/speech/longSpeech';
import { createVoices } from '../../fishAudio/voices/voices';
import type { Word } from '../../text/word';
import { captionFiles, withNames } from '../shared/files/captionFiles';
import { renamed, storeAgain, storeAudio, storeMade, type Stored } from '../shared/files/store';
import type { Item } from '../shared/items/item';
import type { Output } from '../shared/items/perItem';
import { rounded, withRoundedTimes } from '../shared/items/rounded';
import { explainRefusal } from './explainRefusal';
import { fingerprintOf } from './fingerprint';
import { hint, hintAtReplaced } from './hints';
import type { SpeechItem } from './speechItem';
import { kindOf, likelyKindOf, withEnding } from './outputFormats';
import { withTrueHeader } from './trueHeader';

/** Builds the parts of the API client that the node needs. */
export const speakClient = (calls: Calls) => ({
	speech: createLongSpeech(calls),
	voices: createVoices(calls),
	dictionaries: createKeptDictionaries(calls),
});

type SpeakClient = ReturnType<typeof speakClient>;

/** The JSON that spoken and unchanged items have in common. */
const about = ({ request, format, encoding }: SpeechItem): IDataObject => ({
	voiceId: request.voiceId ?? null,
	...(request.speakers && { speakers: request.speakers }),
	model: request.model,
	format,
	...(encoding !== undefined && { phoneEncoding: encoding }),
	textBytes: billedBytes(request),
});

/** The output item, with the input's fields and files if they are kept. The node's own take precedence. */
function withInput({ input }: SpeechItem, json: IDataObject, binary: IBinaryKeyData): Output[number] {
	// The input may be this node's own output, whose `unchanged` is about an earlier run.
	const kept = Object.fromEntries(Object.entries(input.json).filter(([name]) => name !== 'unchanged'));
	const files = { ...input.binary, ...binary };
	return { json: { ...kept, ...json }, ...(Object.keys(files).length > 0 && { binary: files }) };
}

/** Words for the JSON, with their times and, in a dialogue, their speakers. */
const wordsInJson = (words: Word[]): IDataObject[] =>
	words
		.map(withRoundedTimes)
		.map(({ text, start, end, speaker }) => ({ text, start, end, ...(speaker !== undefined && { speaker }) }));

async function outputOf(
	item: Item,
	wanted: SpeechItem,
	spoken: SpokenText<Stored>,
	fingerprint: string,
): Promise<Output> {
	const { output, field, name, captions, conversation, includeWords } = wanted;
	const { mimeType, extensions } = kindOf(output, spoken.head, spoken.sampleRate);
	const fileName = withEnding(name, extensions);
	const as = { fileName, mimeType };
	const whole = output.isWav ? await withTrueHeader(item.context, spoken, as) : spoken;
	// n8n plays a file by the MIME type it was stored with.
	const isAsStored = mimeType === likelyKindOf(output).mimeType;
	const stored = isAsStored ? whole.stored : await storeAgain(item.context, whole.stored, as);
	const words = withNames(spoken.timed?.words ?? [], conversation?.names);
	const json: IDataObject = {
		...about(wanted),
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName,
		bytes: whole.bytes,
		...(spoken.seconds !== undefined && { seconds: rounded(spoken.seconds) }),
		...(spoken.parts > 1 && { parts: spoken.parts }),
		fingerprint,
		...(includeWords && words.length > 0 && { words: wordsInJson(words) }),
	};
	const baseName = fileName.replace(/\.[^.]+$/, '');
	const texts = await captionFiles(item.context, words, { captions, field, baseName });
	const binary = { [field]: renamed(stored, as), ...texts };
	hintAtReplaced(item, wanted, { json, binary });
	return [withInput(wanted, json, binary)];
}

const keepIn = (context: IExecuteFunctions, as: { fileName: string; mimeType: string }): AudioStore<Stored> => ({
	store: async (audio) => await storeAudio(context, audio, as),
	storeMade: async (stored, make) => await storeMade(context, stored, make, as),
});

/** Looks for what an item names at Fish Audio. Bills nothing. */
export async function prepareSpeech(wanted: SpeechItem, { dictionaries }: SpeakClient): Promise<SpeechItem> {
	for (const dictionary of wanted.request.pronunciation?.dictionaries ?? []) await dictionaries.check(dictionary);
	return wanted;
}

/** Speaks an item and adds the audio to it. An unchanged item is not spoken again. */
export async function speakItem(item: Item, wanted: SpeechItem, fishAudio: SpeakClient): Promise<Output> {
	const { request, output, name, previousFingerprint } = wanted;
	// Only computed before the request if it decides whether to send it.
	const early = previousFingerprint === undefined ? undefined : await fingerprintOf(wanted);
	if (early !== undefined && early === previousFingerprint)
		return [withInput(wanted, { ...about(wanted), fingerprint: early, unchanged: true }, {})];
	const { mimeType, extensions } = likelyKindOf(output, request.sampleRate);
	const as = { fileName: withEnding(name, extensions), mimeType };
	const spoken = await fishAudio.speech
		.speak(request, keepIn(item.context, as), output.shape)
		.catch(async (error: unknown) => await Promise.reject(await explainRefusal(error, fishAudio.voices, request)));
	hint(item, wanted, spoken);
	return await outputOf(item, wanted, spoken, early ?? (await fingerprintOf(wanted)));
}

/** Whether an output item was not spoken again. */
export const isUnchanged = ({ json }: Output[number]): boolean => json.unchanged === true && 'fingerprint' in json;
