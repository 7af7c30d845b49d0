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
	callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack', model },
		body: new Uint8Array(encode(body)),
	});

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

const unreadable = /^Failed to parse json request body: /;

test.each([
	['no text', {}, /missing field `text`/],
	['a text that is not a string', { text: 5 }, /invalid type: number `5`, expected a string/],
	[
		'another format',
		{ text: 'a', format: 'flac' },
		/unknown variant `flac`, expected one of `wav`, `pcm`, `mp3`, `opus`/,
	],
	['another bitrate', { text: 'a', mp3_bitrate: 96 }, /unknown variant `96`, expected one of `64`, `128`, `192`/],
	['another opus bitrate', { text: 'a', format: 'opus', opus_bitrate: 0 }, /`0`/],
	['another latency', { text: 'a', latency: 'fast' }, /unknown variant `fast`/],
	['a fraction of a chunk', { text: 'a', chunk_length: 200.5 }, /`200.5`/],
	['a speed as a string', { text: 'a', prosody: { speed: '1' } }, /string "1"/],
	['features as a string', { text: 'a', features: 'quality-guard' }, /sequence/],
	['an unknown field', { text: 'a', speed: 1 }, /unknown field `speed`/],
	['a reference without a text', { text: 'a', references: [{ audio: [1] }] }, /missing field `text`/],
	['a dictionary without an id', { text: 'a', pronunciation_dictionary: [{ version: 'v1' }] }, /missing field `id`/],
])('a body of the wrong form is refused in plain text: %s', async (_why, body, says) => {
	const before = await credit();
	const answer = await speakJson(sandbox, body);
	expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
	expect(answer.bytes.toString()).toMatch(unreadable);
	expect(answer.bytes.toString()).toMatch(says);
	expect(await credit()).toBe(before);
});

test.each([
	['{"text": "a"', ''],
	['{"text": "\\ud83d"}', 'lone leading surrogate in hex escape'],
	['{"text": "a \\ude00 b"}', 'lone leading surrogate in hex escape'],
	['{"text": "a", "reference_id": ["\\ud83d"]}', 'lone leading surrogate in hex escape'],
	['{"text": "\xff"}', 'invalid unicode code point'],
])('JSON that cannot be UTF-8 is refused: %s', async (body, says) => {
	const headers = { 'content-type': 'application/json' };
	const answer = await callApi(sandbox, 'POST', '/v1/tts', { headers, body: Buffer.from(body, 'latin1') });
	expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
	expect(answer.bytes.toString()).toMatch(unreadable);
	expect(answer.bytes.toString()).toContain(says);
});

test.each([1, 300])('half a character in MessagePack is refused, too, after %i letters', async (letters) => {
	const body = Buffer.from(encode({ text: `${'a'.repeat(letters)}???` }));
	body.set([0xed, 0xa0, 0xbd], body.length - 3);
	const answer = await callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack' },
		body,
	});
	expect([answer.status, answer.bytes.toString('latin1', 0, 100)]).toEqual([
		400,
		'Failed to parse msgpack request body: invalid utf-8 sequence',
	]);
});

test.each(['\ufffd', '😀', '{"\ufffd"}'])('complete characters are accepted: %s', async (text) => {
	expect([(await speakPacked({ text })).status, (await speakJson(sandbox, { text })).status]).toEqual([200, 200]);
	const escaped = JSON.stringify({ text }).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	const answer = await callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/json' },
		body: escaped,
	});
	expect(answer.status).toBe(200);
});

