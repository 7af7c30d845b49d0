import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../fishAudio/errors';
import { estimateSpeech } from '../../fishAudio/speech/estimate';
import { ranges } from '../../fishAudio/speech/settings';
import type { LongSpeechRequest } from '../../fishAudio/speech/speechRequest';
import type { Item } from '../shared/items/item';
import type { Target } from './fit';

const usual = { slowest: 0.9, fastest: 1.15, maxTakes: 3 };
const limits = { seconds: 3600, takes: 10 };

const speedField = (name: string, displayName: string, value: number, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: ranges.speed.min, maxValue: ranges.speed.max, numberPrecision: 2 },
	default: value,
	description,
});

/** The fields of *Timing* about the length of the audio, by name. */
export const targetFields = {
	fastest: speedField(
		'fastest',
		'Fastest Speed',
		usual.fastest,
		"The fastest that the voice may speak to reach 'Target Length'. Up to 1.15 sounds natural.",
	),
	fit: {
		displayName: 'Fit',
		name: 'fit',
		type: 'options',
		default: 'atMost',
		description: "Whether the audio may be shorter than 'Target Length'",
		options: [
			{ name: 'At Most', value: 'atMost', description: 'The audio may be shorter, but not longer' },
			{ name: 'Exactly', value: 'exactly', description: 'Silence at the end fills what is left' },
		],
	},
	maxTakes: {
		displayName: 'Max Takes',
		name: 'maxTakes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: limits.takes },
		default: 3,
		description: "How many times the text may be spoken to reach 'Target Length'. Each take is billed.",
	},
	slowest: speedField(
		'slowest',
		'Slowest Speed',
		usual.slowest,
		"The slowest that the voice may speak to reach 'Target Length', if 'Fit' is 'Exactly'",
	),
	targetSeconds: {
		displayName: 'Target Length (Seconds)',
		name: 'targetSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: limits.seconds, numberPrecision: 2 },
		default: 15,
		description:
			'The length that the audio should have, silence included. The text is spoken and measured. If it does not fit, ' +
			'it is spoken again at another speed. Each take is billed. If it cannot fit, the error says how much to cut.',
	},
} satisfies Record<string, INodeProperties>;

type Names = 'targetSeconds' | 'fastest' | 'slowest' | 'maxTakes';

function checkNumber(name: Names, value: number, { min, max }: { min: number; max: number }, isWhole = false): void {
	if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return;
	const number = isWhole ? 'a whole number' : 'a number';
	throw inputError(`'${targetFields[name].displayName}' cannot be ${value}`, `Enter ${number} from ${min} to ${max}.`);
}

function checkTarget({ seconds, fastest, slowest, maxTakes }: Target, request: LongSpeechRequest): void {
	checkNumber('targetSeconds', seconds, { min: 1, max: limits.seconds });
	checkNumber('fastest', fastest, ranges.speed);
	checkNumber('slowest', slowest, ranges.speed);
	checkNumber('maxTakes', maxTakes, { min: 1, max: limits.takes }, true);
	if (slowest > fastest) {
		throw inputError(
			`'Slowest Speed' ${slowest} is faster than 'Fastest Speed' ${fastest}`,
			"Change one of them under 'Timing'.",
		);
	}
	if (request.speed !== undefined) {
		throw inputError(
			"'Speed' cannot be set together with 'Target Length (Seconds)'",
			"Remove 'Speed' under 'Sound'. 'Slowest Speed' and 'Fastest Speed' under 'Timing' set its bounds.",
		);
	}
	const { silence } = estimateSpeech(request);
	if (silence < seconds) return;
	throw inputError(
		`The pauses and the silence of the item last ${silence} s, which leaves nothing of the 'Target Length (Seconds)'`,
		'Shorten them, or choose a longer target.',
	);
}

/** Reads the length that the audio is to have; undefined if any will do. Fails with `input` on what cannot be. */
export function targetOf(item: Item, request: LongSpeechRequest): Target | undefined {
	const timing = item.within('timing');
	const { targetSeconds, ...numbers } = timing.numbers(['targetSeconds', 'fastest', 'slowest', 'maxTakes']);
	const fit = timing.choice('fit', ['atMost', 'exactly']) ?? 'atMost';
	if (targetSeconds === undefined) return undefined;
	const target = { seconds: targetSeconds, fit, ...usual, ...numbers };
	checkTarget(target, request);
	return target;
}
