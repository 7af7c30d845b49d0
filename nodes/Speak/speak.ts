import type { IDataObject } from 'n8n-workflow';

import type { Calls } from '../../fishAudio/client';
import { checkSpeech } from '../../fishAudio/checkSpeech';
import { FishAudioError, inputError } from '../../fishAudio/errors';
import { formats, type Format, type Model } from '../../fishAudio/formats';
import { createSpeech, type InstantSample, type SpeechRequest } from '../../fishAudio/speech';
import { createVoices } from '../../fishAudio/voices';
import { safeFileName, storeAudio } from '../shared/binary';
import type { Item } from '../shared/item';
import type { Output } from '../shared/perItem';
import { instantSamples, transcriptsOf } from '../shared/samples';

/** What of the API speaking needs. */
export const speakClient = (calls: Calls) => ({ speech: createSpeech(calls), voices: createVoices(calls) });

type SpeakClient = ReturnType<typeof speakClient>;

/** One text to speak and where its audio goes. */
export interface Line {
	request: SpeechRequest;
	/** Binary field of the output. */
	field: string;
	fileName: string;
	/** Json of the input item, where it is kept. */
	input: IDataObject;
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
const onlyFor: Partial<Record<(typeof numbers)[number], Format>> = { mp3Bitrate: 'mp3', opusBitrate: 'opus' };

/** Only what the user set, so that the API's defaults hold for the rest. */
function settings(options: IDataObject, format: Format): Partial<SpeechRequest> {
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

async function speakerOf(item: Item): Promise<Partial<SpeechRequest>> {
	if (item.text('voiceSource', 'Voice From') === 'samples') return { samples: await samplesOf(item) };
	const voiceId = item.voiceId();
	return voiceId === undefined ? {} : { voiceId };
}

function fileNameOf(given: unknown, format: Format, index: number): string {
	const { extension } = formats[format];
	const name = safeFileName(String(given ?? '')) ?? `speech-${index + 1}`;
	return name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`;
}

function fieldOf(item: Item): string {
	const field = item.text('binaryPropertyName', 'Put Output in Field').trim();
	if (field !== '') return field;
	throw inputError("'Put Output in Field' is empty", "Enter a name for the binary field, such as 'data'.");
}

/** Reads and checks an item. Sends nothing. */
export async function checkLine(item: Item): Promise<Line> {
	const options = item.collection('options');
	const format = item.text('format', 'Format') as Format;
	const request: SpeechRequest = {
		text: item.text('text', 'Text'),
		model: item.text('model', 'Model') as Model,
		format,
		...(await speakerOf(item)),
		...settings(options, format),
	};
	checkSpeech(request);
	return {
		request,
		field: fieldOf(item),
		fileName: fileNameOf(options.fileName, format, item.index),
		input: options.includeInput === true ? (item.context.getInputData()[item.index]?.json ?? {}) : {},
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

/** Speaks a line and puts its audio into the item. */
export async function speakLine(item: Item, line: Line, fishAudio: SpeakClient): Promise<Output> {
	const { request, field, fileName, input } = line;
	const { mimeType } = formats[request.format];
	const spoken = await fishAudio.speech
		.speak(request, async (audio) => await storeAudio(item.context, audio, { fileName, mimeType }))
		.catch(async (error: unknown) => await Promise.reject(await explained(error, fishAudio, request.voiceId)));
	const json: IDataObject = {
		...input,
		voiceId: request.voiceId ?? null,
		model: request.model,
		format: request.format,
		mimeType,
		sampleRate: spoken.sampleRate,
		fileName,
		bytes: spoken.bytes,
		...(spoken.seconds !== undefined && { seconds: Math.round(spoken.seconds * 1000) / 1000 }),
		textBytes: Buffer.byteLength(request.text),
	};
	return [{ json, binary: { [field]: spoken.stored } }];
}
