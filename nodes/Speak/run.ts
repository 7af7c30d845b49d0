import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Calls } from '../../fishAudio/requests/calls';
import { createKeptDictionaries } from '../../fishAudio/speech/keptDictionaries';
import { billedBytes } from '../../fishAudio/speech/textParts';
import type { AudioStore } from '../../fishAudio/speech/joinParts';
import { createLongSpeech, type SpokenText } from '../../fishAudio/speech/longSpeech';
import { createTitleSearch } from '../../fishAudio/voices/titleSearch';
import { createVoices } from '../../fishAudio/voices/voices';
import type { Word } from '../../text/word';
import { captionFiles, withNames } from '../shared/files/captionFiles';
import { renamed, storeAgain, storeAudio, storeMade, type Stored } from '../shared/files/store';
import type { Item } from '../shared/items/item';
import type { Output } from '../shared/items/perItem';
import { rounded, withRoundedTimes } from '../shared/items/rounded';
import { linksInJson, withoutOldLinks } from './audioLinks';
import { explainRefusal } from './explainRefusal';
import { costOf, estimateOf } from './costs';
import { fingerprintOf, unchangedFingerprint } from './fingerprint';
import { speakTake, type Fitted, type Paces } from './takes';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { hint, hintAtReplaced } from './hints';
import type { SpeechItem } from './speechItem';
import { kindOf, likelyKindOf, withEnding } from './outputFormats';
import { withTrueHeader } from './trueHeader';

/** Builds the parts of the API client that the node needs. */
export function speakClient(calls: Calls) {
	const voices = createVoices(calls);
	return {
		speech: createLongSpeech(calls),
		voices,
		titles: createTitleSearch(voices),
		dictionaries: createKeptDictionaries(calls),
	};
}

