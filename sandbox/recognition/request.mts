import { checkerFor } from '../contract.mts';
import { RecognitionFailure } from './failure.mts';

/** The options of a recognition request, from either media type. */
export interface RecognitionRequest {
	timed: boolean;
	events: boolean;
	turns: boolean;
}

interface Fields {
	language?: string | null;
	ignore_timestamps?: boolean | string;
	tag_audio_events?: boolean | string;
	diarize?: boolean | string;
	num_speakers?: number | string | null;
	min_speakers?: number | string | null;
	max_speakers?: number | string | null;
	model?: unknown;
}

const flag = { anyOf: [{ type: 'boolean' }, { type: 'string' }] };
const count = {
	anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string', pattern: '^[1-9][0-9]*$' }, { type: 'null' }],
};

/**
 * Unknown fields are refused, so that no misspelt option goes unnoticed. `model` is accepted and ignored.
 */
const checkFields = checkerFor<Fields>({
	type: 'object',
	required: ['audio'],
	additionalProperties: false,
	properties: {
		audio: { bytes: true },
		language: { anyOf: [{ type: 'string' }, { type: 'null' }] },
		ignore_timestamps: flag,
		tag_audio_events: flag,
		diarize: flag,
		num_speakers: count,
		min_speakers: count,
		max_speakers: count,
		model: {},
	},
});

const wrong = (message: string) => new RecognitionFailure('invalid_parameter', message);

/** A flag in a form is a word, in upper or lower case. */
function flagOf(name: string, value: boolean | string): boolean {
	if (typeof value === 'boolean') return value;
	const word = value.toLowerCase();
	if (word === 'true' || word === 'false') return word === 'true';
	throw wrong(`${name} must be true or false, not '${value}'`);
}

function diarized({ diarize = 'auto' }: Fields): boolean {
	if (typeof diarize === 'string' && diarize.toLowerCase() === 'auto') return true;
	return flagOf('diarize', diarize);
}

function checkSpeakers({ num_speakers: exactly, min_speakers: min, max_speakers: max }: Fields, turns: boolean): void {
	const someLimit = [exactly, min, max].some((value) => value != null);
	if (someLimit && !turns) throw wrong('A number of speakers does not go with diarize=false');
	if (exactly != null && (min != null || max != null))
		throw wrong('num_speakers does not go with min_speakers or max_speakers');
	if (min != null && max != null && Number(min) > Number(max))
		throw wrong('min_speakers must not be above max_speakers');
}

/** The first model ignores the fields of pro. @throws RecognitionFailure 400 */
export function recognitionRequestOf(sent: unknown, pro: boolean): RecognitionRequest {
	const checked = checkFields(sent);
	if (!checked.ok) throw new RecognitionFailure('invalid_request', checked.problem);
	const fields = checked.value;
	if (fields.language != null && !/^[a-z]{2}$/.test(fields.language))
		throw wrong(`language must be a code of two letters, not '${fields.language}'`);
	// In a form, anything but this one word means false.
	const ignored = fields.ignore_timestamps ?? true;
	const timed = !(ignored === true || ignored === 'true');
	if (!pro) return { timed, events: false, turns: false };
	const turns = diarized(fields);
	checkSpeakers(fields, turns);
	return { timed, events: flagOf('tag_audio_events', fields.tag_audio_events ?? true), turns };
}
