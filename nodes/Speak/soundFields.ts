import type { INodeProperties } from 'n8n-workflow';

import { formats, type Format } from '../../audio/formats';
import { mp3Bitrates, opusBitrates, ranges, sampleRates, type Range } from '../../fishAudio/speech/settings';
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

/** The fields under *Sound*: how the speech sounds and how its audio is made. The most used come first. */
export const soundFields: INodeProperties[] = [
	rangeField(ranges.speed, {
		name: 'speed',
		default: 1,
		description: `How fast the voice speaks: 0.5 is half, 2 is twice the usual speed. ${supportedBy.speed}.`,
	}),
	rangeField(ranges.volume, {
		name: 'volume',
		default: 0,
		description: `Louder or quieter; 0 leaves it as it is. ${supportedBy.volume}.`,
	}),
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
		displayName: 'MP3 Bitrate',
		name: 'mp3Bitrate',
		type: 'options',
		default: 128,
		description: 'Size and quality of the MP3 file',
		options: mp3Bitrates.map((rate) => ({ name: `${rate} kbps`, value: rate })),
		displayOptions: { show: { '/format': ['mp3'] } },
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
	...(['mp3', 'opus', 'pcm', 'wav'] as const).map(sampleRateField),
	rangeField(ranges.temperature, {
		name: 'temperature',
		default: 0.7,
		description: `Higher is livelier and more varied, lower is steadier. ${supportedBy.temperature}.`,
	}),
	rangeField(ranges.topP, {
		name: 'topP',
		default: 0.7,
		description: `Lower keeps to the most likely way of speaking, higher allows more variety. ${supportedBy.topP}.`,
	}),
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
	rangeField(ranges.chunkLength, {
		name: 'chunkLength',
		default: 300,
		description:
			'How many characters Fish Audio speaks in one go. Shorter chunks start sooner. ' + `${supportedBy.chunkLength}.`,
	}),
	rangeField(ranges.repetitionPenalty, {
		name: 'repetitionPenalty',
		default: 1.2,
		description: `Above 1 keeps the voice from repeating sounds. ${supportedBy.repetitionPenalty}.`,
	}),
	{
		displayName: 'Quality Guard',
		name: 'qualityGuard',
		type: 'boolean',
		default: false,
		description:
			'Whether to ask Fish Audio to check the speech before it sends it. Fish Audio does not say what it checks, ' +
			'with which models, or whether that costs more.',
	},
];
