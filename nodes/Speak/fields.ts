import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { outputField, sampleFieldsField } from '../shared/fields/fields';
import { voiceField } from '../shared/fields/voiceField';
import { modelFields } from './modelFields';
import { optionFields } from './optionFields';
import { phoneEncodings } from './outputFormats';
import { speakersFields } from './speakersFields';

const formatOptions: INodePropertyOptions[] = [
	{ name: 'MP3', value: 'mp3', description: 'Small files that play everywhere' },
	{ name: 'Opus', value: 'opus', description: 'The smallest files, for messengers and the web' },
	{ name: 'PCM', value: 'pcm', description: 'Raw 16-bit mono samples without a header' },
	{ name: 'Phone (8 kHz)', value: 'phone', description: 'What telephone systems take: WAV or G.711 of 8 kHz' },
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
		description: 'What is spoken, of any length. Cues such as [happy] direct the voice; each model has its own.',
	},
	{
		displayName: 'Voice From',
		name: 'voiceSource',
		type: 'options',
		default: 'voice',
		description: 'Whose voice speaks',
		options: [
			{ name: 'A Voice', value: 'voice', description: 'One of your voices or of the public library' },
			{
				name: 'Audio Samples of the Item',
				value: 'samples',
				description: 'Sounds like a recording in the item, without creating a voice (instant clone)',
			},
			{
				name: 'Several Speakers',
				value: 'speakers',
				description: 'A dialogue: each line of the text names who speaks it (all models but S1)',
			},
		],
	},
	voiceField('searchVoices', {
		hint: "Leave it empty for the model's own voice",
		description: 'The voice that speaks. An expression has to give one.',
		displayOptions: { show: { voiceSource: ['voice'] } },
	}),
	...speakersFields,
	sampleFieldsField(
		'WAV, MP3, FLAC, M4A, Ogg or WebM, best 10 to 30 seconds each. They are sent along with every text: up to 6 minutes each and 49 MB together.',
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
			'What is said in each sample, exactly: one line for each in the order of the fields, or a list by expression. May stay empty; Fish Audio advises giving it.',
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
		description: 'What the phone system takes; all are of 8 kHz, mono',
		options: phoneEncodings,
		displayOptions: { show: { format: ['phone'] } },
	},
	outputField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: optionFields,
	},
];
