import type { INodeProperties } from 'n8n-workflow';

import type { TranscriptionModel } from '../../../fishAudio/transcription/checkTranscription';
import { captionOptions } from '../../shared/files/captionFiles';
import { languageField, optionsField } from '../../shared/fields/fields';

const models: Array<{ name: string; value: TranscriptionModel; description: string }> = [
	{
		name: 'Transcribe 1 Pro',
		value: 'transcribe-1-pro',
		description: 'Recordings and videos of up to 60 minutes; can identify speakers',
	},
	{
		name: 'Transcribe 1 (Until 31 December 2026)',
		value: 'transcribe-1',
		description: 'The previous model, at the same price, for recordings of up to about a minute',
	},
];

const options: INodeProperties[] = [
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'options',
		default: 'srt',
		description: 'Caption files, to show the text while the recording plays',
		hint: "The files are added in binary fields named after the recording's field, such as data_srt and data_vtt",
		options: captionOptions,
	},
	languageField(
		"The spoken language as a two-letter code, such as 'en'. It is only a hint: Fish Audio detects the language " +
			'by itself.',
	),
	{
		displayName: 'Identify Speakers',
		name: 'speakers',
		type: 'boolean',
		default: false,
		description:
			"Whether to include who says what and when, as 'speaker 1', 'speaker 2' and so on. The same person may " +
			"have another number in the next recording. Only with the model 'Transcribe 1 Pro'.",
	},
	{
		displayName: 'Number of Speakers',
		name: 'speakerCount',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 2,
		description: "How many people speak, as a hint for 'Identify Speakers'",
	},
	{
		displayName: 'Include Word Times',
		name: 'timestamps',
		type: 'boolean',
		default: false,
		description: 'Whether to include when each word begins and ends, in seconds. Short recordings then take longer.',
	},
	{
		displayName: 'Sound Events',
		name: 'soundEvents',
		type: 'boolean',
		default: false,
		description: "Whether the text includes sounds, such as [laughter]. Only with the model 'Transcribe 1 Pro'.",
	},
];

export const transcribeFields: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the recording, or an expression that gives the file',
		description:
			'WAV, MP3, M4A, AAC, FLAC, Ogg, or a video in MP4, WebM or MOV, of up to 60 minutes. Billed per second.',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'options',
		default: 'transcribe-1-pro',
		description: 'The model that transcribes the recording. Both cost the same.',
		options: models,
	},
	optionsField(options),
];
