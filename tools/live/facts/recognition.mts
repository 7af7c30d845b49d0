import { messageOf, PRO, type Answer, type Api, type Part } from '../api.mts';
import { observed, type Fact, type Observation, type Standing } from '../fact.mts';
import { at, listAt, textAt } from '../read.mts';
import { sampleOf, SAMPLE_PRICE } from '../sounds.mts';

const SPEAKER_TAG = /<\|speaker:\d+\|>/;
const timedField: Part = ['ignore_timestamps', 'false'];

/** The complete transcript of the sample by pro. All facts share it, so it is billed once. */
const shared = (api: Api): Promise<Answer> =>
	api.once('transcript', async () => api.transcribe(await sampleOf(api), PRO, timedField));

/** A fact about the shared transcript. */
function ofPro(name: string, expected: string, standing: Standing, look: (answer: Answer) => Observation): Fact {
	return {
		id: `recognition.${name}`,
		expected,
		standing,
		cost: SAMPLE_PRICE,
		shares: 'transcript',
		check: async (api) => look(await shared(api)),
	};
}

/** A fact with its own transcript. */
function billed(
	name: string,
	expected: string,
	standing: Standing,
	model: string | undefined,
	parts: Part[],
	look: (answer: Answer) => Observation,
): Fact {
	return {
		id: `recognition.${name}`,
		expected,
		standing,
		cost: SAMPLE_PRICE,
		check: async (api) => look(await api.transcribe(await sampleOf(api), model, ...parts)),
	};
}

const textOf = ({ json }: Answer): string => textAt(json, 'text');
const plain = (answer: Answer): Observation =>
	observed(
		answer.status === 200 && textOf(answer) !== '' && !SPEAKER_TAG.test(textOf(answer)),
		answer.status,
		textOf(answer),
	);
const words = ({ json }: Answer): string[] => listAt(json, 'segments').map((segment) => textAt(segment, 'text'));

export const recognition: Fact[] = [
	ofPro('marker', 'Text by pro begins with `<|speaker:0|>`, even if only one person speaks', 'measured', (answer) =>
		observed(/^<\|speaker:0\|> /.test(textOf(answer)), answer.status, textOf(answer)),
	),
	ofPro('words', 'Segments are single words without punctuation', 'measured', (answer) =>
		observed(words(answer).length > 10 && !words(answer).some((word) => /[\s.,!?]/.test(word)), words(answer)),
	),
	ofPro('turns', 'With times there are `speaker_turns`, whose text has no speaker tags', 'docs', ({ json }) => {
		const [turn] = listAt(json, 'speaker_turns');
		const ok =
			textAt(turn, 'speaker') === 'speaker:0' &&
			textAt(turn, 'text') !== '' &&
			!SPEAKER_TAG.test(textAt(turn, 'text')) &&
			typeof at(turn, 'end') === 'number';
		return observed(ok, turn ?? 'none');
	}),
	ofPro('request-id', '`request_id` is the same as the header `x-request-id`', 'docs', ({ json, headers }) =>
		observed(
			textAt(json, 'request_id') !== '' && headers.get('x-request-id') === textAt(json, 'request_id'),
			textAt(json, 'request_id') ? 'in the body' : 'none',
			headers.get('x-request-id') ? 'in the header' : 'none',
		),
	),
	ofPro('seconds', '`duration` is in seconds', 'measured', ({ json }) =>
		observed(Number(at(json, 'duration')) > 2 && Number(at(json, 'duration')) < 60, at(json, 'duration')),
	),
	ofPro('language', '`language_code` has two letters, and `language` is a name', 'docs', ({ json }) =>
		observed(
			at(json, 'language_code') === 'en' && at(json, 'language') === 'English',
			at(json, 'language_code'),
			at(json, 'language'),
		),
	),
	billed(
		'untimed',
		'Without `ignore_timestamps=false` there are neither segments nor turns',
		'docs',
		PRO,
		[],
		({ status, json }) =>
			observed(
				status === 200 &&
					Array.isArray(at(json, 'segments')) &&
					listAt(json, 'segments').length === 0 &&
					at(json, 'speaker_turns') === undefined,
				status,
				at(json, 'segments'),
				at(json, 'speaker_turns') ?? 'no turns',
			),
	),
	billed(
		'no-diarizing',
		'`diarize=false`: no turns, but the speaker tags stay',
		'docs',
		PRO,
		[timedField, ['diarize', 'false']],
		(answer) =>
			observed(
				at(answer.json, 'speaker_turns') === undefined && SPEAKER_TAG.test(textOf(answer)),
				textOf(answer),
				at(answer.json, 'speaker_turns') ?? 'no turns',
			),
	),
	billed(
		'no-header',
		'Without the `model` header: `transcribe-1`, whose text has no speaker tags (until 2026-12-31)',
		'measured',
		undefined,
		[],
		plain,
	),
	billed('misspelt', 'With a misspelt model: `transcribe-1`', 'docs', 'transcribe-1-pr', [], plain),
	billed('form-field', 'A form field `model` is ignored', 'measured', undefined, [['model', PRO]], plain),
	{
		id: 'recognition.packed',
		expected: 'MessagePack is accepted, too, with booleans',
		standing: 'contract',
		cost: SAMPLE_PRICE,
		async check(api) {
			const packed = { audio: await sampleOf(api), ignore_timestamps: false, tag_audio_events: false };
			const answer = await api.ask('POST', '/v1/asr', { packed, model: PRO });
			return observed(
				answer.status === 200 && words(answer).length > 10,
				answer.status,
				answer.status === 200 ? words(answer) : messageOf(answer),
			);
		},
	},
];