test.each([
	['a negative temperature', { text: 'a', temperature: -0.1 }, /temperature/],
	['a negative top_p', { text: 'a', top_p: -0.1 }, /top_p/],
	['a short chunk', { text: 'a', chunk_length: 99 }, /chunk_length/],
	['a long chunk', { text: 'a', chunk_length: 301 }, /chunk_length/],
	['a threshold above 1', { text: 'a', early_stop_threshold: 1.1 }, /early_stop_threshold/],
	['a long minimum', { text: 'a', min_chunk_length: 101 }, /min_chunk_length/],
	['mp3 at 16 kHz', { text: 'a', format: 'mp3', sample_rate: 16000 }, /32000, 44100/],
	['opus at 44.1 kHz', { text: 'a', format: 'opus', sample_rate: 44100 }, /48000/],
	['wav at 48 kHz', { text: 'a', format: 'wav', sample_rate: 48000 }, /8000, 16000, 24000, 32000, 44100/],
	['slower than half', { text: 'a', prosody: { speed: 0.4 } }, /speed/],
	['faster than double', { text: 'a', prosody: { speed: 2.1 } }, /speed/],
	['too loud', { text: 'a', prosody: { volume: 21 } }, /volume/],
	['too soft', { text: 'a', prosody: { volume: -21 } }, /volume/],
	['an empty voice', { text: 'a', reference_id: '' }, /^reference_id must be 1..=128 chars of \[A-Za-z0-9_-\]$/],
	['a voice of 129 characters', { text: 'a', reference_id: 'a'.repeat(129) }, /^reference_id must be 1..=128/],
	['a voice with a slash', { text: 'a', reference_id: 'a/b' }, /^reference_id must be 1..=128/],
	['an unknown voice', { text: 'a', reference_id: 'a'.repeat(128) }, /^Reference not found$/],
	['an unknown voice among others', { text: 'a', reference_id: ['nobody'] }, /^Reference not found$/],
	['a list of no voices', { text: 'a', reference_id: [] }, /reference_id/],
	['a speaker without a voice', { text: '<|speaker:3|>a' }, /speaker/],
	[
		'references in base64',
		{ text: 'a', references: [{ audio: wavOf(100).toString('base64'), text: 'a' }] },
		/^Reference Audio is not valid, please check/,
	],
])('refused: %s', async (_why, body, says) => {
	const before = await credit();
	const answer = await speakJson(sandbox, body);
	expect(answer.status).toBe(400);
	expect(answer.json).toEqual({ status: 400, message: expect.stringMatching(says) as string });
	expect(await credit()).toBe(before);
});

test.each([
	['an empty text', { text: '' }],
	['a blank text', { text: ' \n' }],
	['a temperature of 2', { text: 'a', temperature: 2 }],
	[
		'all parameters of sound alone',
		{
			text: 'a',
			normalize: false,
			prosody: { normalize_loudness: false },
			top_p: 1,
			repetition_penalty: 1.2,
			latency: 'balanced',
		},
	],
	[
		'all parameters of chunks',
		{
			text: 'a',
			condition_on_previous_chunks: false,
			early_stop_threshold: 0,
			max_new_tokens: 100,
			min_chunk_length: 0,
		},
	],
	['the quality guard', { text: 'a', features: ['quality-guard'] }],
	['no voice', { text: 'a', reference_id: null }],
])('accepted: %s', async (_what, body) => {
	const { status, bytes } = await speakJson(sandbox, body);
	expect([status, bytes.length > 0]).toEqual([200, true]);
});

test('the same request as JSON and as MessagePack gives the same speech', async () => {
	const body = { text: 'Hi.', format: 'wav', reference_id: null, prosody: null };
	expect((await speakPacked(body)).bytes.equals((await speakJson(sandbox, body)).bytes)).toBe(true);
});

test.each([
	['application/msgpack', '\xc1', 400],
	['text/plain', 'hello', 415],
])('an unreadable body of %s is answered in plain text', async (type, body, status) => {
	const answer = await callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': type },
		body: Buffer.from(body, 'latin1'),
	});
	expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
});

test('the package fits the contract', async () => {
	const { status, json } = await callApi(sandbox, 'GET', '/wallet/self/package');
	expect(status).toBe(200);
	expect(answerProblems('/wallet/{user_id}/package', 'get', 200, json)).toBeNull();
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
])('%s %s gets %i', async (method, path, status) => {
	const answer = await callApi(sandbox, method, path);
	expect([answer.status, answer.json.status]).toEqual([status, status]);
});
