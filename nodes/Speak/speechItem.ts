import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import { checkSpeech } from '../../fishAudio/speech/checkSpeech';
import { markupIn, type Markup } from '../../text/markup';
import { modelNameOf, models, otherModel } from '../../fishAudio/models';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { withoutUnseen } from '../../text/unseen';
import { captionsOf, type Captions } from '../shared/files/captionFiles';
import { safeFileName } from '../shared/files/fileNames';
import { filesOf } from '../shared/files/givenFiles';
import { nameOfText } from '../shared/files/nameOfText';
import { binaryFieldName, type Item } from '../shared/items/item';
import type { ReadSample } from './sampleFacts';
import { samplesOf } from './instantSamples';
import { pronunciationOf } from './pronunciation';
import { soundSettings } from './soundSettings';
import { conversationOf, type Conversation } from './speakers';
import { encodings, formatChoices, outputFormatOf, type OutputFormat } from './outputFormats';

/** One text to speak and where its audio goes. */
export interface SpeechItem {
	request: LongSpeechRequest;
	/** As chosen in the panel; `phone` has an encoding. */
	format: string;
	encoding: string | undefined;
	output: OutputFormat;
	conversation: Conversation | undefined;
	/** A hash of each instant sample, in order. */
	sampleHashes: string[];
	/** Markup in the text, which would be read aloud. */
	markup: Markup[];
	captions: Captions;
	/** Whether the JSON gets the words and their times. */
	includeWords: boolean;
	/** Binary field of the output. */
	field: string;
	/** Name of the file, with or without its extension. */
	name: string;
	/** The input item, where it is kept. */
	input: Pick<INodeExecutionData, 'json' | 'binary'>;
	/** The fingerprint of the last time, where the user gives it. */
	previousFingerprint: string | undefined;
}

const otherAdvice = `For another model choose '${otherModel}' and enter its name in 'Model ID'.`;

function modelOf(item: Item): string {
	const chosen = item.choice('model', [...models, otherModel], otherAdvice);
	return modelNameOf(chosen, chosen === otherModel ? item.text('modelId') : '');
}

const sources = ['voice', 'samples', 'speakers'] as const;

/** The one voice that speaks. */
function voiceOf(item: Item): Partial<LongSpeechRequest> {
	const voiceId = item.voiceId();
	return voiceId === undefined ? {} : { voiceId };
}

/**
 * The input item. In n8n's combined mode its JSON comes without the files: n8n adds them again, and fails on a `_files`
 * that is not an object.
 */
function inputOf({ context, index }: Item): SpeechItem['input'] {
	const { json = {}, binary } = context.getInputData()[index] ?? {};
	if (context.getWorkflowSettings().binaryMode !== 'combined') return { json, ...(binary && { binary }) };
	const fields = Object.fromEntries(Object.entries(json).filter(([name]) => name !== '_files'));
	return { json: fields, binary: filesOf(context, index) as IBinaryKeyData };
}

/** Whose voice speaks, and the part of the request that says so. */
async function whoSpeaks(item: Item, script: { text: string; model: string }, readSample: ReadSample) {
	const source = item.choice('voiceSource', sources);
	const conversation = source === 'speakers' ? conversationOf(item, script.text, script.model) : undefined;
	const { samples, hashes = [] } = source === 'samples' ? await samplesOf(item, readSample) : {};
	const who: Partial<LongSpeechRequest> = {
		...(source === 'voice' && voiceOf(item)),
		...(conversation && { text: conversation.text, speakers: conversation.speakers }),
		...(samples && { samples }),
	};
	return { conversation, hashes, who };
}

/** Reads and checks an item. Sends nothing. */
export async function checkSpeechItem(item: Item, readSample: ReadSample): Promise<SpeechItem> {
	const options = item.within('options');
	const format = item.choice('format', formatChoices);
	const encoding = format === 'phone' ? item.choice('phoneEncoding', encodings) : undefined;
	const output = outputFormatOf(format, encoding ?? 'wav');
	const text = withoutUnseen(item.text('text'));
	const model = modelOf(item);
	const { conversation, hashes, who } = await whoSpeaks(item, { text, model }, readSample);
	const pronunciation = pronunciationOf(item);
	const captions = captionsOf(options);
	const includeWords = options.flag('includeWords') ?? false;
	const request: LongSpeechRequest = {
		text,
		model,
		format: output.format,
		...soundSettings(options, format),
		...(output.sampleRate !== undefined && { sampleRate: output.sampleRate }),
		...who,
		...(pronunciation && { pronunciation }),
		...((captions !== 'none' || includeWords) && { timed: true }),
	};
	checkSpeech(request);
	return {
		request,
		format,
		encoding,
		output,
		conversation,
		sampleHashes: hashes,
		markup: markupIn(request.text, model),
		captions,
		includeWords,
		field: binaryFieldName(item, 'Put Output in Field'),
		name: safeFileName(options.text('fileName') ?? '') ?? `${nameOfText(text) ?? 'speech'}-${item.index + 1}`,
		input: options.flag('includeInput') ? inputOf(item) : { json: {} },
		previousFingerprint: options.text('previousFingerprint')?.trim(),
	};
}
