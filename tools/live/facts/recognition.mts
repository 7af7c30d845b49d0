import { type Answer, type Api, type Part, messageOf } from '../api.mts';
import { sight, type Fact, type Sight, type Standing } from '../fact.mts';
import { at, listAt, textAt } from '../read.mts';
import { sampleOf, SAMPLE_PRICE, silence } from '../sounds.mts';

const PRO = 'transcribe-1-pro';
const MARKER = /<\|speaker:\d+\|>/;
const timedField: Part = ['ignore_timestamps', 'false'];

/** Pro's full transcript of the sample. All facts share it, so it is billed once. */
const shared = (api: Api): Promise<Answer> =>
	api.once('transcript', async () => api.transcribe(await sampleOf(api), PRO, timedField));

/** A fact about the shared transcript. */
function ofPro(name: string, expected: string, standing: Standing, look: (answer: Answer) => Sight): Fact {
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
	look: (answer: Answer) => Sight,
): Fact {
	return {
		id: `recognition.${name}`,
		expected,
		standing,
		cost: SAMPLE_PRICE,
		check: async (api) => look(await api.transcribe(await sampleOf(api), model, ...parts)),
	};
}

/** A request that pro refuses with this status and code. Failures cost nothing. */
function refused(
	name: string,
	expected: string,
	standing: Standing,
	send: (api: Api) => Promise<Answer>,
	status: number,
	code: string,
): Fact {
	return {
		id: `recognition.${name}`,
		expected,
		standing,
		risk: SAMPLE_PRICE,
		async check(api) {
			const answer = await send(api);
			const seen = sight(
				answer.status === status && textAt(answer.json, 'code') === code,
				answer.status,
				textAt(answer.json, 'code') || 'no code',
				messageOf(answer),
			);
			return { ...seen, done: answer.status === 200 };
		},
	};
}

const textOf = ({ json }: Answer): string => textAt(json, 'text');
const plain = (answer: Answer): Sight =>
	sight(answer.status === 200 && textOf(answer) !== '' && !MARKER.test(textOf(answer)), answer.status, textOf(answer));
const words = ({ json }: Answer): string[] => listAt(json, 'segments').map((segment) => textAt(segment, 'text'));

