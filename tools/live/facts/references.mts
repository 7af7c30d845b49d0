import { FREE, messageOf, type Answer, type Api } from '../api.mts';
import { observed, type Fact, type Observation, type Standing } from '../fact.mts';
import { mp3Of, sampleOf, SAMPLE_TEXT, silence } from '../sounds.mts';

const WAV_HEADER_BYTES = 44;
const TOO_LONG_SECONDS = 378;
const NOT_VALID = 'Reference Audio is not valid, please check your reference audio';

const speakAs = (api: Api, audio: Buffer, text = SAMPLE_TEXT): Promise<Answer> =>
	api.ask('POST', '/v1/tts', { packed: { text: 'Hi.', references: [{ audio, text }] }, model: FREE });

const spoken = (answer: Answer): Observation =>
	observed(
		answer.status === 200,
		answer.status,
		answer.status === 200 ? `${answer.bytes.length} bytes` : messageOf(answer),
	);

function fact(name: string, expected: string, standing: Standing, check: (api: Api) => Promise<Observation>): Fact {
	return { id: `references.${name}`, expected, standing, check };
}

export const references: Fact[] = [
	fact('packed', 'WAV as MessagePack: 200', 'measured', async (api) => spoken(await speakAs(api, await sampleOf(api)))),
	fact('mp3', 'MP3 is accepted', 'measured', async (api) => spoken(await speakAs(api, await mp3Of(api)))),
	fact('opus', 'Opus in Ogg is accepted', 'measured', async (api) =>
		spoken(await speakAs(api, (await api.speak({ text: SAMPLE_TEXT, format: 'opus' })).bytes)),
	),
	fact('empty-text', 'The `text` of a reference may be empty', 'measured', async (api) =>
		spoken(await speakAs(api, await sampleOf(api), '')),
	),
	fact(
		'several-speakers',
		'Several speakers: an array of arrays of samples, one for each speaker',
		'contract',
		async (api) => {
			const audio = await sampleOf(api);
			const samples = [[{ audio, text: SAMPLE_TEXT }], [{ audio: await mp3Of(api), text: SAMPLE_TEXT }]];
			const packed = { text: '<|speaker:0|>Hi. <|speaker:1|>Hi.', references: samples, reference_id: ['a', 'b'] };
			return spoken(await api.ask('POST', '/v1/tts', { packed, model: FREE }));
		},
	),
	fact('base64-in-json', `Base64 in JSON: 400 \`${NOT_VALID}\``, 'measured', async (api) => {
		const audio = (await sampleOf(api)).toString('base64');
		const answer = await api.speak({ text: 'Hi.', references: [{ audio, text: SAMPLE_TEXT }] });
		return observed(
			answer.status === 400 && messageOf(answer) === NOT_VALID,
			answer.status,
			answer.status === 200 ? 'spoken' : messageOf(answer),
		);
	}),
	fact('numbers-in-json', 'Bytes as numbers in a JSON array are accepted', 'measured', async (api) => {
		const audio = [...(await mp3Of(api))];
		return spoken(await api.speak({ text: 'Hi.', references: [{ audio, text: SAMPLE_TEXT }] }));
	}),
	fact('too-long', 'More than 376 seconds: 400 `Reference audio too long`', 'measured', async (api) => {
		const answer = await speakAs(api, silence(TOO_LONG_SECONDS));
		return observed(
			answer.status === 400 && /^Reference audio too long/.test(messageOf(answer)),
			answer.status,
			answer.status === 200 ? 'spoken' : messageOf(answer),
		);
	}),
	fact('raw-pcm', 'Raw PCM: 400', 'measured', async (api) => {
		const answer = await speakAs(api, (await sampleOf(api)).subarray(WAV_HEADER_BYTES));
		return observed(answer.status === 400, answer.status, answer.status === 200 ? 'spoken' : messageOf(answer));
	}),
];
