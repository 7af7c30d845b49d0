import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Calls } from '../../fishAudio/requests/calls';
import { billedBytes } from '../../fishAudio/speech/textParts';
import { createLongSpeech, type AudioStore, type SpokenText } from '../../fishAudio/speech/longSpeech';
import { createVoices } from '../../fishAudio/voices/voices';
import type { Word } from '../../text/word';
import { captionFiles, withNames } from '../shared/files/captionFiles';
import { renamed, storeAgain, storeAudio, storeMade, type Stored } from '../shared/files/store';
import type { Item } from '../shared/items/item';
import type { Output } from '../shared/items/perItem';
import { rounded, withRoundedTimes } from '../shared/items/rounded';
import { explainedByAny } from './explain';
import { fingerprintOf } from './fingerprint';
import { hint, hintAtReplaced } from './hints';
import type { Line } from './line';
import { kindOf, likelyKindOf, named } from './targets';
import { withTrueHeader } from './trueHeader';

/** What of the API speaking needs. */
export const speakClient = (calls: Calls) => ({ speech: createLongSpeech(calls), voices: createVoices(calls) });

type SpeakClient = ReturnType<typeof speakClient>;

/** What the json of spoken and of unchanged lines has in common. */
const about = ({ request, format, encoding }: Line): IDataObject => ({
	voiceId: request.voiceId ?? null,
	...(request.speakers && { speakers: request.speakers }),
	model: request.model,
	format,
	...(encoding !== undefined && { phoneEncoding: encoding }),
	textBytes: billedBytes(request),
});

/** An item with what is kept of the input: its fields and files, but for those that the node has itself. */
function withInput({ input }: Line, json: IDataObject, binary: IBinaryKeyData): Output[number] {
	// The input may be this node's own output: its `unchanged` says nothing about this run.
	const kept = Object.fromEntries(Object.entries(input.json).filter(([name]) => name !== 'unchanged'));
	const files = { ...input.binary, ...binary };
	return { json: { ...kept, ...json }, ...(Object.keys(files).length > 0 && { binary: files }) };
}

/** Words in the json, with the times at which they are heard and, in a dialogue, who says them. */
const toldWords = (words: Word[]): IDataObject[] =>
	words
		.map(withRoundedTimes)
		.map(({ text, start, end, speaker }) => ({ text, start, end, ...(speaker !== undefined && { speaker }) }));

async function outputOf(item: Item, line: Line, spoken: SpokenText<Stored>, fingerprint: string): Promise<Output> {
	const { target, field, name, captions, conversation, includeWords } = line;
	const { mimeType, extensions } = kindOf(target, spoken.head, spoken.sampleRate);
	const fileName = named(name, extensions);
	const as = { fileName, mimeType };
	const whole = target.isWav ? await withTrueHeader(item.context, spoken, as) : spoken;
	// n8n plays a file by the type that it was stored under.
	const isAsStored = mimeType === likelyKindOf(target).mimeType;
	const stored = isAsStored ? whole.stored : await storeAgain(item.context, whole.stored, as);
	const words = withNames(spoken.timed?.words ?? [], conversation?.names);
	const json: IDataObject = {
		...about(line),
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName,
		bytes: whole.bytes,
		...(spoken.seconds !== undefined && { seconds: rounded(spoken.seconds) }),
		...(spoken.parts > 1 && { parts: spoken.parts }),
		fingerprint,
		...(includeWords && words.length > 0 && { words: toldWords(words) }),
	};
	const baseName = fileName.replace(/\.[^.]+$/, '');
	const texts = await captionFiles(item.context, words, { captions, field, baseName });
	const binary = { [field]: renamed(stored, as), ...texts };
	hintAtReplaced(item, line, { json, binary });
	return [withInput(line, json, binary)];
}

const keepIn = (context: IExecuteFunctions, as: { fileName: string; mimeType: string }): AudioStore<Stored> => ({
	store: async (audio) => await storeAudio(context, audio, as),
	storeMade: async (stored, make) => await storeMade(context, stored, make, as),
});

/** Speaks a line and puts its audio into the item; what has not changed is not spoken again. */
export async function speakLine(item: Item, line: Line, fishAudio: SpeakClient): Promise<Output> {
	const { request, target, name, previousFingerprint } = line;
	// Beforehand only where it decides: else the request would wait for it.
	const early = previousFingerprint === undefined ? undefined : await fingerprintOf(line);
	if (early !== undefined && early === previousFingerprint)
		return [withInput(line, { ...about(line), fingerprint: early, unchanged: true }, {})];
	const { mimeType, extensions } = likelyKindOf(target, request.sampleRate);
	const as = { fileName: named(name, extensions), mimeType };
	const spoken = await fishAudio.speech
		.speak(request, keepIn(item.context, as), target.shape)
		.catch(async (error: unknown) => await Promise.reject(await explainedByAny(error, fishAudio.voices, request)));
	hint(item, line, spoken);
	return await outputOf(item, line, spoken, early ?? (await fingerprintOf(line)));
}

/** Whether an item of the node's is of a line that was not spoken again. */
export const isUnchanged = ({ json }: Output[number]): boolean => json.unchanged === true && 'fingerprint' in json;
