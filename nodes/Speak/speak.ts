import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { checkSpeech } from '../../fishAudio/checkSpeech';
import type { Calls } from '../../fishAudio/client';
import { FishAudioError, inputError } from '../../fishAudio/errors';
import type { Model } from '../../fishAudio/formats';
import { withSpeakers } from '../../fishAudio/speakerTurns';
import { createLongSpeech, type Keep, type WholeSpeech } from '../../fishAudio/longSpeech';
import type { InstantSample, SpeechRequest } from '../../fishAudio/speech';
import type { Word } from '../../fishAudio/timedSpeech';
import { createVoices } from '../../fishAudio/voices';
import { renamed, safeFileName, storeAgain, storeAudio, storeMade, type Stored } from '../shared/binary';
import { binaryFieldName, type Item } from '../shared/item';
import type { Output } from '../shared/perItem';
import { instantSamples, transcriptsOf } from '../shared/samples';
import { captionFiles, captionsOf, type Captions } from './captions';
import { fingerprintOf } from './fingerprint';
import { conversationOf, type Conversation } from './speakers';
import { hint } from './hints';
import { kindOf, likelyKindOf, named, targetOf, type Target } from './targets';
import { withTrueHeader } from './trueHeader';

/** What of the API speaking needs. */
export const speakClient = (calls: Calls) => ({ speech: createLongSpeech(calls), voices: createVoices(calls) });

type SpeakClient = ReturnType<typeof speakClient>;

/** One text to speak and where its audio goes. */
export interface Line {
	request: SpeechRequest;
	/** As it is chosen; `phone` has an encoding. */
	format: string;
	encoding: string | undefined;
	target: Target;
	conversation: Conversation | undefined;
	captions: Captions;
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
	const model = item.text('model', 'Model') as Model;
	const source = item.text('voiceSource', 'Voice From');
	const conversation = source === 'speakers' ? conversationOf(item, text, model) : undefined;
	const captions = captionsOf(options.captions);
	const request: SpeechRequest = {
		text,
		model,
		format: target.format,
		...settings(options, format),
		...(target.sampleRate !== undefined && { sampleRate: target.sampleRate }),
		...(await speakerOf(item, source, conversation)),
		...(captions !== 'none' && { timed: true }),
	};
	checkSpeech(request);
	return {
		request,
		format,
		encoding,
		target,
		conversation,
		captions,
		field: binaryFieldName(item, 'Put Output in Field'),
		name: safeFileName(String(options.fileName ?? '')) ?? `speech-${item.index + 1}`,
		input: options.includeInput === true ? (item.context.getInputData()[item.index]?.json ?? {}) : {},
		previousFingerprint: options.previousFingerprint === undefined ? undefined : String(options.previousFingerprint).trim(),
	};
}

/** A refusal may be due to the voice; what is wrong with it is told by the voice itself. */
async function explained(error: unknown, fishAudio: SpeakClient, voiceId: string | undefined): Promise<unknown> {
	if (!(error instanceof FishAudioError) || error.kind !== 'refused' || !voiceId) return error;
	const voice = await fishAudio.voices.get(voiceId).catch((reason: unknown) => reason);
	if (voice instanceof FishAudioError) {
		const { kind, message, facts } = voice;
		if (kind === 'cancelled') return voice;
		const isAboutVoice = kind === 'notFound' || kind === 'forbidden';
		return isAboutVoice ? new FishAudioError(kind, message, { ...facts, voiceId }) : error;
	}
	const { state, title } = voice as { state?: string; title?: string };
	if (state === 'trained' || state === undefined) return error;
	const failed = state === 'failed';
	return new FishAudioError(
		'refused',
		failed ? `The training of the voice '${title}' failed` : `The voice '${title}' is not trained yet`,
		{
			...error.facts,
			advice: failed
				? 'It cannot speak. Create the voice again from clear recordings of one person.'
				: "Wait until its training has ended: switch on 'Wait Until Trained' when you create it, or start from the Fish Audio Voice Clone Trigger.",
			voiceId,
		},
	);
}

