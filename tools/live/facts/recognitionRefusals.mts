import { messageOf, PRO, type Answer, type Api, type Part } from '../api.mts';
import { observed, type Fact, type Standing } from '../fact.mts';
import { textAt } from '../read.mts';
import { sampleOf, SAMPLE_PRICE, silence } from '../sounds.mts';

/** A request that pro refuses with this status and code. Refusals cost nothing. */
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
			const seen = observed(
				answer.status === status && textAt(answer.json, 'code') === code,
				answer.status,
				textAt(answer.json, 'code') || 'no code',
				messageOf(answer),
			);
			return { ...seen, done: answer.status === 200 };
		},
	};
}

const pro =
	(...parts: Part[]) =>
	async (api: Api): Promise<Answer> =>
		api.transcribe(await sampleOf(api), PRO, ...parts);

export const recognitionRefusals: Fact[] = [
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
		'A text instead of audio: 400 `invalid_audio`',
		'docs',
		(api) => api.transcribe(Buffer.from('this is not audio at all'), PRO),
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
		'A JSON body: 415 `unsupported_media_type`',
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
			return { ...observed(ok, answer.status, messageOf(answer)), done: answer.status === 200 };
		},
	},
];
