import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import { checkHeard } from '../../fishAudio/recordings/checkHeard';
import { checkSampleSizes, checkSpeech } from '../../fishAudio/speech/checkSpeech';
import { inputError } from '../../fishAudio/errors';
import { latencies } from '../../fishAudio/speech/settings';
import { markupIn, type Markup } from '../../text/markup';
import { modelNameOf, models, otherModel } from '../../fishAudio/models';
import type { InstantSample } from '../../fishAudio/speech/sampleBody';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import { withoutUnseen } from '../../text/unseen';
import { captionsOf, type Captions } from '../shared/files/captionFiles';
import { safeFileName } from '../shared/files/fileNames';
import { filesOf } from '../shared/files/givenFiles';
import { nameOfText } from '../shared/files/nameOfText';
import { binaryFieldName, type Item } from '../shared/items/item';
import type { Readers } from '../shared/parameters/readers';
import { instantSamples } from '../shared/files/samples';
import { transcriptsOf } from '../shared/files/transcripts';
import type { ReadSample } from './sampleFacts';
import { conversationOf, type Conversation } from './speakers';
import { encodings, formatChoices, outputFormatOf, type OutputFormat } from './outputFormats';

/** One text to speak and where its audio goes. */
export interface SpeechItem {
	request: LongSpeechRequest;
	/** As it is chosen; `phone` has an encoding. */
	format: string;
	encoding: string | undefined;
	output: OutputFormat;
	conversation: Conversation | undefined;
	/** Of the instant samples, in their order. */
	sampleHashes: string[];
	/** What in the text is meant for the eye. */
	markup: Markup[];
	captions: Captions;
	/** Whether the words and their times are wanted in the json. */
	includeWords: boolean;
	/** Binary field of the output. */
	field: string;
	/** Name of the file; its ending may be missing. */
	name: string;
	/** The input item, where it is kept. */
	input: Pick<INodeExecutionData, 'json' | 'binary'>;
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
function settings(options: Readers, format: string): Partial<LongSpeechRequest> {
	const set = numbers
		.filter((name) => (onlyFor[name] ?? format) === format)
		.map((name) => [name, options.number(name)]);
	const switched = flags.map((name) => [name, options.flag(name)]);
	const all = [...set, ...switched, ['latency', options.choice('latency', latencies)]];
	return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Partial<LongSpeechRequest>;
}

const otherAdvice = `For any other choose '${otherModel}', and give its name in 'Model ID'.`;

function modelOf(item: Item): string {
	const chosen = item.choice('model', [...models, otherModel], otherAdvice);
	return modelNameOf(chosen, chosen === otherModel ? item.text('modelId') : '');
}

/** Instant samples, and a hash of each. */
interface Samples {
	samples: InstantSample[];
	hashes: string[];
}

async function samplesOf(item: Item, readSample: ReadSample): Promise<Samples> {
	const files = await instantSamples(item);
	const transcripts = transcriptsOf(item, 'transcripts', files.length);
	if (files.length > 0 && transcripts.length > files.length) {
		throw inputError(
			`'Transcripts' has ${transcripts.length} entries for ${files.length} ${files.length === 1 ? 'sample' : 'samples'}`,
			'Give one transcript for each sample, in the same order, or none.',
		);
	}
	checkSampleSizes(files.map(({ file }) => file.size));
	const facts = await Promise.all(files.map(readSample));
	facts.forEach(({ measured }, at) => checkHeard(measured, `Sample ${at + 1}`, files[at]?.file.about ?? ''));
	const samples = files.map(({ file }, at) => ({
		file,
		transcript: transcripts[at] ?? '',
		seconds: facts[at]?.measured.seconds,
	}));
	return { samples, hashes: facts.map(({ hash }) => hash) };
}

const sources = ['voice', 'samples', 'speakers'] as const;

/** Who speaks, by voice. */
function voiceOf(item: Item): Partial<LongSpeechRequest> {
	const voiceId = item.voiceId();
	return voiceId === undefined ? {} : { voiceId };
}

/**
 * The input item. In n8n's combined mode its files are taken out of its JSON: n8n puts them back, and fails on a
 * `_files` that is no object.
 */
function inputOf({ context, index }: Item): SpeechItem['input'] {
	const { json = {}, binary } = context.getInputData()[index] ?? {};
	if (context.getWorkflowSettings().binaryMode !== 'combined') return { json, ...(binary && { binary }) };
	const fields = Object.fromEntries(Object.entries(json).filter(([name]) => name !== '_files'));
	return { json: fields, binary: filesOf(context, index) as IBinaryKeyData };
}

/** Whose voice speaks, and what of the request tells it. */
async function whoSpeaks(item: Item, script: { text: string; model: string }, readSample: ReadSample) {
	const source = item.choice('voiceSource', sources);
	const conversation = source === 'speakers' ? conversationOf(item, script.text, script.model) : undefined;
	const { samples, hashes = [] } = source === 'samples' ? await samplesOf(item, readSample) : {};
	const told: Partial<LongSpeechRequest> = {
		...(source === 'voice' && voiceOf(item)),
		...(conversation && { text: conversation.text, speakers: conversation.speakers }),
		...(samples && { samples }),
	};
	return { conversation, hashes, told };
}

/** Reads and checks an item. Sends nothing. */
export async function checkSpeechItem(item: Item, readSample: ReadSample): Promise<SpeechItem> {
	const options = item.within('options');
	const format = item.choice('format', formatChoices);
	const encoding = format === 'phone' ? item.choice('phoneEncoding', encodings) : undefined;
	const output = outputFormatOf(format, encoding ?? 'wav');
	const text = withoutUnseen(item.text('text'));
	const model = modelOf(item);
	const { conversation, hashes, told } = await whoSpeaks(item, { text, model }, readSample);
	const captions = captionsOf(options);
	const includeWords = options.flag('includeWords') ?? false;
	const request: LongSpeechRequest = {
		text,
		model,
		format: output.format,
		...settings(options, format),
		...(output.sampleRate !== undefined && { sampleRate: output.sampleRate }),
		...told,
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
