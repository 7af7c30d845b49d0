import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson, wavOf } from './api.mts';
import { answerProblems } from './contract.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.settings({ credit: 100 }));

const speakPacked = (body: unknown, model = 's2.1-pro') =>
	callApi(sandbox, 'POST', '/v1/tts', { headers: { 'content-type': 'application/msgpack', model }, body: new Uint8Array(encode(body)) });

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

test.each([
	['no text', {}, /text/],
	['an empty text', { text: '' }, /text/],
	['a blank text', { text: ' \n' }, /text/],
	['a text that is none', { text: 5 }, /text/],
	['too high a temperature', { text: 'a', temperature: 1.1 }, /temperature/],
	['a negative top_p', { text: 'a', top_p: -0.1 }, /top_p/],
	['a short chunk', { text: 'a', chunk_length: 99 }, /chunk_length/],
	['a long chunk', { text: 'a', chunk_length: 301 }, /chunk_length/],
	['a fraction of a chunk', { text: 'a', chunk_length: 200.5 }, /chunk_length/],
	['a long minimum', { text: 'a', min_chunk_length: 101 }, /min_chunk_length/],
	['another format', { text: 'a', format: 'flac' }, /format/],
	['another bitrate', { text: 'a', mp3_bitrate: 96 }, /mp3_bitrate/],
	['another opus bitrate', { text: 'a', format: 'opus', opus_bitrate: 0 }, /opus_bitrate/],
	['another latency', { text: 'a', latency: 'fast' }, /latency/],
	['mp3 at 16 kHz', { text: 'a', format: 'mp3', sample_rate: 16000 }, /sample_rate/],
	['opus at 44.1 kHz', { text: 'a', format: 'opus', sample_rate: 44100 }, /sample_rate/],
	['wav at 48 kHz', { text: 'a', format: 'wav', sample_rate: 48000 }, /sample_rate/],
	['slower than half', { text: 'a', prosody: { speed: 0.4 } }, /speed/],
	['faster than double', { text: 'a', prosody: { speed: 2.1 } }, /speed/],
	['too loud', { text: 'a', prosody: { volume: 21 } }, /volume/],
	['too soft', { text: 'a', prosody: { volume: -21 } }, /volume/],
	['a speed as text', { text: 'a', prosody: { speed: '1' } }, /speed/],
	['an unknown voice', { text: 'a', reference_id: '00000000000000000000000000000000' }, /no voice/],
	['an unknown voice among others', { text: 'a', reference_id: ['nobody'] }, /no voice/],
	['a list of no voices', { text: 'a', reference_id: [] }, /reference_id/],
	['a speaker without a voice', { text: '<|speaker:3|>a' }, /speaker/],
	['an unknown field', { text: 'a', speed: 1 }, /speed/],
	['references in JSON', { text: 'a', references: [{ audio: 'UklGRg==', text: 'a' }] }, /MessagePack/],
])('refused: %s', async (_why, body, says) => {
	const before = await credit();
	const answer = await speakJson(sandbox, body);
	expect(answer.status).toBe(400);
	expect(answer.json).toMatchObject({ status: 400, message: expect.stringMatching(says) as string });
	expect(await credit()).toBe(before);
});

test('several voices are for S2', async () => {
	const { ids } = await sandbox.seedVoices({ count: 2 });
	const body = { text: '<|speaker:0|>Hi. <|speaker:1|>Hello.', reference_id: ids };
	expect((await speakJson(sandbox, body, 's1')).status).toBe(400);
	for (const model of ['s2-pro', 's2.1-pro', 's2.1-pro-free']) expect((await speakJson(sandbox, body, model)).status).toBe(200);
	const nested = { text: 'Hi.', references: [[{ audio: new Uint8Array(wavOf(100)), text: 'a' }]] };
	expect((await speakPacked(nested, 's1')).status).toBe(400);
	expect((await speakPacked(nested)).status).toBe(200);
});

