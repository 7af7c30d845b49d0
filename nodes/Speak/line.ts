import type { IDataObject } from 'n8n-workflow';

import { checkSampleSizes, checkSpeech } from '../../fishAudio/checkSpeech';
import { inputError } from '../../fishAudio/errors';
import { modelNameOf, otherModel } from '../../fishAudio/models';
import type { InstantSample } from '../../fishAudio/sampleBody';
import type { SpeechRequest } from '../../fishAudio/speech';
import { captionsOf, type Captions } from '../shared/captionFiles';
import { safeFileName } from '../shared/files/fileNames';
import { binaryFieldName, type Item } from '../shared/item';
import { instantSamples, transcriptsOf } from '../shared/samples';
import type { ReadSample } from './sampleFacts';
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
	/** Of the instant samples, in their order. */
	sampleHashes: string[];
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

/** Instant samples, and a hash of each. */
interface Samples {
	samples: InstantSample[];
	hashes: string[];
}

async function samplesOf(item: Item, readSample: ReadSample): Promise<Samples> {
	const files = await instantSamples(item);
	const transcripts = transcriptsOf(item.context.getNodeParameter('transcripts', item.index), files.length);
	if (files.length > 0 && transcripts.length > files.length) {
		throw inputError(
			`'Transcripts' has ${transcripts.length} entries for ${files.length} ${files.length === 1 ? 'sample' : 'samples'}`,
			'Give one transcript for each sample, in the same order, or none.',
		);
	}
	checkSampleSizes(files.map(({ file }) => file.size));
	const facts = await Promise.all(files.map(readSample));
	const samples = files.map(({ file }, at) => ({ file, transcript: transcripts[at] ?? '', seconds: facts[at]?.seconds }));
	return { samples, hashes: facts.map(({ hash }) => hash) };
}

const sources = ['voice', 'samples', 'speakers'] as const;

/** Where the voice comes from. Fails with `input` on what is no choice. */
function sourceOf(item: Item): (typeof sources)[number] {
	const given = item.text('voiceSource', 'Voice From');
	const source = sources.find((one) => one === given);
	if (source) return source;
	throw inputError(`'Voice From' cannot be '${given.slice(0, 80)}'`, `Choose one of: ${sources.join(', ')}.`);
}

/** Who speaks, by voice. */
function voiceOf(item: Item): Partial<SpeechRequest> {
	const voiceId = item.voiceId();
	return voiceId === undefined ? {} : { voiceId };
}

/** Reads and checks an item. Sends nothing. */
export async function checkLine(item: Item, readSample: ReadSample): Promise<Line> {
	const options = item.collection('options');
	const format = item.text('format', 'Format');
	const encoding = format === 'phone' ? item.text('phoneEncoding', 'Phone Encoding') : undefined;
	const target = targetOf(format, encoding ?? '');
	const text = item.text('text', 'Text');
	const model = modelOf(item);
	const source = sourceOf(item);
	const conversation = source === 'speakers' ? conversationOf(item, text, model) : undefined;
	const captions = captionsOf(options.captions);
	const includeWords = options.includeWords === true;
	const { samples, hashes = [] } = source === 'samples' ? await samplesOf(item, readSample) : {};
	const request: SpeechRequest = {
		text,
		model,
		format: target.format,
		...settings(options, format),
		...(target.sampleRate !== undefined && { sampleRate: target.sampleRate }),
		...(source === 'voice' && voiceOf(item)),
		...(conversation && { text: conversation.text, speakers: conversation.speakers }),
		...(samples && { samples }),
		...((captions !== 'none' || includeWords) && { timed: true }),
	};
	checkSpeech(request);
	return {
		request,
		format,
		encoding,
		target,
		conversation,
		sampleHashes: hashes,
		captions,
		includeWords,
		field: binaryFieldName(item, 'Put Output in Field'),
		name: safeFileName(String(options.fileName ?? '')) ?? `speech-${item.index + 1}`,
		input: options.includeInput === true ? (item.context.getInputData()[item.index]?.json ?? {}) : {},
		previousFingerprint: options.previousFingerprint === undefined ? undefined : String(options.previousFingerprint).trim(),
	};
}
