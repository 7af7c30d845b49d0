import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import {
	checkRecording,
	checkTranscription,
	transcriptionModels,
	type TranscriptionChoice,
	type TranscriptionModel,
} from '../../../fishAudio/transcription/checkTranscription';
import { captionWords } from '../../../fishAudio/transcription/recordingCaptions';
import type { Transcript } from '../../../fishAudio/transcription/transcript';
import { recordingOf } from '../../shared/files/recording';
import { captionFiles, captionsOf, type Captions } from '../../shared/files/captionFiles';
import type { InputFile } from '../../shared/files/inputFile';
import type { Item } from '../../shared/items/item';
import { rounded, withRoundedTimes } from '../../shared/items/rounded';
import { recording as recordingIn } from '../../shared/files/samples';
import type { Operation } from './operation';
import { transcribeFields } from './transcribeFields';
import { hintAtCaptions, hintAtOlderModel, hintAtTranscript, type Wanted } from './transcribeHints';

interface Task {
	recording: InputFile;
	choice: TranscriptionChoice & { model: TranscriptionModel };
	wanted: Wanted;
	captions: Captions;
}

async function check(item: Item): Promise<Task> {
	const options = item.within('options');
	const captions = captionsOf(options);
	const [language, speakerCount] = [options.text('language'), options.number('speakerCount')];
	const wanted = {
		words: options.flag('timestamps') ?? false,
		speakers: options.flag('speakers') ?? false,
		captions: captions !== 'none',
	};
	const choice = {
		model: item.choice('model', transcriptionModels),
		timestamps: wanted.words || wanted.captions,
		speakers: wanted.speakers,
		soundEvents: options.flag('soundEvents') ?? false,
		...(language !== undefined && { language }),
		...(speakerCount !== undefined && { speakerCount }),
	};
	checkTranscription(choice);
	const found = await recordingIn(item, choice.model);
	checkRecording(found, choice.model);
	const recording = await recordingOf(found, 'The recording');
	return { recording, choice, wanted, captions };
}

/** The transcript as json, with the lists that were asked for. */
function jsonOf({ text, seconds, language, languageCode, words, turns }: Transcript, { wanted }: Task): IDataObject {
	return {
		text,
		seconds: seconds === undefined ? null : rounded(seconds),
		language: language ?? null,
		languageCode: languageCode ?? null,
		...(wanted.words && { words: words.entries.map((word) => ({ ...withRoundedTimes(word) })) }),
		...(wanted.speakers && { turns: turns.entries.map((turn) => ({ ...withRoundedTimes(turn) })) }),
	};
}

/** The captions of the recording as binary fields. None, with a hint, if no word has a time. */
async function captionsIn(item: Item, transcript: Transcript, { captions, recording }: Task): Promise<IBinaryKeyData> {
	if (captions === 'none' || transcript.text === '') return {};
	const timed = captionWords(transcript);
	hintAtCaptions(item, timed);
	if (timed.words.length === 0) return {};
	return await captionFiles(item.context, timed.words, {
		captions,
		field: recording.field,
		baseName: recording.name.replace(/\.[^.]+$/, ''),
	});
}

export const transcribe: Operation<Task> = {
	name: 'Transcribe',
	action: 'Transcribe a sample',
	description: 'Turn the speech of a recording into text',
	forAgents: 'Writes down what is said in a recording, and returns text, language and seconds.',
	fields: transcribeFields,
	check,
	run: async (task, fishAudio, item) => {
		if (task.choice.model === 'transcribe-1') hintAtOlderModel(item);
		const transcript = await fishAudio.transcription.transcribe(task.recording, task.choice);
		hintAtTranscript(item, transcript, task.wanted);
		const binary = await captionsIn(item, transcript, task);
		return [{ json: jsonOf(transcript, task), ...(Object.keys(binary).length > 0 && { binary }) }];
	},
};
