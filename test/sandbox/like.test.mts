import { encode } from '@msgpack/msgpack';
import { startSandbox, type RunningSandbox } from '../support/sandbox.mts';
import { callApi, speakJson, wavOf } from './api.mts';
import { audioIn, speakTimed, TIMED } from './events.mts';
import { factsOf } from './sound.mts';
import { answerProblems } from './contract.mts';

let sandbox: RunningSandbox;
afterAll(() => sandbox.stop());

const speakPacked = (body: unknown) =>
	callApi(sandbox, 'POST', '/v1/tts', {
		headers: { 'content-type': 'application/msgpack' },
		body: new Uint8Array(encode(body)),
	});

/** Endpoints that self-hosted servers do not have. */
const missing: [method: string, path: string][] = [
	['GET', '/model'],
	['POST', '/model'],
	['GET', `/model/${'0'.repeat(32)}`],
	['GET', '/wallet/self/api-credit'],
	['POST', '/v1/asr'],
	['POST', '/v1/voice-design'],
	['GET', '/v1/pronunciation-dictionaries'],
];

describe('fish-speech, the open-source server', () => {
	beforeAll(async () => {
		sandbox = await startSandbox({ like: 'fish-speech', speech: 'tone' });
	});

	const said = async (more: object) => (await speakJson(sandbox, { text: 'Hello there.', ...more })).bytes;

	test('GET /v1/health is ok', async () => {
		const { status, json } = await callApi(sandbox, 'GET', '/v1/health');
		expect([status, json]).toEqual([200, { status: 'ok' }]);
	});

	test.each(['GET /v1/health', 'POST /v1/tts'])("%s: a wrong key is 401 in this server's form", async (call) => {
		const [method = '', path] = call.split(' ');
		const answer = await callApi(sandbox, method, path!, { headers: { authorization: 'Bearer wrong' } });
		expect([answer.status, answer.json]).toEqual([
			401,
			{ statusCode: 401, message: 'Invalid token', error: 'Unauthorized' },
		]);
	});

	test.each<[string, string]>([...missing, ['POST', TIMED]])('%s %s is 404', async (method, path) => {
		const answer = await callApi(sandbox, method, path);
		expect([answer.status, answer.json.statusCode]).toEqual([404, 404]);
	});

	test.each<[what: string, more: object, model: string | undefined]>([
		['model', {}, 's1'],
		['prosody', { prosody: { speed: 2, volume: 20 } }, undefined],
		['sample_rate', { sample_rate: 8000 }, undefined],
		['mp3_bitrate', { mp3_bitrate: 64 }, undefined],
		['an unknown voice', { reference_id: 'nobody' }, undefined],
		['an unknown field', { whatever: 1 }, undefined],
	])('%s is silently ignored', async (_what, more, model) => {
		for (const format of ['wav', 'mp3']) {
			const { status, bytes } = await speakJson(sandbox, { text: 'Hello there.', format, ...more }, model);
			expect([status, bytes.equals(await said({ format }))]).toEqual([200, true]);
			expect((await factsOf(bytes)).rate).toBe(44_100);
		}
	});

	test('the default format is WAV with its size in the header', async () => {
		const wav = await said({});
		expect([wav.toString('latin1', 0, 4), wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([
			'RIFF',
			wav.length - 8,
			wav.length - 44,
		]);
	});

	test('a staged voice sounds different', async () => {
		expect((await said({ reference_id: 'narrator' })).equals(await said({}))).toBe(false);
	});

	test.each(['opus', 'pcm'])('%s is 500', async (format) => {
		const { status, json } = await speakJson(sandbox, { text: 'Hi.', format });
		expect([status, json.statusCode, json.error]).toEqual([500, 500, 'Internal Server Error']);
	});

	test.each([
		['a list of voices', { reference_id: ['narrator'] }, ['reference_id']],
		['latency low', { latency: 'low' }, ['latency']],
		['temperature below 0.1', { temperature: 0.05 }, ['temperature']],
		['top_p below 0.1', { top_p: 0 }, ['top_p']],
		['a penalty below 0.9', { repetition_penalty: 0.8 }, ['repetition_penalty']],
		['a penalty above 2', { repetition_penalty: 2.1 }, ['repetition_penalty']],
		['a chunk above 300', { chunk_length: 301 }, ['chunk_length']],
		['no text', { text: undefined }, ['text']],
	])('%s is 422', async (_what, more, loc) => {
		const { status, json } = await speakJson(sandbox, { text: 'Hi.', ...more });
		expect([status, json]).toEqual([
			422,
			[{ in: 'body', loc, type: expect.any(String) as string, msg: expect.any(String) as string }],
		]);
	});

	test('an instant clone works by MessagePack, and gets 500 if its reference is not audio', async () => {
		const clone = (audio: Uint8Array) => speakPacked({ text: 'Hello there.', references: [{ audio, text: 'a' }] });
		const { status, bytes } = await clone(new Uint8Array(wavOf(200)));
		expect([status, bytes.equals(await said({}))]).toEqual([200, false]);
		expect((await clone(new Uint8Array(3000))).status).toBe(500);
	});

	test('there are no trace IDs, no limit and no credit', async () => {
		await sandbox.settings({ concurrency: 1, latencyMs: 0, credit: 0 });
		const answers = await Promise.all(['a', 'b', 'c'].map((text) => speakJson(sandbox, { text })));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		for (const { headers } of answers)
			expect([...headers.keys()].filter((name) => /^(x-fish|ratelimit)/.test(name))).toEqual([]);
		await sandbox.stop();
	});
});

describe('on-premises, the vendor’s own stack', () => {
	beforeAll(async () => {
		sandbox = await startSandbox({ like: 'on-premises', speech: 'tone' });
	});

	test.each<[string, string]>([...missing, ['GET', '/v1/health']])('%s %s is 404', async (method, path) => {
		expect((await callApi(sandbox, method, path)).status).toBe(404);
	});

	test.each([
		['Bearer anything-at-all', 200],
		['Bearer  ', 401],
		[undefined, 401],
	])('any non-empty key is accepted: %s', async (authorization, status) => {
		const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
		const answer = await fetch(`${sandbox.url}/v1/tts`, { method: 'POST', headers, body: '{"text":"Hi."}' });
		expect(answer.status).toBe(status);
		await answer.arrayBuffer();
	});

	test('a voice is called by its staged name', async () => {
		const request = { text: '<|speaker:0|>Hi. <|speaker:1|>Hello.', reference_id: ['anna_1', 'support-agent'] };
		expect((await speakJson(sandbox, request)).status).toBe(200);
		expect((await speakJson(sandbox, { text: 'Hi.', reference_id: 'narrator' })).status).toBe(200);
		const { status, json } = await speakJson(sandbox, { text: 'Hi.', reference_id: '0'.repeat(32) });
		expect([status, json.message]).toEqual([400, 'Reference not found']);
	});

	test('timed speech comes as events without alignment', async () => {
		const request = { text: 'Hello there. How are you?', format: 'wav' };
		const { status, events } = await speakTimed(sandbox, request);
		expect([status, new Set(events.map(({ alignment }) => alignment))]).toEqual([200, new Set([null])]);
		for (const event of events) expect(answerProblems(TIMED, 'post', 200, event, 'text/event-stream')).toBeNull();
		expect(audioIn(events).equals((await speakJson(sandbox, request)).bytes)).toBe(true);
	});

	test('nothing is billed', async () => {
		await sandbox.settings({ credit: 0 });
		expect((await speakJson(sandbox, { text: 'Hi.' }, 's2-pro')).status).toBe(200);
	});
});
