import { checkLanguage } from '../../../fishAudio/language';
import { checkRecording, type TranscriptionChoice } from '../../../fishAudio/transcription';
import type { SourceFile } from '../../../fishAudio/upload';
import { languageField } from '../../shared/fields';
import { binaryFieldName, type Item } from '../../shared/item';
import { rounded, withRoundedTimes } from '../../shared/rounded';
import { recording as recordingIn } from '../../shared/samples';
import type { Operation } from './operation';

interface Task {
	recording: SourceFile;
	choice: TranscriptionChoice & { timestamps: boolean };
}

async function check(item: Item): Promise<Task> {
	const { language, timestamps } = item.collection('options');
	const choice = {
		timestamps: timestamps === true,
		...(language !== undefined && { language: String(language).trim() }),
	};
	checkLanguage(choice.language);
	const recording = await recordingIn(item, binaryFieldName(item, 'Input Binary Field'));
	checkRecording(recording);
	return { recording, choice };
}

export const transcribe: Operation<Task> = {
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field containing the recording',
			description:
				'WAV, MP3, M4A, Opus or FLAC, of 1 second to 60 minutes and up to 20 MB. It is billed by its length, in seconds.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Times of Segments',
					name: 'timestamps',
					type: 'boolean',
					default: false,
					description:
						'Whether to tell, in seconds, when each segment of the recording begins and ends. Short recordings then take longer.',
				},
				languageField(
					"Code of the language that is spoken, such as 'en', as a hint. Fish Audio finds the language out by itself.",
				),
			],
		},
	],
	check,
	run: async ({ recording, choice }, fishAudio) => {
		const { text, seconds, language, languageCode, segments } = await fishAudio.transcription.transcribe(recording, choice);
		const json = { text, seconds: rounded(seconds), language: language ?? null, languageCode: languageCode ?? null };
		return [{ json: choice.timestamps ? { ...json, segments: segments.map((segment) => ({ ...withRoundedTimes(segment) })) } : json }];
	},
};
