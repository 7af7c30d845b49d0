import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { checksField, optionsField, outputField, sampleFieldsField, soundField } from '../shared/fields/fields';
import { voiceField } from '../shared/fields/voiceField';
import { speakDescriptionField } from './audioLinks';
import { captionOptions } from '../shared/files/captionFiles';
import { checkFields } from './checkFields';
import { voicesField } from './eachVoiceFields';
import { modelFields } from './modelFields';
import { optionFields } from './optionFields';
import { phoneEncodings } from './outputFormats';
import { pronunciationField } from './pronunciationFields';
import { soundFields } from './soundFields';
import { speakersFields } from './speakersFields';
import { subtitleFields, textSourceField } from './subtitleFields';
import { timingField } from './timing';

/** The most used first. */
const formatOptions: INodePropertyOptions[] = [
	{ name: 'MP3', value: 'mp3', description: 'Small files that play everywhere' },
	{ name: 'WAV', value: 'wav', description: 'Uncompressed 16-bit mono, for editing' },
	{ name: 'Phone (8 kHz)', value: 'phone', description: 'For telephone systems: WAV or G.711 at 8 kHz' },
	{ name: 'Opus', value: 'opus', description: 'The smallest files, for messengers and the web' },
	{ name: 'PCM', value: 'pcm', description: 'Raw 16-bit mono audio without a header' },
];

/** The node's parameters. */
export const fields: INodeProperties[] = [
	speakDescriptionField,
	textSourceField,
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. [happy] Our summer sale starts today!',
		description:
			'The text to speak, of any length. Cues such as [happy] direct the voice; each model has its own. [pause ' +
			'500ms] or &lt;break time="500ms"/&gt; is exact silence: the text before and after it is spoken in separate ' +
			'requests, each billed by its own bytes, so the voice may sound slightly different. Within a sentence, ' +
			"[pause] without a length, the model's own, sounds more natural.",
		displayOptions: { show: { textSource: ['text'] } },
	},
	...subtitleFields,
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
			{
				name: 'Several Voices, One File Each',
				value: 'eachVoice',
				description: 'The same text in each voice, such as to compare them. Each is billed.',
			},
		],
	},
	voiceField('searchVoices', {
		hint:
			'Empty: Fish Audio picks a voice, which can differ from run to run. Choose one to always sound the same. Long ' +
			'texts and subtitles need one.',
		description: 'The voice that speaks. An expression must give a voice.',
		displayOptions: { show: { voiceSource: ['voice'] } },
	}),
	...speakersFields,
	voicesField,
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
		description:
			'What your phone system takes. All are 8 kHz mono; µ-law and A-law are G.711. The docs list more systems.',
		options: phoneEncodings,
		displayOptions: { show: { format: ['phone'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. welcome',
		hint: "Leave empty for the first words of the text and the item's number. With several voices, each adds its name.",
		description:
			"Name of the audio file. The format's extension is added if it is missing. A language before a slash, as in " +
			"es-MX/welcome, becomes the file's directory. In a loop, give each file its own name: files of the same text " +
			'would replace each other.',
	},
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'options',
		default: 'none',
		description:
			'Caption files, to show the text while the audio plays. They are added in binary fields named after that of ' +
			'the audio, such as data_srt and data_vtt.',
		options: captionOptions,
	},
	outputField,
	timingField,
	pronunciationField,
	checksField(checkFields),
	soundField(soundFields),
	optionsField(optionFields),
];
