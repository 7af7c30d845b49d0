import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, createVoice, goodVoice, wavOf, type FormPart } from './api.mts';
import { answerProblems } from './contract.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0, speech: 'tone' });
});
afterAll(() => sandbox.stop());

const without = (name: string) => goodVoice.filter(([field]) => field !== name);
const but = (...parts: FormPart[]): FormPart[] => [
	...goodVoice.filter(([field]) => !parts.some(([name]) => name === field)),
	...parts,
];

test('a voice is created, and the answer fits the contract', async () => {
	const made = await createVoice(sandbox, [
		...goodVoice,
		['tags', 'warm'],
		['tags', 'slow'],
		['description', 'Ä'],
		['generate_sample', 'true'],
	]);
	expect(made.status).toBe(201);
	expect(answerProblems('/model', 'post', 201, made.json)).toBeNull();
	expect(made.json).toMatchObject({
		title: 'Anna',
		state: 'trained',
		tags: ['warm', 'slow'],
		visibility: 'private',
		description: 'Ä',
	});
	expect(made.json._id).toMatch(/^[0-9a-f]{32}$/);
	const sample = await fetch(made.json.samples[0].audio);
	expect(sample.headers.get('content-type')).toBe('audio/mpeg');
});

test.each([
	['public', 'private'],
	['unlist', 'unlist'],
	['private', 'private'],
])('visibility %s becomes %s, without an error', async (asked, got) => {
	const made = await createVoice(sandbox, but(['visibility', asked]));
	expect([made.status, made.json.visibility]).toEqual([201, got]);
	expect((await callApi(sandbox, 'GET', `/model/${made.json._id}`)).json.visibility).toBe(got);
});

test('a voice is private by default', async () => {
	expect((await createVoice(sandbox, without('visibility'))).json.visibility).toBe('private');
});

test('a cover image is kept', async () => {
	expect(
		(await createVoice(sandbox, but(['cover_image', Buffer.from('a picture'), 'cover.png']))).json.cover_image,
	).not.toBe('');
});

test('a voice is trained at once', async () => {
	const fresh = await startSandbox({ speech: 'tone' });
	expect((await createVoice(fresh)).json).toMatchObject({
		state: 'trained',
		licensed: false,
		takedown_category: null,
		source: null,
		pvc_release_state: null,
	});
	await fresh.stop();
});

describe('signatures of voice design', () => {
	const designed = async () => {
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ instruction: 'A calm voice.', n: 2 });
		const { json } = await callApi(sandbox, 'POST', '/v1/voice-design', { headers, body });
		return json.candidates.map(({ audio_base64, signature }: Record<string, string>) => ({
			audio: Buffer.from(audio_base64!, 'base64'),
			signature,
		}));
	};
	const save = (samples: { audio: Buffer; signature: string }[]) =>
		createVoice(sandbox, [
			...without('voices'),
			...samples.flatMap(({ audio, signature }): FormPart[] => [
				['voices', audio, 'a.wav'],
				['voice_design_signatures', signature],
			]),
		]);

	test('with one for each sample, the voice shows its origin', async () => {
		const made = await save(await designed());
		expect([made.status, made.json.source]).toEqual([201, 'voice_design']);
	});

	test('a candidate can be saved without them', async () => {
		const [candidate] = await designed();
		const made = await createVoice(sandbox, but(['voices', candidate.audio, 'a.wav']));
		expect([made.status, made.json.source]).toEqual([201, null]);
	});

	test('the request fails with a wrong one, one of another sample, or too few', async () => {
		const [first, second] = await designed();
		expect((await save([{ audio: first.audio, signature: 'wrong' }])).status).toBe(400);
		expect((await save([{ audio: first.audio, signature: second.signature }])).status).toBe(400);
		const few = [
			...but(['voices', first.audio, 'a.wav'], ['voice_design_signatures', first.signature]),
			['voices', second.audio, 'b.wav'],
		] as FormPart[];
		expect((await createVoice(sandbox, few)).json.message).toMatch(/voice_design_signatures/);
	});
});

