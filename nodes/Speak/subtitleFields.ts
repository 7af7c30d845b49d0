import type { INodeProperties } from 'n8n-workflow';

import { ranges } from '../../fishAudio/speech/settings';

const withSubtitles = { show: { textSource: ['subtitles'] } };

/** Where the text comes from. */
export const textSourceField: INodeProperties = {
	displayName: 'Text From',
	name: 'textSource',
	type: 'options',
	default: 'text',
	description: 'Where the text to speak comes from',
	options: [
		{ name: 'Text', value: 'text', description: 'A text of any length' },
		{ name: 'Subtitles', value: 'subtitles', description: 'Each caption is spoken at its time, to dub a video' },
	],
};

/** Bounds of the speed. */
export const fastest = { min: 1, max: ranges.speed.max };

/** The fields for speech in time. */
export const subtitleFields: INodeProperties[] = [
	{
		displayName: 'Subtitles',
		name: 'subtitles',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. data',
		hint: 'The text of an SRT or VTT file, or the name of the binary field with the file',
		description:
			'The captions to speak, each at its time. The audio file is as long as the last caption. Each caption is ' +
			'a request, billed by its own bytes. Descriptions of sounds alone, such as [MUSIC], are left out. Several ' +
			'speakers: begin captions with a name and a colon, or in VTT with &lt;v Anna&gt;.',
		displayOptions: withSubtitles,
	},
	{
		displayName: 'When Too Long',
		name: 'whenTooLong',
		type: 'options',
		default: 'speakFaster',
		description: 'What to do if the speech of a caption is not over when the next caption begins',
		options: [
			{
				name: 'Speak Faster',
				value: 'speakFaster',
				description: 'Speak it once more and faster, which is billed. If it is still too long, the next begin later.',
			},
			{
				name: 'Move the Next',
				value: 'moveNext',
				description: 'The next captions begin later, until a pause makes up for it',
			},
			{
				name: 'Error',
				value: 'error',
				description: 'Fail and list these captions. By then everything was spoken and is billed.',
			},
		],
		displayOptions: withSubtitles,
	},
	{
		displayName: 'Fastest Speed',
		name: 'fastestSpeed',
		type: 'number',
		typeOptions: { minValue: fastest.min, maxValue: fastest.max, numberPrecision: 2 },
		default: 1.25,
		description: 'The fastest that a caption may be spoken to be in time. Up to 1.25 sounds natural.',
		displayOptions: { show: { textSource: ['subtitles'], whenTooLong: ['speakFaster'] } },
	},
];
