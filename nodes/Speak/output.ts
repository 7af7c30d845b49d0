import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { shown } from '../../text/shown';
import { splitAtSpeakerTags } from '../../text/speakerTags';
import type { Word } from '../../text/word';
import { captionFiles, withNames } from '../shared/files/captionFiles';
import { renamed, storeAgain, type Stored } from '../shared/files/store';
import type { Item } from '../shared/items/item';
import type { Output } from '../shared/items/perItem';
import { rounded, withRoundedTimes } from '../shared/items/rounded';
import { linksInJson, withoutOldLinks } from './audioLinks';
import { costOf } from './costs';
import { cuesInJson } from './cues';
import { baseNameOf, inFolder, likelyFileName, takeName, type TakeName } from './fileNames';
import { fingerprintOf } from './fingerprint';
import { hintAtReplaced } from './hints';
import { inOrder } from './inOrder';
import { kindOf, likelyKindOf, withEnding } from './outputFormats';
import { plannedSpeech } from './plannedSpeech';
import type { SpeechItem } from './speechItem';
import type { Fitted } from './takes';
import { withTrueHeader } from './trueHeader';

/** How many characters of a text the JSON shows. */
const shownText = 80;

/** The beginning of the text, to tell items apart. A `text` of the input that is kept says more. */
function textIn(text: string, kept: IDataObject): IDataObject {
	if ('text' in kept && !('fingerprint' in kept)) return {};
	const turns = splitAtSpeakerTags(text).map((turn) => turn.text);
	return { text: shown(turns.join(' ').replace(/\s+/g, ' ').trim(), shownText) };
}

/** The JSON that all items have in common, whether they are spoken or not. */
export function about(wanted: SpeechItem): IDataObject {
	const { request, track, format, encoding, voiceTitle, speakers, input } = wanted;
	return {
		fileName: likelyFileName(wanted),
		...textIn(request.text, input.json),
		...(voiceTitle !== undefined && { voice: voiceTitle }),
		...(request.voiceId !== undefined && { voiceId: request.voiceId }),
		...(speakers && { speakers: speakers.map((speaker) => ({ ...speaker })) }),
		model: request.model,
		format,
		...(encoding !== undefined && { phoneEncoding: encoding }),
		textBytes: plannedSpeech({ request, track }).textBytes,
	};
}

/** The output item, with the input's fields and files if they are kept. The node's own take precedence. */
export function withInput(
	{ input }: Pick<SpeechItem, 'input'>,
	json: IDataObject,
	binary: IBinaryKeyData,
): Output[number] {
	// The input may be this node's own output, whose `unchanged` is about an earlier run.
	const kept = Object.fromEntries(Object.entries(input.json).filter(([name]) => name !== 'unchanged'));
	const files = { ...input.binary, ...binary };
	return { json: { ...kept, ...inOrder(json) }, ...(Object.keys(files).length > 0 && { binary: files }) };
}

/** Words for the JSON, with their times and, in a dialogue, their speakers. */
const wordsInJson = (words: Word[]): IDataObject[] =>
	words
		.map(withRoundedTimes)
		.map(({ text, start, end, speaker }) => ({ text, start, end, ...(speaker !== undefined && { speaker }) }));

/** Files in the folder of a language. */
const filesInFolder = (files: IBinaryKeyData, directory: string): IBinaryKeyData =>
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
	{ spoken, fit, words: check, track }: Fitted<Stored>,
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
	const baseName = baseNameOf(file.fileName);
	const texts = await captionFiles(item.context, words, { captions, field: as.field, baseName });
	const files = { [as.field]: renamed(stored, file), ...texts };
	const binary = directory === undefined ? files : filesInFolder(files, directory);
	const json: IDataObject = {
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName: inFolder(directory, file.fileName),
		bytes: whole.bytes,
		...(spoken.seconds !== undefined && { seconds: rounded(spoken.seconds) }),
		...(spoken.parts > 1 && { parts: spoken.parts }),
		...linksInJson(item.context, binary, as.field, wanted.linkSeconds),
		...(fit && { speed: fit.speed, fits: true }),
		...(check && { heard: check.text ?? null, match: check.match ?? null }),
		...(track && { cues: cuesInJson(track.captions, conversation?.names) }),
		...(includeWords && words.length > 0 && { words: wordsInJson(words) }),
	};
	return { json, binary };
}

/** The output item of the takes that were spoken. The first of them has the item's own fields. */
export async function outputOf(item: Item, wanted: SpeechItem, fitted: Array<Fitted<Stored>>): Promise<Output> {
	const outputs = fitted.map(async (take, at) => await takeOutput(item, wanted, take, takeName(wanted, at + 1)));
	const [first, ...others] = await Promise.all(outputs);
	const spokenTimes = fitted.reduce((sum, { takes }) => sum + takes, 0);
	const heardSeconds = fitted.reduce((sum, { words }) => sum + (words?.billedSeconds ?? 0), 0);
	const once = plannedSpeech(wanted).textBytes;
	const textBytes = fitted.reduce((sum, { takes, track }) => sum + (track?.textBytes ?? once * takes), 0);
	const json: IDataObject = {
		...about(wanted),
		...first?.json,
		textBytes,
		...costOf(wanted.request.model, textBytes, heardSeconds),
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