const fieldsRefused: [why: string, parts: FormPart[], loc: (string | number)[], type: string][] = [
	['no type', without('type'), ['body', 'type'], 'missing'],
	['another type', but(['type', 'svc']), ['body', 'type'], 'literal_error'],
	['no train_mode', without('train_mode'), ['body', 'train_mode'], 'missing'],
	['another train_mode', but(['train_mode', 'full']), ['body', 'train_mode'], 'literal_error'],
	['no title', without('title'), ['body', 'title'], 'missing'],
	['a blank title', but(['title', '  ']), ['body', 'title'], 'string_too_short'],
	['two titles', [...goodVoice, ['title', 'Berta']], ['body', 'title'], 'list_type'],
	['no voices', without('voices'), ['body', 'voices'], 'missing'],
	['voices as text', but(['voices', 'RIFF']), ['body', 'voices'], 'bytes_type'],
	[
		'21 voices',
		[...without('voices'), ...Array.from({ length: 21 }, (): FormPart => ['voices', wavOf(100, 0.1), 'a.wav'])],
		['body', 'voices'],
		'too_long',
	],
	['an unknown visibility', but(['visibility', 'unlisted']), ['body', 'visibility'], 'literal_error'],
	[
		'an invalid boolean',
		[...goodVoice, ['enhance_audio_quality', 'maybe']],
		['body', 'enhance_audio_quality'],
		'boolean_type',
	],
	['an unknown field', [...goodVoice, ['colour', 'blue']], ['body', 'colour'], 'extra_forbidden'],
	['an unknown file', [...goodVoice, ['sample', wavOf(100, 0.1), 'a.wav']], ['body', 'sample'], 'extra_forbidden'],
];

const made = async () => (await callApi(sandbox, 'GET', '/model?self=true&title=Berta')).json.total;

test.each(fieldsRefused)('refused with 422 and a list: %s', async (_why, parts, loc, type) => {
	const answer = await createVoice(sandbox, parts);
	expect(answer.json).toEqual([{ loc, type, msg: expect.any(String) as string }]);
	expect(answerProblems('/model', 'post', 422, answer.json)).toBeNull();
	expect([answer.status, await made()]).toEqual([422, 0]);
});

const refused: [why: string, parts: FormPart[], says: RegExp][] = [
	['an empty voice', but(['voices', Buffer.alloc(0), 'a.wav']), /empty/],
	['a voice that is not audio', but(['voices', Buffer.from('this is not audio at all'), 'a.wav']), /audio/],
	['an empty cover', but(['cover_image', Buffer.alloc(0), 'c.png']), /cover_image/],
	['two texts for one voice', [...goodVoice, ['texts', 'a'], ['texts', 'b']], /texts/],
];

test.each(refused)('refused with 400: %s', async (_why, parts, says) => {
	const answer = await createVoice(sandbox, parts);
	expect(answer.json).toEqual({ status: 400, message: expect.stringMatching(says) as string });
	expect([answer.status, await made()]).toEqual([400, 0]);
});

test.each([
	['mp3', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0])],
	['mp3 with a tag', Buffer.from('ID3\x04\0\0\0\0\0\0')],
	['m4a', Buffer.from('\0\0\0\x20ftypM4A \0\0')],
	['opus', Buffer.from('OggS\0\x02\0\0\0\0\0\0')],
	['flac', Buffer.from('fLaC\0\0\0\x22')],
])('%s is recognized as audio by its content, whatever its name', async (_type, bytes) => {
	expect((await createVoice(sandbox, but(['voices', bytes, 'no-extension']))).status).toBe(201);
});

test('20 voices with 20 texts are accepted', async () => {
	const many = Array.from({ length: 20 }, (_, i): FormPart[] => [
		['voices', wavOf(100, 0.1), `${i}.wav`],
		['texts', `text ${i}`],
	]);
	expect((await createVoice(sandbox, [...without('voices'), ...many.flat()])).status).toBe(201);
});

test('an unreadable body is answered in plain text', async () => {
	const headers = { 'content-type': 'multipart/form-data; boundary=x' };
	const cut = await callApi(sandbox, 'POST', '/model', {
		headers,
		body: '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nAn',
	});
	expect([cut.status, cut.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
	const json = await callApi(sandbox, 'POST', '/model', {
		headers: { 'content-type': 'application/json' },
		body: '{}',
	});
	expect([json.status, json.headers.get('content-type')]).toEqual([415, 'text/plain; charset=utf-8']);
});
