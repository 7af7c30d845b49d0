import { ahead } from './ahead';
import type { Calls } from './client';
import { listeningTime } from './deadlines';
import { FishAudioError, inputError, isFishAudioError } from './errors';
import { readJson, otherForm, type HttpAnswer } from './http';
import { isRecord } from './json';
import { checkLanguage } from './language';
import { createForm, uploadTime, type SourceFile } from './upload';

/** The most that a recording to be transcribed may weigh, in bytes (Fish Audio docs, speech to text: 20 MB). */
export const mostRecordingBytes = 20_000_000;

/** A part of a recording and when it is heard. */
export interface Segment {
	text: string;
	/** Seconds from the beginning. */
	start: number;
	/** Seconds */
	end: number;
}

/** What is said in a recording. */
export interface Transcript {
	text: string;
	/** Length of the recording. */
	seconds: number;
	/** Name of the language, such as `English`, where one was found. */
	language: string | undefined;
	/** Its code, ISO 639-1. */
	languageCode: string | undefined;
	/** Empty where times were not asked for. */
	segments: Segment[];
}

/** How a recording is transcribed. */
export interface TranscriptionChoice {
	/** A hint (BCP 47); the API finds the language out by itself. */
	language?: string;
	/** Whether to tell when each segment is heard. */
	timestamps?: boolean;
}

/** Speech to text (`/v1/asr` of the API). It is billed by the length of the recording, in seconds begun. */
export interface Transcription {
	transcribe(recording: SourceFile, choice?: TranscriptionChoice): Promise<Transcript>;
	/** What is said in each sample of a voice, in their order. Fails with `input` on a sample in which nothing is said. */
	transcribeSamples(samples: SourceFile[]): Promise<string[]>;
}

/** Fails with `input` on a recording that the API would refuse; `called` is how people are told of it. */
export function checkRecording({ size }: SourceFile, called = 'The recording'): void {
	if (size <= mostRecordingBytes) return;
	throw inputError(
		`${called} weighs ${(Math.ceil(size / 100_000) / 10).toFixed(1)} MB, and at most ${mostRecordingBytes / 1_000_000} MB can be transcribed`,
		'Convert it to MP3 or Opus, which weigh far less than WAV, or cut it into parts.',
	);
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function readSegment(value: unknown, answer: HttpAnswer): Segment {
	if (!isRecord(value)) throw otherForm(answer);
	const { text, start, end } = value;
	if (typeof text !== 'string' || !isTime(start) || !isTime(end)) throw otherForm(answer);
	return { text: text.trim(), start, end };
}

/** The answer of `/v1/asr` by the API's contract, August 2026. */
async function readTranscript(answer: HttpAnswer): Promise<Transcript> {
	const body = await readJson(answer);
	if (!isRecord(body)) throw otherForm(answer);
	const { text, duration, segments = [] } = body;
	if (typeof text !== 'string' || !isTime(duration) || !Array.isArray(segments)) throw otherForm(answer);
	return {
		text: text.trim(),
		seconds: duration,
		language: textIn(body.language),
		languageCode: textIn(body.language_code),
		segments: segments.map((segment) => readSegment(segment, answer)),
	};
}

const nothingSaid = (number: number): FishAudioError =>
	inputError(
		`Fish Audio heard nothing said in sample ${number}`,
		"Check the recording. If somebody speaks in it, switch off 'Transcribe Samples First' and write what is said in 'Transcripts'.",
	);

/** A refusal of one among several samples tells which. */
function ofSample(error: unknown, number: number): unknown {
	if (!isFishAudioError(error) || error.kind !== 'refused') return error;
	return new FishAudioError(error.kind, `Sample ${number} was not transcribed: ${error.message}`, error.facts);
}

/** Builds the part of the client that transcribes. */
export function createTranscription(calls: Calls): Transcription {
	const transcribe: Transcription['transcribe'] = async (recording, { language, timestamps = false } = {}) => {
		checkRecording(recording);
		checkLanguage(language);
		return await calls.call({
			request: () => ({
				method: 'POST',
				path: '/v1/asr',
				body: createForm({ audio: recording, language, ignore_timestamps: !timestamps }),
			}),
			read: readTranscript,
			effect: 'billed',
			extraTime: uploadTime(recording.size) + listeningTime(recording.size),
		});
	};

	const textOf = async (sample: SourceFile, number: number): Promise<string> => {
		const { text } = await transcribe(sample).catch((error: unknown) => Promise.reject(ofSample(error, number)));
		if (text === '') throw nothingSaid(number);
		return text;
	};

	return {
		transcribe,
		transcribeSamples: async (samples) => {
			const texts: string[] = [];
			const tasks = samples.map((sample, index) => async () => await textOf(sample, index + 1));
			// Once one has failed no further one is begun: each is billed.
			for await (const text of ahead(tasks.values(), calls.concurrency)) texts.push(text);
			return texts;
		},
	};
}