/** Of several voices, the first that explains it. */
async function explainedByAny(error: unknown, fishAudio: SpeakClient, { voiceId, speakers }: SpeechRequest): Promise<unknown> {
	for (const id of new Set(speakers ?? [voiceId])) {
		const reason = await explained(error, fishAudio, id);
		if (reason !== error) return reason;
	}
	return error;
}

/** What the json of spoken and of unchanged lines has in common. */
const about = ({ input, request, format, encoding }: Line): IDataObject => ({
	...input,
	voiceId: request.voiceId ?? null,
	...(request.speakers && { speakers: request.speakers }),
	model: request.model,
	format,
	...(encoding !== undefined && { phoneEncoding: encoding }),
	textBytes: Buffer.byteLength(request.text),
});

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Words with the times at which they are heard and, in a dialogue, who says them. */
function wordsOf({ request, conversation, captions }: Line, words: Word[]): { words?: Word[] } {
	if (captions === 'none') return {};
	const told = conversation ? withSpeakers(words, request.text, conversation.names) : words;
	return { words: told.map((word) => ({ ...word, start: rounded(word.start), end: rounded(word.end) })) };
}

async function outputOf(item: Item, line: Line, spoken: WholeSpeech<Stored>, fingerprint: string): Promise<Output> {
	const { target, field, name, captions, request } = line;
	const { mimeType, extensions } = kindOf(target, spoken.head);
	const fileName = named(name, extensions);
	const as = { fileName, mimeType };
	const whole = target.isWav ? await withTrueHeader(item.context, spoken, as) : spoken;
	// n8n plays a file by the type that it was stored under.
	const isAsStored = mimeType === likelyKindOf(target).mimeType;
	const stored = isAsStored ? whole.stored : await storeAgain(item.context, whole.stored, as);
	const { words } = wordsOf(line, spoken.words);
	const json: IDataObject = {
		...about(line),
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName,
		bytes: whole.bytes,
		...(spoken.seconds !== undefined && { seconds: rounded(spoken.seconds) }),
		...(spoken.parts > 1 && { parts: spoken.parts }),
		fingerprint,
		...(words && { words: words as unknown as IDataObject[] }),
	};
	const baseName = fileName.replace(/\.[^.]+$/, '');
	const texts = await captionFiles(item.context, words ?? [], { captions, field, baseName, roundCues: request.model === 's1' });
	return [{ json, binary: { [field]: renamed(stored, as), ...texts } }];
}

const keepIn = (context: IExecuteFunctions, as: { fileName: string; mimeType: string }): Keep<Stored> => ({
	store: async (audio) => await storeAudio(context, audio, as),
	storeMade: async (stored, make) => await storeMade(context, stored, make, as),
});

/** Speaks a line and puts its audio into the item; what has not changed is not spoken again. */
export async function speakLine(item: Item, line: Line, fishAudio: SpeakClient): Promise<Output> {
	const { request, target, name, previousFingerprint } = line;
	// Beforehand only where it decides, or has to read files: else the request would wait for it.
	const early = previousFingerprint !== undefined || request.samples ? await fingerprintOf(line) : undefined;
	if (early !== undefined && early === previousFingerprint) return [{ json: { ...about(line), fingerprint: early, unchanged: true } }];
	const { mimeType, extensions } = likelyKindOf(target);
	const as = { fileName: named(name, extensions), mimeType };
	const spoken = await fishAudio.speech
		.speak(request, keepIn(item.context, as), target.shape)
		.catch(async (error: unknown) => await Promise.reject(await explainedByAny(error, fishAudio, request)));
	hint(item, line, spoken);
	return await outputOf(item, line, spoken, early ?? (await fingerprintOf(line)));
}

/** Whether an item of the node's is of a line that was not spoken again. */
export const isUnchanged = ({ json }: Output[number]): boolean => json.unchanged === true && 'fingerprint' in json;