const answers: Fact[] = [
	ofPro('marker', 'Text of pro begins with `<|speaker:0|>`, even when only one person speaks', 'measured', (answer) =>
		sight(/^<\|speaker:0\|> /.test(textOf(answer)), answer.status, textOf(answer)),
	),
	ofPro('words', 'Segments are single words without marks', 'measured', (answer) =>
		sight(words(answer).length > 10 && !words(answer).some((word) => /[\s.,!?]/.test(word)), words(answer)),
	),
	ofPro('turns', 'With times there are `speaker_turns`, whose text has no markers', 'docs', ({ json }) => {
		const [turn] = listAt(json, 'speaker_turns');
		const ok =
			textAt(turn, 'speaker') === 'speaker:0' &&
			textAt(turn, 'text') !== '' &&
			!MARKER.test(textAt(turn, 'text')) &&
			typeof at(turn, 'end') === 'number';
		return sight(ok, turn ?? 'none');
	}),
	ofPro('request-id', '`request_id`, the same in the header `x-request-id`', 'docs', ({ json, headers }) =>
		sight(
			textAt(json, 'request_id') !== '' && headers.get('x-request-id') === textAt(json, 'request_id'),
			textAt(json, 'request_id') ? 'in the body' : 'none',
			headers.get('x-request-id') ? 'in the header' : 'none',
		),
	),
	ofPro('seconds', '`duration` is in seconds', 'measured', ({ json }) =>
		sight(Number(at(json, 'duration')) > 2 && Number(at(json, 'duration')) < 60, at(json, 'duration')),
	),
	ofPro('language', '`language_code` of two letters, and `language` by name', 'docs', ({ json }) =>
		sight(
			at(json, 'language_code') === 'en' && at(json, 'language') === 'English',
			at(json, 'language_code'),
			at(json, 'language'),
		),
	),
	billed(
		'untimed',
		'Segments are empty unless times are asked for, and there are no turns',
		'docs',
		PRO,
		[],
		({ status, json }) =>
			sight(
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
		'`diarize=false`: no turns, but the markers stay',
		'docs',
		PRO,
		[timedField, ['diarize', 'false']],
		(answer) =>
			sight(
				at(answer.json, 'speaker_turns') === undefined && MARKER.test(textOf(answer)),
				textOf(answer),
				at(answer.json, 'speaker_turns') ?? 'no turns',
			),
	),
	billed(
		'no-header',
		'Without the `model` header: `transcribe-1`, whose text has no markers (until 2026-12-31)',
		'measured',
		undefined,
		[],
		plain,
	),
	billed('misspelt', 'With a misspelt model: `transcribe-1`', 'docs', 'transcribe-1-pr', [], plain),
	billed('form-field', 'A form field `model` is ignored', 'measured', undefined, [['model', PRO]], plain),
	{
		id: 'recognition.packed',
		expected: 'MessagePack is taken, too, with flags that are flags',
		standing: 'contract',
		cost: SAMPLE_PRICE,
		async check(api) {
			const packed = { audio: await sampleOf(api), ignore_timestamps: false, tag_audio_events: false };
			const answer = await api.ask('POST', '/v1/asr', { packed, model: PRO });
			return sight(
				answer.status === 200 && words(answer).length > 10,
				answer.status,
				answer.status === 200 ? words(answer) : messageOf(answer),
			);
		},
	},
];

const pro =
	(...parts: Part[]) =>
	async (api: Api): Promise<Answer> =>
		api.transcribe(await sampleOf(api), PRO, ...parts);

const refusals: Fact[] = [
	refused(
		'number-with-range',
		'`num_speakers` with `min_speakers`: 400 `invalid_parameter`',
		'docs',
		pro(['num_speakers', '2'], ['min_speakers', '1']),
		400,
		'invalid_parameter',
	),
	refused(
		'number-without-turns',
		'`num_speakers` with `diarize=false`: 400 `invalid_parameter`',
		'docs',
		pro(['num_speakers', '2'], ['diarize', 'false']),
		400,
		'invalid_parameter',
	),
	refused(
		'language-with-region',
		'`language=en-US`: 400 `invalid_parameter`',
		'docs',
		pro(['language', 'en-US']),
		400,
		'invalid_parameter',
	),
	refused(
		'no-audio',
		'What is no audio: 400 `invalid_audio`',
		'docs',
		(api) => api.transcribe(Buffer.from('this is no audio at all'), PRO),
		400,
		'invalid_audio',
	),
	refused(
		'raw-pcm',
		'Raw PCM: 400 `invalid_audio`',
		'docs',
		async (api) => api.transcribe((await sampleOf(api)).subarray(44), PRO),
		400,
		'invalid_audio',
	),
	refused(
		'too-short',
		'Less than 0.08 seconds: 400 `audio_too_short`',
		'docs',
		(api) => api.transcribe(silence(0.05), PRO),
		400,
		'audio_too_short',
	),
	refused(
		'json',
		'A body of JSON: 415 `unsupported_media_type`',
		'docs',
		(api) => api.ask('POST', '/v1/asr', { json: {}, model: PRO }),
		415,
		'unsupported_media_type',
	),
	{
		id: 'recognition.silence',
		expected: 'Silence: 503 `Failed to transcribe audio: upstream ASR service timed out.`',
		standing: 'measured',
		risk: 0.0005,
		async check(api) {
			const answer = await api.transcribe(silence(5), PRO);
			const ok =
				answer.status === 503 && messageOf(answer) === 'Failed to transcribe audio: upstream ASR service timed out.';
			return { ...sight(ok, answer.status, messageOf(answer)), done: answer.status === 200 };
		},
	},
];

export const recognition: Fact[] = [...refusals, ...answers];
