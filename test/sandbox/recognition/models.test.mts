import { FishAudioClient } from 'fish-audio';
import { speakJson } from '../api.mts';
import { answerProblems } from '../contract.mts';
import { longWav, path, proModel, setRecognition, sentence, withTimes } from './recognition.mts';
import { factsOf } from '../sound.mts';

const recognition = setRecognition();
const { send, recognise, pro, spoken } = recognition;

describe('the model', () => {
	test.each([undefined, '', 'transcribe-1', 'Transcribe-1-Pro', 'transcribe-1-pr0', 's2.1-pro'])(
		'header %j is served as transcribe-1',
		async (model) => {
			const { json } = await send([['audio', await spoken(sentence), 'a'], withTimes], model);
			expect(json).toMatchObject({ text: sentence, language_code: 'en', language: 'English' });
			expect(Object.keys(json).sort()).toEqual(['duration', 'language', 'language_code', 'segments', 'text']);
		},
	);

	test.each([undefined, 'transcribe-1', 'transcribe-1-pr0'])(
		'after the end of transcribe-1, pro serves header %j, so its text has speaker tags and sounds',
		async (model) => {
			await recognition.sandbox.settings({ oldModelsEnded: true, soundEvent: 'laughter' });
			const { json } = await send([['audio', await spoken(sentence), 'a']], model);
			expect(json.text).toMatch(/^<\|speaker:0\|> \[laughter\] Hello/);
			expect((await send([['audio', longWav(61), 'a']], model)).status).toBe(200);
		},
	);

	test('a form field `model` is ignored', async () => {
		expect((await recognise(await spoken(sentence), ['model', proModel])).json.text).toBe(sentence);
	});

	test.each(['mp3', 'wav', 'opus'])('%s spoken by the sandbox is recognized by both models', async (format) => {
		const { bytes } = await speakJson(recognition.sandbox, { text: sentence, format });
		for (const answer of [await recognise(bytes), await pro(bytes)]) {
			expect(answer.status).toBe(200);
			expect(answerProblems(path, 'post', 200, answer.json)).toBeNull();
			expect(answer.json.text.endsWith(sentence)).toBe(true);
			expect(answer.json.segments).toEqual([]);
			expect(answer.json.duration).toBeCloseTo((await factsOf(bytes)).seconds, 3);
		}
	});
});

test("the vendor's own client is supported", async () => {
	const { bytes } = await speakJson(recognition.sandbox, { text: sentence });
	const client = new FishAudioClient({ apiKey: recognition.sandbox.key, baseUrl: recognition.sandbox.url });
	const audio = new File([new Uint8Array(bytes)], 'speech.mp3', { type: 'audio/mpeg' });
	expect((await client.speechToText.convert({ audio, language: 'en' } as never)).text).toBe(sentence);
});