/** The client of the node. */
export type SpeakClient = ReturnType<typeof speakClient>;

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
function withInput({ input }: Pick<SpeechItem, 'input'>, json: IDataObject, binary: IBinaryKeyData): Output[number] {
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

/** Files in the folder of a language. */
const inFolder = (files: IBinaryKeyData, directory: string): IBinaryKeyData =>
	Object.fromEntries(Object.entries(files).map(([field, file]) => [field, { ...file, directory }]));

/** What one take brings: facts for the JSON, and files. */
interface TakeOutput {
	json: IDataObject;
	binary: IBinaryKeyData;
}

/** The files of a take, named after it, and the facts about them. */
async function takeOutput(
	item: Item,
	wanted: SpeechItem,
	{ spoken, fit }: Fitted<Stored>,
	as: TakeName,
): Promise<TakeOutput> {
	const { output, captions, conversation, includeWords, directory } = wanted;
	const { mimeType, extensions } = kindOf(output, spoken.head, spoken.sampleRate);
	const file = { fileName: withEnding(as.name, extensions), mimeType };
	const whole = output.isWav ? await withTrueHeader(item.context, spoken, file) : spoken;
	// n8n plays a file by the MIME type it was stored with.
	const isAsStored = mimeType === likelyKindOf(output).mimeType;
	const stored = isAsStored ? whole.stored : await storeAgain(item.context, whole.stored, file);
	const words = withNames(spoken.timed?.words ?? [], conversation?.names);
	const baseName = file.fileName.replace(/\.[^.]+$/, '');
	const texts = await captionFiles(item.context, words, { captions, field: as.field, baseName });
	const files = { [as.field]: renamed(stored, file), ...texts };
	const binary = directory === undefined ? files : inFolder(files, directory);
	const json: IDataObject = {
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName: directory === undefined ? file.fileName : `${directory}/${file.fileName}`,
		bytes: whole.bytes,
		...(spoken.seconds !== undefined && { seconds: rounded(spoken.seconds) }),
		...(spoken.parts > 1 && { parts: spoken.parts }),
		...linksInJson(item.context, binary, as.field, wanted.linkSeconds),
		...(fit && { speed: fit.speed, fits: true }),
		...(includeWords && words.length > 0 && { words: wordsInJson(words) }),
	};
	return { json, binary };
}

/** The binary field and the file name of a take. */
interface TakeName {
	field: string;
	name: string;
}

/** The first take has the item's own names, the others a number behind them. */
const takeName = ({ field, name }: SpeechItem, number: number): TakeName =>
	number === 1 ? { field, name } : { field: `${field}_take${number}`, name: `${name}_take${number}` };

async function outputOf(item: Item, wanted: SpeechItem, fitted: Array<Fitted<Stored>>): Promise<Output> {
	const outputs = fitted.map(async (take, at) => await takeOutput(item, wanted, take, takeName(wanted, at + 1)));
	const [first, ...others] = await Promise.all(outputs);
	const spokenTimes = fitted.reduce((sum, { fit }) => sum + (fit?.takes ?? 1), 0);
	const textBytes = billedBytes(wanted.request) * spokenTimes;
	const json: IDataObject = {
		...about(wanted),
		...first?.json,
		textBytes,
		...costOf(wanted.request.model, textBytes),
		...(spokenTimes > 1 && { takes: spokenTimes }),
		...(others.length > 0 && {
			otherTakes: others.map((take, at) => ({ field: takeName(wanted, at + 2).field, ...take.json })),
		}),
		fingerprint: await fingerprintOf(wanted),
	};
	const binary = Object.assign({}, first?.binary, ...others.map((take) => take.binary)) as IBinaryKeyData;
	hintAtReplaced(item, wanted, { json, binary });
	const input = { ...wanted.input, json: withoutOldLinks(wanted.input.json) };
	return [withInput({ input }, json, binary)];
}

const keepIn = (context: IExecuteFunctions, as: { fileName: string; mimeType: string }): AudioStore<Stored> => ({
	store: async (audio) => await storeAudio(context, audio, as),
	storeMade: async (stored, make) => await storeMade(context, stored, make, as),
});

const nothingSpent = { ...costOf('', 0), costUsd: 0 };

/** Speaks all takes of an item, side by side. */
async function speakTakes(
	item: Item,
	wanted: SpeechItem,
	{ fishAudio, paces }: SpeakRun,
): Promise<Array<Fitted<Stored>>> {
	const { output, name, request } = wanted;
	const { mimeType, extensions } = likelyKindOf(output, request.sampleRate);
	const audioStore = keepIn(item.context, { fileName: withEnding(name, extensions), mimeType });
	const speak = async (one: LongSpeechRequest): Promise<SpokenText<Stored>> =>
		await fishAudio.speech
			.speak(one, audioStore, output.shape)
			.catch(async (error: unknown) => await Promise.reject(await explainRefusal(error, fishAudio.voices, request)));
	const takes = Array.from({ length: wanted.takes }, async () => await speakTake(wanted, speak, paces));
	return await Promise.all(takes);
}

/** What all items of a run share. */
export interface SpeakRun {
	fishAudio: SpeakClient;
	paces: Paces;
}

/** Speaks an item and adds the audio to it. An unchanged item is not spoken again. */
export async function speakItem(item: Item, wanted: SpeechItem, run: SpeakRun): Promise<Output> {
	const unchanged = await unchangedFingerprint(wanted);
	if (unchanged !== undefined)
		return [withInput(wanted, { ...about(wanted), ...nothingSpent, fingerprint: unchanged, unchanged: true }, {})];
	if (wanted.onlyEstimate) return [withInput(wanted, { ...about(wanted), ...estimateOf(wanted) }, {})];
	const fitted = await speakTakes(item, wanted, run);
	const [first] = fitted;
	if (first) hint(item, wanted, first.spoken);
	return await outputOf(item, wanted, fitted);
}

/** Whether an output item was not spoken again. */
export const isUnchanged = ({ json }: Output[number]): boolean => json.unchanged === true && 'fingerprint' in json;
