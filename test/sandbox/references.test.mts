import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson, wavOf } from './api.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());

const speakPacked = (reference: unknown) =>
	callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack' },
		body: new Uint8Array(encode({ text: 'Hi.', references: [reference] })),
	});

const NOT_VALID = 'Reference Audio is not valid, please check your reference audio';
const bytes = (buffer: Uint8Array) => new Uint8Array(buffer);

test.each([
	['no bytes', new Uint8Array(0)],
	['bytes that are no audio', new Uint8Array(4000)],
	['raw PCM', bytes(wavOf(100).subarray(44))],
	['the beginning of an Ogg file alone', bytes(Buffer.from('OggS\0\x02\0\0\0\0\0\0'))],
	['base64', wavOf(100).toString('base64')],
	['a data address', `data:audio/wav;base64,${wavOf(100).toString('base64')}`],
])('a reference of %s is not valid', async (_what, audio) => {
	const { status, json } = await speakPacked({ audio, text: 'a' });
	expect([status, json]).toEqual([400, { message: NOT_VALID, status: 400 }]);
});

test.each(['', 'What was said.', 'Something else.'])('its text does not matter: "%s"', async (text) => {
	expect((await speakPacked({ audio: bytes(wavOf(100)), text })).status).toBe(200);
});

test.each(['mp3', 'wav', 'opus'])('%s is taken', async (format) => {
	expect((await speakPacked({ audio: bytes(await sandbox.ttsBytes({ text: 'Hello.', format })), text: '' })).status).toBe(200);
});

test('bytes as numbers in JSON work, and are the same voice', async () => {
	const wav = wavOf(150);
	const inJson = await speakJson(sandbox, { text: 'Hi.', references: [{ audio: [...wav], text: 'a' }] });
	expect(inJson.status).toBe(200);
	expect(inJson.bytes.equals((await speakPacked({ audio: bytes(wav), text: 'a' })).bytes)).toBe(true);
});

test('376 seconds are taken, 378 are not', async () => {
	expect((await speakPacked({ audio: bytes(wavOf(100, 376)), text: 'a' })).status).toBe(200);
	const { status, json } = await speakPacked({ audio: bytes(wavOf(100, 378)), text: 'a' });
	expect([status, json.message]).toEqual([400, 'Reference audio too long']);
});
