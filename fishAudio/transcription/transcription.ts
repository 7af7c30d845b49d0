import { inParallel } from '../requests/inParallel';
import { createBill } from '../requests/bill';
import type { Calls } from '../requests/calls';
import { checkRecording, checkTranscription, type TranscriptionChoice } from './checkTranscription';
import { listeningTime } from '../requests/deadlines';
import { FishAudioError, inputError, isFishAudioError } from '../errors';
import { languageLetters } from '../language';
import { readTranscript, type Transcript } from './transcript';
import { explainedTranscription } from './transcriptionFailure';
import { createForm, type FormFields } from '../requests/form';
import { uploadTime } from '../requests/uploadTime';
import type { SourceFile } from '../requests/sourceFile';

/** Speech to text (`/v1/asr` of the API). Each started second of a recording is billed; failures are free. */
export interface Transcription {
	/** Fails with `input` on what the model does not take, and in words of its own on what it could not transcribe. */
	transcribe(recording: SourceFile, choice?: TranscriptionChoice): Promise<Transcript>;
	/** What is said in each sample of a voice, in their order. Fails with `input` on a sample without speech. */
	transcribeSamples(samples: SourceFile[]): Promise<string[]>;
}

/**
 * The request in the API's names. `transcribe-1` uses only the first two fields and ignores the others (measured). They
 * are sent all the same: from 2027 on its successor serves its name, and would put sounds into the text.
 */
const fieldsOf = ({ language, timestamps, speakers, speakerCount, soundEvents }: TranscriptionChoice): FormFields => ({
	...(language !== undefined && { language: languageLetters(language) }),
	// The API says who speaks only together with the times.
	ignore_timestamps: !timestamps && !speakers,
	tag_audio_events: soundEvents === true,
	...(speakers ? speakerCount !== undefined && { num_speakers: String(speakerCount) } : { diarize: 'false' }),
});

const nothingSaid = (number: number): FishAudioError =>
	inputError(
		`Fish Audio heard nothing said in sample ${number}`,
		"Check the recording. If somebody speaks in it, switch off 'Transcribe Samples First' and enter what is " +
			"said in 'Transcripts'.",
	);

/** Adds the number of the sample to a failure that its recording may have caused. */
function ofSample(error: unknown, number: number): unknown {
	if (!isFishAudioError(error) || !['refused', 'server'].includes(error.kind)) return error;
	return new FishAudioError(error.kind, `Sample ${number} was not transcribed: ${error.message}`, error.facts);
}

async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const one of source) all.push(one);
	return all;
}

/** Sends a recording. `onBilled` is called for each request that may have been billed. */
async function transcribe(
	calls: Calls,
	recording: SourceFile,
	choice: TranscriptionChoice = {},
	onBilled?: () => void,
): Promise<Transcript> {
	const { model = 'transcribe-1-pro' } = choice;
	checkRecording(recording, model);
	checkTranscription(choice);
	return await calls
		.call({
			request: () => ({
				method: 'POST',
				path: '/v1/asr',
				headers: { model },
				body: createForm({ audio: recording, ...fieldsOf(choice) }),
			}),
			read: readTranscript,
			repeatCosts: 'money',
			failuresAreFree: true,
			onBilled,
			extraTime: uploadTime(recording.size) + listeningTime(recording.size),
		})
		.catch((error: unknown) => Promise.reject(explainedTranscription(error, model)));
}

async function textOfSample(calls: Calls, sample: SourceFile, number: number, onBilled: () => void): Promise<string> {
	const { text } = await transcribe(calls, sample, {}, onBilled).catch((error: unknown) =>
		Promise.reject(ofSample(error, number)),
	);
	if (text === '') throw nothingSaid(number);
	return text;
}

/** Builds the part of the client that transcribes. */
export function createTranscription(calls: Calls): Transcription {
	return {
		transcribe: async (recording, choice) => await transcribe(calls, recording, choice),
		transcribeSamples: async (samples) => {
			const bill = createBill();
			const tasks = samples.map(
				(sample, index) => async () => await textOfSample(calls, sample, index + 1, bill.count),
			);
			// After a failure no further sample is sent: each is billed.
			return await allOf(inParallel(tasks.values(), calls.concurrency)).catch((error: unknown) =>
				Promise.reject(bill.addTo(error)),
			);
		},
	};
}
