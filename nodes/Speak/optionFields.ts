import type { INodeProperties } from 'n8n-workflow';

import { formats, type Format } from '../../audio/formats';
import { mp3Bitrates, opusBitrates, ranges, sampleRates, type Range } from '../../fishAudio/speech/settings';
import { captionOptions } from '../shared/files/captionFiles';
import { linkFields } from './audioLinks';
import { supportedBy } from './supportedBy';

const hertz = (rate: number): string => `${rate / 1000} kHz`;

function sampleRateField(format: Format): INodeProperties {
	const { choices, usual } = sampleRates[format];
	return {
		displayName: 'Sample Rate',
		name: 'sampleRate',
		type: 'options',
		default: usual,
		description:
			`Sample rate of the ${formats[format].label} audio. For telephone systems choose the format 'Phone (8 ` +
			`kHz)'.`,
		options: choices.map((rate) => ({ name: hertz(rate), value: rate })),
		displayOptions: { show: { '/format': [format] } },
	};
}

const rangeField = (
	{ label, min, max, whole }: Range,
	field: { name: string; default: number; description: string },
): INodeProperties => ({
	displayName: label,
	type: 'number',
	typeOptions: { minValue: min, maxValue: max, numberPrecision: whole ? 0 : 2 },
	...field,
});

/** The fields under *Options*. */
export const optionFields: INodeProperties[] = [
	...linkFields,
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'options',
		default: 'srt',
		description: 'Caption files, to show the text while the audio plays',
		hint: "The files are added in binary fields named after the audio's field, such as data_srt and data_vtt",
		options: captionOptions,
	},
	rangeField(ranges.chunkLength, {
		name: 'chunkLength',
		default: 300,
		description:
			'How many characters Fish Audio speaks in one go. Shorter chunks start sooner. ' + `${supportedBy.chunkLength}.`,
	}),
	{
		displayName: 'Concurrent Requests',
		name: 'concurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			"Largest number of requests at the same time. Replaces the credential's setting. Do not exceed your " +
			"account's limit.",
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. welcome',
		description:
			"Name of the audio file. The format's extension is added if it is missing. Without this option the name " +
			"is made from the first words of the text and the item's number. In a loop, give each file its own name: " +
			'files of the same text would replace each other.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInput',
		type: 'boolean',
		default: false,
		description: "Whether to keep the input item's fields and files. The node's own replace those of the same name.",
	},
	{
		displayName: 'Include Words',
		name: 'includeWords',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the words of the text to the JSON, each with its start and end in seconds and, in a ' +
			'dialogue, its speaker. A long text gives a long list.',
	},
	{
		displayName: 'Latency',
		name: 'latency',
		type: 'options',
		default: 'normal',
		description: `Whether the best sound or an early start matters more. ${supportedBy.latency}.`,
		options: [
			{ name: 'Balanced', value: 'balanced', description: 'Starts sooner, with a little less quality' },
			{ name: 'Low', value: 'low', description: 'Starts as soon as possible' },
			{ name: 'Normal', value: 'normal', description: 'Best quality' },
		],
	},
	{
		displayName: 'Max Tries',
		name: 'maxTries',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 5,
		description:
			'How many times a request is sent at most if Fish Audio is busy or the connection fails. Without this ' +
			'option it is up to 5 times, and the node waits at least a minute for a busy account.',
	},
	{
		displayName: 'MP3 Bitrate',
		name: 'mp3Bitrate',
		type: 'options',
		default: 128,
		description: 'Size and quality of the MP3 file',
		options: mp3Bitrates.map((rate) => ({ name: `${rate} kbps`, value: rate })),
		displayOptions: { show: { '/format': ['mp3'] } },
	},
	{
		displayName: 'Normalize Loudness',
		name: 'normalizeLoudness',
		type: 'boolean',
		default: true,
		description: `Whether to give all audio about the same loudness. ${supportedBy.normalizeLoudness}.`,
	},
	{
		displayName: 'Normalize Text',
		name: 'normalize',
		type: 'boolean',
		default: true,
		description:
			'Whether to read numbers, dates and the like as words, in English and Chinese. ' + `${supportedBy.normalize}.`,
	},
	{
		displayName: 'Opus Bitrate',
		name: 'opusBitrate',
		type: 'options',
		default: -1000,
		description: 'Size and quality of the Opus file',
		options: opusBitrates.map((rate) => ({ name: rate < 0 ? 'Automatic' : `${rate / 1000} kbps`, value: rate })),
		displayOptions: { show: { '/format': ['opus'] } },
	},
	{
		displayName: 'Previous Fingerprint',
		name: 'previousFingerprint',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.fingerprint }}',
		description:
			'The fingerprint that this node gave for the item last time. If text, voice and settings are the same, ' +
			"the text is not spoken or billed again, and the item goes to the second output, 'Unchanged'.",
	},
	rangeField(ranges.repetitionPenalty, {
		name: 'repetitionPenalty',
		default: 1.2,
		description: `Above 1 keeps the voice from repeating sounds. ${supportedBy.repetitionPenalty}.`,
	}),
	...(['mp3', 'opus', 'pcm', 'wav'] as const).map(sampleRateField),
	rangeField(ranges.speed, {
		name: 'speed',
		default: 1,
		description: `How fast the voice speaks: 0.5 is half, 2 is twice the usual speed. ${supportedBy.speed}.`,
	}),
	rangeField(ranges.temperature, {
		name: 'temperature',
		default: 0.7,
		description: `Higher is livelier and more varied, lower is steadier. ${supportedBy.temperature}.`,
	}),
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 240,
		description:
			'Longest time for one request. Without this option it is two minutes or more, depending on the length of ' +
			'the text and the size of the samples.',
	},
	rangeField(ranges.topP, {
		name: 'topP',
		default: 0.7,
		description: `Lower keeps to the most likely way of speaking, higher allows more variety. ${supportedBy.topP}.`,
	}),
	rangeField(ranges.volume, {
		name: 'volume',
		default: 0,
		description: `Louder or quieter; 0 leaves it as it is. ${supportedBy.volume}.`,
	}),
];
