import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, createVoice, goodVoice, wavOf, type FormPart } from './api.mts';
import { answerProblems } from './contract.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ trainingMs: 0, speech: 'tone' });
});
afterAll(() => sandbox.stop());

const without = (name: string) => goodVoice.filter(([field]) => field !== name);
const but = (...parts: FormPart[]): FormPart[] => [...goodVoice.filter(([field]) => !parts.some(([name]) => name === field)), ...parts];

test('a good voice is made, and the answer is what the contract says', async () => {
	const made = await createVoice(sandbox, [...goodVoice, ['tags', 'warm'], ['tags', 'slow'], ['description', 'Ä'], ['generate_sample', 'true']]);
	expect(made.status).toBe(201);
	expect(answerProblems('/model', 'post', 201, made.json)).toBeNull();
	expect(made.json).toMatchObject({ title: 'Anna', state: 'trained', tags: ['warm', 'slow'], visibility: 'private', description: 'Ä' });
	expect(made.json._id).toMatch(/^[0-9a-f]{32}$/);
	const sample = await fetch(made.json.samples[0].audio);
	expect(sample.headers.get('content-type')).toBe('audio/mpeg');
});

test('a public voice is made with a cover image', async () => {
	const made = await createVoice(sandbox, but(['visibility', 'public'], ['cover_image', Buffer.from('a picture'), 'cover.png']));
	expect(made.status).toBe(201);
	expect(made.json.cover_image).not.toBe('');
});

const refused: [why: string, parts: FormPart[], says: RegExp][] = [
	['no type', without('type'), /type/],
	['another type', but(['type', 'svc']), /type/],
	['no train_mode', without('train_mode'), /train_mode/],
	['another train_mode', but(['train_mode', 'full']), /train_mode/],
	['no title', without('title'), /title/],
	['a blank title', but(['title', '  ']), /title/],
	['two titles', [...goodVoice, ['title', 'Berta']], /title/],
	['no voices', without('voices'), /voices/],
	['voices as text', but(['voices', 'RIFF']), /voices/],
	['21 voices', [...without('voices'), ...Array.from({ length: 21 }, (): FormPart => ['voices', wavOf(100, 0.1), 'a.wav'])], /voices/],
	['an empty voice', but(['voices', Buffer.alloc(0), 'a.wav']), /empty/],
	['a voice that is no audio', but(['voices', Buffer.from('this is not audio at all'), 'a.wav']), /audio/],
	['default visibility without a cover', without('visibility'), /cover_image/],
	['public without a cover', but(['visibility', 'public']), /cover_image/],
	['an empty cover', but(['visibility', 'public'], ['cover_image', Buffer.alloc(0), 'c.png']), /cover_image/],
	['a visibility of its own', but(['visibility', 'unlisted']), /visibility/],
	['two texts for one voice', [...goodVoice, ['texts', 'a'], ['texts', 'b']], /texts/],
	['a boolean that is none', [...goodVoice, ['enhance_audio_quality', 'maybe']], /enhance_audio_quality/],
	['an unknown field', [...goodVoice, ['colour', 'blue']], /colour/],
	['an unknown file', [...goodVoice, ['sample', wavOf(100, 0.1), 'a.wav']], /sample/],
];

test.each(refused)('refused: %s', async (_why, parts, says) => {
	const answer = await createVoice(sandbox, parts);
	expect(answer.status).toBe(400);
	expect(answer.json).toEqual({ status: 400, message: expect.stringMatching(says) as string });
	expect((await callApi(sandbox, 'GET', '/model?self=true&title=Berta')).json.total).toBe(0);
});

test.each([
	['mp3', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0])],
	['mp3 with a tag', Buffer.from('ID3\x04\0\0\0\0\0\0')],
	['m4a', Buffer.from('\0\0\0\x20ftypM4A \0\0')],
	['opus', Buffer.from('OggS\0\x02\0\0\0\0\0\0')],
	['flac', Buffer.from('fLaC\0\0\0\x22')],
])('%s is audio by its content, whatever its name', async (_type, bytes) => {
	expect((await createVoice(sandbox, but(['voices', bytes, 'no-extension']))).status).toBe(201);
});

test('20 voices with 20 texts are taken', async () => {
	const many = Array.from({ length: 20 }, (_, i): FormPart[] => [['voices', wavOf(100, 0.1), `${i}.wav`], ['texts', `text ${i}`]]);
	expect((await createVoice(sandbox, [...without('voices'), ...many.flat()])).status).toBe(201);
});

test('what cannot be read is answered in plain text', async () => {
	const headers = { 'content-type': 'multipart/form-data; boundary=x' };
	const cut = await callApi(sandbox, 'POST', '/model', { headers, body: '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nAn' });
	expect([cut.status, cut.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
	const json = await callApi(sandbox, 'POST', '/model', { headers: { 'content-type': 'application/json' }, body: '{}' });
	expect([json.status, json.headers.get('content-type')]).toEqual([415, 'text/plain; charset=utf-8']);
});
