import { answerProblems } from '../contract.mts';
import { path, setRecognition, sentence, withTimes } from './recognition.mts';

const recognition = setRecognition();
const { recognise, pro, packed, spoken } = recognition;

describe("pro's answer", () => {
	const DIALOGUE = "<|speaker:0|>[laughing] It's Anna. Who is there? <|speaker:1|>Me. <|speaker:0|>Good!";
	const dialogue = () => spoken(DIALOGUE, { reference_id: speakers });
	let speakers: string[];
	beforeAll(async () => {
		speakers = (await recognition.sandbox.seedVoices({ count: 2 })).ids;
	});

	test('has a speaker tag before each turn, surrounded by spaces, and sounds', async () => {
		const { json } = await pro(await dialogue());
		expect(json.text).toBe("<|speaker:0|> [laughter] It's Anna. Who is there? <|speaker:1|> Me. <|speaker:0|> Good!");
		expect(json.speaker_turns).toBeUndefined();
	});

	test('has a speaker tag for a single speaker, too', async () => {
		expect((await pro(await spoken('Hello.'))).json.text).toBe('<|speaker:0|> Hello.');
	});

	test('has timed turns without speaker tags if times are requested', async () => {
		const { json } = await pro(await dialogue(), withTimes);
		expect(answerProblems(path, 'post', 200, json)).toBeNull();
		expect(json.speaker_turns.map(({ speaker, text }: { speaker: string; text: string }) => [speaker, text])).toEqual([
			['speaker:0', "[laughter] It's Anna. Who is there?"],
			['speaker:1', 'Me.'],
			['speaker:0', 'Good!'],
		]);
		const times = json.speaker_turns.flatMap(({ start, end }: { start: number; end: number }) => [start, end]);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect([times[0], times.at(-1)]).toEqual([0, json.duration]);
	});

	test('has speakers numbered in the order in which they begin', async () => {
		const audio = await spoken('<|speaker:1|>One. <|speaker:0|>Two.', { reference_id: speakers });
		expect((await pro(audio)).json.text).toBe('<|speaker:0|> One. <|speaker:1|> Two.');
	});

	test('has no sounds with tag_audio_events=false', async () => {
		const { json } = await pro(await dialogue(), withTimes, ['tag_audio_events', 'False']);
		expect([json.text, json.speaker_turns[0].text]).toEqual([
			"<|speaker:0|> It's Anna. Who is there? <|speaker:1|> Me. <|speaker:0|> Good!",
			"It's Anna. Who is there?",
		]);
	});

	test('has no turns with diarize=false, but keeps the speaker tags', async () => {
		for (const answer of [
			await pro(await dialogue(), withTimes, ['diarize', 'False']),
			await packed({ audio: new Uint8Array(await dialogue()), ignore_timestamps: false, diarize: false }),
		]) {
			expect(answer.json.speaker_turns).toBeUndefined();
			expect(answer.json.text).toMatch(/^<\|speaker:0\|> .* <\|speaker:1\|> /);
		}
	});

	test('has other words if the sandbox is set so: the next of a list, and its last one from then on', async () => {
		const audio = await spoken('Hello.');
		await recognition.sandbox.settings({ heard: ['Goodbye.', 'Good day.'] });
		const heard = [(await pro(audio)).json.text, (await pro(audio)).json.text, (await pro(audio)).json.text];
		expect(heard).toEqual(['Goodbye.', 'Good day.', 'Good day.'].map((text) => `<|speaker:0|> ${text}`));
		await recognition.sandbox.settings({ heard: null });
		expect((await pro(audio)).json.text).toBe('<|speaker:0|> Hello.');
	});

	test('has an extra sound if the sandbox is set so', async () => {
		await recognition.sandbox.settings({ soundEvent: 'applause' });
		const audio = await spoken('Hello.');
		expect((await pro(audio)).json.text).toBe('<|speaker:0|> [applause] Hello.');
		expect((await recognise(audio)).json.text).toBe('Hello.');
	});

	test('has a request ID, also as a header', async () => {
		const { json, headers } = await pro(await spoken('Hello.'));
		expect(json.request_id).toMatch(/^[0-9a-f-]{36}$/);
		expect(headers.get('x-request-id')).toBe(json.request_id);
	});

	test('has no spaces in Chinese, neither after the speaker tag nor between sentences', async () => {
		const { json } = await pro(await spoken('早上好。很好，谢谢。'), withTimes);
		expect(json).toMatchObject({ text: '<|speaker:0|>早上好。很好，谢谢。', language_code: 'zh' });
		expect(json.segments.map(({ text }: { text: string }) => text)).toEqual([...'早上好很好谢谢']);
	});
});

describe('segments', () => {
	test('are single words without punctuation, and only come on request', async () => {
		const audio = await spoken(sentence);
		for (const answer of [
			await recognise(audio, withTimes),
			await pro(audio, withTimes),
			await packed({ audio: new Uint8Array(audio), ignore_timestamps: false }),
		]) {
			const { segments, duration } = answer.json;
			expect(segments.map(({ text }: { text: string }) => text)).toEqual(
				'Hello Anna your order hasnt shipped It costs 35 dollars'.split(' '),
			);
			expect([segments[0].start, segments.at(-1).end]).toEqual([0, duration]);
			for (const { start, end } of segments) expect(end).toBeGreaterThanOrEqual(start);
		}
		expect((await recognise(audio)).json.segments).toEqual([]);
	});

	test('are single characters in Japanese', async () => {
		const { json } = await recognise(await spoken('東京へ、ようこそ。'), withTimes);
		expect(json.segments.map(({ text }: { text: string }) => text)).toEqual([...'東京へようこそ']);
	});

	test.each(['True', '1', 'yes', '', 'false'])(
		'ignore_timestamps=%j in a form means false, like everything but `true`',
		async (word) => {
			expect((await recognise(await spoken('Hello.'), ['ignore_timestamps', word])).json.segments).toHaveLength(1);
		},
	);

	test('ignore_timestamps=true in a form means true', async () => {
		expect((await recognise(await spoken('Hello.'), ['ignore_timestamps', 'true'])).json.segments).toEqual([]);
	});
});