test.each([
	['text instead of audio', { audio: 'RIFF', text: 'a' }],
	['no text', { audio: new Uint8Array(wavOf(100)) }],
	['an empty text', { audio: new Uint8Array(wavOf(100)), text: '' }],
	['no bytes', { audio: new Uint8Array(0), text: 'a' }],
	['bytes that are no audio', { audio: new Uint8Array(100), text: 'a' }],
	['ogg, which is not taken here', { audio: new Uint8Array(Buffer.from('OggS\0\x02\0\0\0\0\0\0')), text: 'a' }],
])('a reference with %s is refused', async (_why, reference) => {
	expect((await speakPacked({ text: 'Hi.', references: [reference] })).status).toBe(400);
});

test('the same request as JSON and as MessagePack is the same speech', async () => {
	const body = { text: 'Hi.', format: 'wav', reference_id: null, prosody: null };
	expect((await speakPacked(body)).bytes.equals((await speakJson(sandbox, body)).bytes)).toBe(true);
});

test.each([
	['application/json', '{"text": "a"', 400],
	['application/msgpack', '\xc1', 400],
	['text/plain', 'hello', 415],
])('an unreadable body of %s is answered in plain text', async (type, body, status) => {
	const answer = await callApi(sandbox, 'POST', '/v1/tts', { headers: { 'content-type': type }, body: Buffer.from(body, 'latin1') });
	expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
});

test('speech is charged by the UTF-8 byte, the free model not at all', async () => {
	await sandbox.settings({ credit: 1 });
	await speakJson(sandbox, { text: 'é'.repeat(1000) });
	expect(await credit()).toBeCloseTo(1 - 2000 * 0.000015, 6);
	await speakJson(sandbox, { text: 'a'.repeat(1000) }, 'a-model-it-does-not-know');
	expect(await credit()).toBeCloseTo(1 - 3000 * 0.000015, 6);
	await speakJson(sandbox, { text: 'a'.repeat(1000) }, 's2.1-pro-free');
	await sandbox.ttsBytes({ text: 'a'.repeat(1000) });
	expect(await credit()).toBeCloseTo(1 - 3000 * 0.000015, 6);
});

test('without credit there is no speech, but for the free model', async () => {
	await sandbox.settings({ credit: 0 });
	const answer = await speakJson(sandbox, { text: 'Hi.' });
	expect(answer.status).toBe(402);
	expect(answerProblems('/v1/tts', 'post', 402, answer.json)).toBeNull();
	expect((await speakJson(sandbox, { text: 'Hi.' }, 's2.1-pro-free')).status).toBe(200);
	const { json } = await callApi(sandbox, 'GET', '/wallet/self/api-credit');
	expect(answerProblems('/wallet/{user_id}/api-credit', 'get', 200, json)).toBeNull();
	expect(json.credit).toBe('0.000000');
});

test('the package is shown', async () => {
	const { status, json } = await callApi(sandbox, 'GET', '/wallet/self/package');
	expect(status).toBe(200);
	expect(answerProblems('/wallet/{user_id}/package', 'get', 200, json)).toBeNull();
});

test.each([undefined, 'Bearer wrong', 'sandbox-key', 'Basic sandbox-key'])('the key is asked for: %s', async (authorization) => {
	const posts = ['/model', '/v1/tts', '/v1/tts/stream/with-timestamp', '/v1/voice-design', '/v1/asr'].map((path) => ['POST', path] as const);
	const gets = ['/model', '/wallet/self/api-credit', '/wallet/self/package'].map((path) => ['GET', path] as const);
	for (const [method, path] of [...posts, ...gets]) {
		const response = await fetch(`${sandbox.url}${path}`, { method, headers: authorization === undefined ? {} : { authorization } });
		expect(response.status).toBe(401);
		expect(answerProblems('/v1/tts', 'post', 401, await response.json())).toBeNull();
	}
});

test.each([
	['GET', '/', 404],
	['GET', '/models', 404],
	['GET', '/model/a/b', 404],
	['GET', '/model/%E0%A4%A', 404],
	['GET', '//', 404],
	['PUT', '/model', 405],
	['GET', '/v1/tts', 405],
	['GET', '/v1/tts/stream', 404],
	['GET', '/v1/tts/stream/with-timestamp', 405],
	['PUT', '/v1/voice-design', 405],
	['GET', '/v1/asr', 405],
	['GET', '/wallet/someone/package', 404],
])('%s %s is answered %i', async (method, path, status) => {
	const answer = await callApi(sandbox, method, path);
	expect([answer.status, answer.json.status]).toEqual([status, status]);
});
