import type { INodeProperties } from 'n8n-workflow';

import type { TranscriptionModel } from '../../../fishAudio/transcription/checkTranscription';
import { captionOptions } from '../../shared/files/captionFiles';
import { languageField } from '../../shared/fields/fields';

const models: Array<{ name: string; value: TranscriptionModel; description: string }> = [
	{
		name: 'Transcribe 1 Pro',
		value: 'transcribe-1-pro',
		description: 'Recordings of up to 60 minutes, also the sound of videos; can tell who speaks',
	},
	{
		name: 'Transcribe 1 (Until 31 December 2026)',
		value: 'transcribe-1',
		description: 'The model before, at the same price, for recordings of up to about a minute',
	},
];

const options: INodeProperties[] = [
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'options',
		default: 'srt',
		description: 'Files with the text and its times, to be shown while the recording plays',
		hint: "The files come in binary fields named like the recording's with _srt or _vtt behind, such as data_srt",
		options: captionOptions,
	},
	{
		displayName: 'Include Times of Words',
		name: 'timestamps',
		type: 'boolean',
		default: false,
		description: 'Whether to tell, in seconds, when each word begins and ends. Short recordings then take longer.',
	},
	languageField(
		"The two letters of the language that is spoken, such as 'en', as a hint. Fish Audio finds the language out by itself.",
	),
	{
		displayName: 'Sound Events',
		name: 'soundEvents',
		type: 'boolean',
		default: false,
		description: 'Whether sounds stay in the text, such as [laughter]. Only the model Transcribe 1 Pro can do it.',
	},
	{
		displayName: 'Speakers',
		name: 'speakerCount',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 2,
		description: "How many people speak, as a hint for 'Tell Who Speaks'",
	},
	{
		displayName: 'Tell Who Speaks',
		name: 'speakers',
		type: 'boolean',
		default: false,
		description:
			"Whether to tell who says what and when, as 'speaker 1', 'speaker 2' and so on. In the next recording the same person may have another number. Only the model Transcribe 1 Pro can do it.",
	},
];

export const transcribeFields: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the recording, or the file by expression',
		description:
			'WAV, MP3, M4A, AAC, FLAC, Ogg, or a video in MP4, WebM or MOV, of up to 60 minutes. It is billed by its length, in seconds.',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'options',
		default: 'transcribe-1-pro',
		description: 'Which model of Fish Audio writes down what is said. Both cost the same.',
		options: models,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	},
];
