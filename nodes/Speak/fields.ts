import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { optionsField, outputField, sampleFieldsField } from '../shared/fields/fields';
import { voiceField } from '../shared/fields/voiceField';
import { modelFields } from './modelFields';
import { optionFields } from './optionFields';
import { phoneEncodings } from './outputFormats';
import { pronunciationField } from './pronunciationFields';
import { speakersFields } from './speakersFields';

const formatOptions: INodePropertyOptions[] = [
	{ name: 'MP3', value: 'mp3', description: 'Small files that play everywhere' },
	{ name: 'Opus', value: 'opus', description: 'The smallest files, for messengers and the web' },
	{ name: 'PCM', value: 'pcm', description: 'Raw 16-bit mono audio without a header' },
	{ name: 'Phone (8 kHz)', value: 'phone', description: 'For telephone systems: WAV or G.711 at 8 kHz' },
	{ name: 'WAV', value: 'wav', description: 'Uncompressed 16-bit mono, for editing' },
];

/** The node's parameters. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. [happy] Our summer sale starts today!',
		description: 'The text to speak, of any length. Cues such as [happy] direct the voice; each model has its own.',
	},
	{
		displayName: 'Voice From',
		name: 'voiceSource',
		type: 'options',
		default: 'voice',
		description: 'Whose voice speaks',
		options: [
			{ name: 'A Voice', value: 'voice', description: 'One of your voices or one from the public library' },
			{
				name: 'Audio Samples of the Item',
				value: 'samples',
				description: 'Sounds like a recording in the item, without creating a voice (instant clone)',
			},
			{
				name: 'Several Speakers',
				value: 'speakers',
				description: 'A dialogue: each line of the text begins with its speaker (all models except S1)',
			},
		],
	},
	voiceField('searchVoices', {
		hint: "Leave empty for the model's own voice",
		description: 'The voice that speaks. An expression must give a voice.',
		displayOptions: { show: { voiceSource: ['voice'] } },
	}),
	...speakersFields,
	sampleFieldsField(
		'WAV, MP3, FLAC, M4A, Ogg or WebM; 10 to 30 seconds each work best. They are sent with every text: up to 6 ' +
			'minutes each and 49 MB together.',
		{ show: { voiceSource: ['samples'] } },
	),
	{
		displayName: 'Transcripts',
		name: 'transcripts',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Hello and welcome to our show.',
		description:
			'The exact words of each sample: one line per sample, in the order of the fields, or an expression that ' +
			'gives a list. Optional, but Fish Audio recommends it.',
		displayOptions: { show: { voiceSource: ['samples'] } },
	},
	...modelFields,
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		default: 'mp3',
		description: 'Format of the audio file',
		options: formatOptions,
	},
	{
		displayName: 'Phone Encoding',
		name: 'phoneEncoding',
		type: 'options',
		default: 'wav',
		description: 'What your phone system accepts. All are 8 kHz mono.',
		options: phoneEncodings,
		displayOptions: { show: { format: ['phone'] } },
	},
	outputField,
	pronunciationField,
	optionsField(optionFields),
];
