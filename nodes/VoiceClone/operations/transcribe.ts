import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { checkRecording, checkTranscription, transcriptionModelOf, type TranscriptionChoice } from '../../../fishAudio/checkTranscription';
import type { Transcript } from '../../../fishAudio/transcript';
import { tell, tellOnce } from '../../shared/hints';
import { binaryFieldName, type Item } from '../../shared/item';
import { rounded, withRoundedTimes } from '../../shared/rounded';
import { recording as recordingIn } from '../../shared/samples';
import type { InputFile } from '../../shared/binary';
import type { Operation } from './operation';
import { transcribeFields } from './transcribeFields';

interface Task {
	recording: InputFile;
	choice: Required<Pick<TranscriptionChoice, 'model'>> & TranscriptionChoice;
}

async function check(item: Item): Promise<Task> {
	const { language, timestamps, speakers, speakerCount, soundEvents } = item.collection('options');
	const choice = {
		model: transcriptionModelOf(item.text('model', 'Model')),
		timestamps: timestamps === true,
		speakers: speakers === true,
		soundEvents: soundEvents === true,
		...(language !== undefined && { language: String(language) }),
		...(speakerCount !== undefined && { speakerCount: Number(speakerCount) }),
	};
	checkTranscription(choice);
	const recording = await recordingIn(item, binaryFieldName(item, 'Input Binary Field'), choice.model);
	checkRecording(recording, choice.model);
	return { recording, choice };
}

/** What a person should know of a list that was asked for: that it is missing, or not whole. */
function aboutList({ entries, isWhole }: { entries: unknown[]; isWhole: boolean }, what: string, text: string): string[] {
	if (text === '' || (isWhole && entries.length > 0)) return [];
	return entries.length === 0
		? [`Fish Audio transcribed the recording, but did not tell ${what}.`]
		: [`Some of what Fish Audio told of ${what} cannot be read and is left out.`];
}

function hint(item: Item, { text, words, turns }: Transcript, { timestamps, speakers }: TranscriptionChoice): void {
	tell(item, 'info', text === '' ? ['Nobody was heard to say anything in the recording.'] : []);
	tell(item, 'warning', [
		...(timestamps ? aboutList(words, 'when the words are heard', text) : []),
		...(speakers ? aboutList(turns, 'who speaks', text) : []),
	]);
}

const aboutOlderModel =
	"The model 'transcribe-1' ends on 31 December 2026. Choose 'Transcribe 1 Pro': it costs the same, and takes recordings of up to 60 minutes.";

/** Executions that were told so already: it concerns all of their items. */
const told = new WeakSet<IExecuteFunctions>();

function hintAtOlderModel({ context }: Item): void {
	if (told.has(context)) return;
	told.add(context);
	tellOnce(context, 'warning', aboutOlderModel);
}

/** The transcript as json, with the lists that were asked for. */
function jsonOf({ text, seconds, language, languageCode, words, turns }: Transcript, { timestamps, speakers }: TranscriptionChoice): IDataObject {
	return {
		text,
		seconds: seconds === undefined ? null : rounded(seconds),
		language: language ?? null,
		languageCode: languageCode ?? null,
		...(timestamps && { words: words.entries.map((word) => ({ ...withRoundedTimes(word) })) }),
		...(speakers && { turns: turns.entries.map((turn) => ({ ...withRoundedTimes(turn) })) }),
	};
}

export const transcribe: Operation<Task> = {
	fields: transcribeFields,
	check,
	run: async ({ recording, choice }, fishAudio, item) => {
		if (choice.model === 'transcribe-1') hintAtOlderModel(item);
		const transcript = await fishAudio.transcription.transcribe(recording, choice);
		hint(item, transcript, choice);
		return [{ json: jsonOf(transcript, choice) }];
	},
};
