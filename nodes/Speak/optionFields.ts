import type { INodeProperties } from 'n8n-workflow';

import { formats, type Format } from '../../audio/formats';
import { mp3Bitrates, opusBitrates, ranges, sampleRates, type Range } from '../../fishAudio/speech/settings';
import { captionOptions } from '../shared/files/captionFiles';
import { supportedBy } from './supportedBy';

const hertz = (rate: number): string => `${rate / 1000} kHz`;

function sampleRateField(format: Format): INodeProperties {
	const { choices, usual } = sampleRates[format];
	return {
		displayName: 'Sample Rate',
		name: 'sampleRate',
		type: 'options',
		default: usual,
		description: `Sample rate of the ${formats[format].label} audio. For telephone systems choose the format 'Phone (8 kHz)'.`,
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
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'options',
		default: 'srt',
		description: 'Files with the text and its times, to be shown while the audio plays',
		hint: "The files come in binary fields named like the audio's with _srt or _vtt behind, such as data_srt",
		options: captionOptions,
	},
	rangeField(ranges.chunkLength, {
		name: 'chunkLength',
		default: 300,
		description: `How many characters of a long text are spoken in one go. Shorter chunks start sooner. ${supportedBy.chunkLength}.`,
	}),
	{
		displayName: 'Concurrent Requests',
		name: 'concurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			"The most requests that are in flight at the same time, in place of the credential's setting. Not more than your account allows.",
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. welcome',
		description:
			'Name of the audio file. The ending of the format is added where it is missing. Without this option the name is the first words of the text and the number of the item: give each file of a loop a name of its own, or files of the same text replace each other.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInput',
		type: 'boolean',
		default: false,
		description:
			"Whether to keep the fields and files of the input item beside the node's own, which replace those of the same name",
	},
	{
		displayName: 'Include Words',
		name: 'includeWords',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the words of the text into the JSON, each with the seconds at which it begins and ends, and in a dialogue with who says it. Of a long text they are many.',
	},
	{
		displayName: 'Latency',
		name: 'latency',
		type: 'options',
		default: 'normal',
		description: `What matters more, the best sound or an early start. ${supportedBy.latency}.`,
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
			'How often a request is sent at most when Fish Audio is busy or the connection fails. Without this option it is up to 5 times, and a busy account is waited for at least a minute.',
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
		description: `Whether to read numbers, dates and the like as words, in English and Chinese. ${supportedBy.normalize}.`,
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
			"The fingerprint this line had when it was spoken last, from the node's output. If text, voice and settings are still the same, the line is not spoken and not billed, and leaves by the second output 'Unchanged'.",
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
			'How long one request may take at most. Without this option it is two minutes and more, by the length of the text and the size of the samples.',
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
