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

/**
 * Speech to text (`/v1/asr` of the API). It is billed by the length of the recording, in seconds begun; failures are
 * free.
 */
export interface Transcription {
	transcribe(recording: SourceFile, choice?: TranscriptionChoice): Promise<Transcript>;
	/**
	 * What is said in each sample of a voice, in their order. Fails with `input` on a sample in which nothing is said.
	 */
	transcribeSamples(samples: SourceFile[]): Promise<string[]>;
}

/**
 * What is asked for in the API's names. `transcribe-1` heeds only the first two, and leaves fields alone that it does
 * not know (measured). It is sent the others all the same: its successor serves its name from 2027 on, and would put
 * sounds into the text.
 */
const fieldsOf = ({ language, timestamps, speakers, speakerCount, soundEvents }: TranscriptionChoice): FormFields => ({
	...(language !== undefined && { language: languageLetters(language) }),
	// Who speaks is told together with the times alone.
	ignore_timestamps: !timestamps && !speakers,
	tag_audio_events: soundEvents === true,
	...(speakers ? speakerCount !== undefined && { num_speakers: String(speakerCount) } : { diarize: 'false' }),
});

const nothingSaid = (number: number): FishAudioError =>
	inputError(
		`Fish Audio heard nothing said in sample ${number}`,
		"Check the recording. If somebody speaks in it, switch off 'Transcribe Samples First' and write what is said in 'Transcripts'.",
	);

/** A failure that has to do with one among several samples tells which. */
function ofSample(error: unknown, number: number): unknown {
	if (!isFishAudioError(error) || !['refused', 'server'].includes(error.kind)) return error;
	return new FishAudioError(error.kind, `Sample ${number} was not transcribed: ${error.message}`, error.facts);
}

async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const one of source) all.push(one);
	return all;
}

/** Builds the part of the client that transcribes. */
export function createTranscription(calls: Calls): Transcription {
	const transcribe = async (
		recording: SourceFile,
		choice: TranscriptionChoice = {},
		onBilled?: () => void,
	): Promise<Transcript> => {
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
	};

	const textOf = async (sample: SourceFile, number: number, onBilled: () => void): Promise<string> => {
		const { text } = await transcribe(sample, {}, onBilled).catch((error: unknown) =>
			Promise.reject(ofSample(error, number)),
		);
		if (text === '') throw nothingSaid(number);
		return text;
	};

	return {
		transcribe: async (recording, choice) => await transcribe(recording, choice),
		transcribeSamples: async (samples) => {
			const bill = createBill();
			const tasks = samples.map((sample, index) => async () => await textOf(sample, index + 1, bill.count));
			// Once one has failed no further one is begun: each is billed.
			return await allOf(inParallel(tasks.values(), calls.concurrency)).catch((error: unknown) =>
				Promise.reject(bill.addTo(error)),
			);
		},
	};
}
