import type { INodeProperties } from 'n8n-workflow';

import { silenceRanges, type Range } from '../../fishAudio/speech/settings';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Item } from '../shared/items/item';
import { targetFields } from './targetLength';

const silenceField = (
	{ label, min, max }: Range,
	field: Pick<INodeProperties, 'name' | 'description'>,
): INodeProperties => ({
	displayName: label,
	type: 'number',
	typeOptions: { minValue: min, maxValue: max, numberPrecision: 3 },
	default: 0.5,
	...field,
});

/** The fields under *Timing*: the length, then the silences, then how the length is reached. */
const timingFields: INodeProperties[] = [
	targetFields.targetSeconds,
	targetFields.fit,
	silenceField(silenceRanges.silenceBefore, {
		name: 'silenceBefore',
		description:
			'Silence at the beginning of the audio, up to 60 seconds. Half a second keeps telephones from clipping ' +
			'the first syllable.',
	}),
	silenceField(silenceRanges.silenceAfter, {
		name: 'silenceAfter',
		description: 'Silence at the end of the audio, up to 60 seconds',
	}),
	{
		displayName: 'Trim Silence',
		name: 'trimSilence',
		type: 'boolean',
		default: true,
		description:
			'Whether to cut the silence that Fish Audio leaves at the beginning and at the end, except for 50 ms. ' +
			'Silence Before and After are added afterwards. For WAV, PCM and Phone; MP3 and Opus cannot be cut safely.',
	},
	targetFields.fastest,
	targetFields.slowest,
	targetFields.maxTakes,
];

/** The collection *Timing*. */
export const timingField: INodeProperties = {
	displayName: 'Timing',
	name: 'timing',
	type: 'collection',
	placeholder: 'Add timing',
	default: {},
	description: 'How long the audio becomes, and the silence around the speech. Captions follow.',
	options: timingFields,
};

/** The silence that is wanted around the speech. What has no effect is left out. */
export function timingSettings(item: Item): Partial<LongSpeechRequest> {
	const timing = item.within('timing');
	const silences = timing.numbers(['silenceBefore', 'silenceAfter']);
	const set = Object.entries(silences).filter(([, seconds]) => seconds !== 0);
	return { ...Object.fromEntries(set), ...(timing.flag('trimSilence') && { trimSilence: true }) };
}
