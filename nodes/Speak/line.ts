import type { IDataObject } from 'n8n-workflow';

import { checkSpeech } from '../../fishAudio/checkSpeech';
import { inputError } from '../../fishAudio/errors';
import { modelNameOf, otherModel } from '../../fishAudio/models';
import type { InstantSample, SpeechRequest } from '../../fishAudio/speech';
import { safeFileName } from '../shared/binary';
import { captionsOf, type Captions } from '../shared/captionFiles';
import { binaryFieldName, type Item } from '../shared/item';
import { instantSamples, transcriptsOf } from '../shared/samples';
import { conversationOf, type Conversation } from './speakers';
import { targetOf, type Target } from './targets';

/** One text to speak and where its audio goes. */
export interface Line {
	request: SpeechRequest;
	/** As it is chosen; `phone` has an encoding. */
	format: string;
	encoding: string | undefined;
	target: Target;
	conversation: Conversation | undefined;
	captions: Captions;
	/** Whether the words and their times are wanted in the json. */
	includeWords: boolean;
	/** Binary field of the output. */
	field: string;
	/** Name of the file; its ending may be missing. */
	name: string;
	/** Json of the input item, where it is kept. */
	input: IDataObject;
	/** What the line was when it was spoken before, where that is told. */
	previousFingerprint: string | undefined;
}

/** Options that are sent as they are, by the name they have in both places. */
const numbers = [
	'sampleRate',
	'mp3Bitrate',
	'opusBitrate',
	'speed',
	'volume',
	'temperature',
	'topP',
	'chunkLength',
	'repetitionPenalty',
] as const;
const flags = ['normalizeLoudness', 'normalize'] as const;

/** Settings of one format mean nothing to another; the panel keeps them when the format is changed. */
const onlyFor: Partial<Record<(typeof numbers)[number], string>> = { mp3Bitrate: 'mp3', opusBitrate: 'opus' };

/** Only what the user set, so that the API's defaults hold for the rest. */
function settings(options: IDataObject, format: string): Partial<SpeechRequest> {
	const set = numbers
		.filter((name) => options[name] !== undefined && (onlyFor[name] ?? format) === format)
		.map((name) => [name, Number(options[name])]);
	const switched = flags
		.filter((name) => options[name] !== undefined)
		.map((name) => [name, options[name] === true]);
	const latency = options.latency === undefined ? [] : [['latency', options.latency]];
	return Object.fromEntries([...set, ...switched, ...latency]) as Partial<SpeechRequest>;
}

function modelOf(item: Item): string {
	const chosen = item.text('model', 'Model');
	return modelNameOf(chosen, chosen === otherModel ? item.text('modelId', 'Model ID') : '');
}

async function samplesOf(item: Item): Promise<InstantSample[]> {
	const files = await instantSamples(item);
	const transcripts = transcriptsOf(item.context.getNodeParameter('transcripts', item.index), files.length);
	if (files.length > 0 && transcripts.length > files.length) {
		throw inputError(
			`'Transcripts' has ${transcripts.length} entries for ${files.length} ${files.length === 1 ? 'sample' : 'samples'}`,
			'Give one transcript for each sample, in the same order.',
		);
	}
	return files.map((file, index) => ({ file, transcript: transcripts[index] ?? '' }));
}

/** Who speaks; of several speakers, with the text that has their tags. */
async function speakerOf(item: Item, source: string, conversation: Conversation | undefined): Promise<Partial<SpeechRequest>> {
	if (conversation) return { text: conversation.text, speakers: conversation.speakers };
	if (source === 'samples') return { samples: await samplesOf(item) };
	const voiceId = item.voiceId();
	return voiceId === undefined ? {} : { voiceId };
}

/** Reads and checks an item. Sends nothing. */
export async function checkLine(item: Item): Promise<Line> {
	const options = item.collection('options');
	const format = item.text('format', 'Format');
	const encoding = format === 'phone' ? item.text('phoneEncoding', 'Phone Encoding') : undefined;
	const target = targetOf(format, encoding ?? '');
	const text = item.text('text', 'Text');
	const model = modelOf(item);
	const source = item.text('voiceSource', 'Voice From');
	const conversation = source === 'speakers' ? conversationOf(item, text, model) : undefined;
	const captions = captionsOf(options.captions);
	const includeWords = options.includeWords === true;
	const request: SpeechRequest = {
		text,
		model,
		format: target.format,
		...settings(options, format),
		...(target.sampleRate !== undefined && { sampleRate: target.sampleRate }),
		...(await speakerOf(item, source, conversation)),
		...((captions !== 'none' || includeWords) && { timed: true }),
	};
	checkSpeech(request);
	return {
		request,
		format,
		encoding,
		target,
		conversation,
		captions,
		includeWords,
		field: binaryFieldName(item, 'Put Output in Field'),
		name: safeFileName(String(options.fileName ?? '')) ?? `speech-${item.index + 1}`,
		input: options.includeInput === true ? (item.context.getInputData()[item.index]?.json ?? {}) : {},
		previousFingerprint: options.previousFingerprint === undefined ? undefined : String(options.previousFingerprint).trim(),
	};
}
