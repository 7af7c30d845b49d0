import { failureOf as errorOf } from '../../../fishAudio/requests/failedAnswer.ts';
import { answer, text } from '../../support/bareAnswer.mts';
import { failure } from '../../support/scripted/answers.mts';
import { noon } from '../../support/scripted/clock.mts';

const world = { now: () => noon, redact: (words: string) => words.replaceAll('sk-1', '***') };

describe('failureOf', () => {
	it('redacts a secret that the server repeats', async () => {
		expect((await errorOf(text('Invalid token Bearer sk-1', 401), world)).facts.apiMessage).toBe(
			'Invalid token Bearer ***',
		);
	});

	const said = async (words: string, status = 400) => (await errorOf(text(words, status), world)).facts.apiMessage;

	it("gives the API's text: message, detail or plain text", async () => {
		expect(await said('{"status":400,"message":"bad rate"}')).toBe('bad rate');
		expect(await said('{"detail":"bad rate"}')).toBe('bad rate');
		expect(await said('{"detail":[{"loc":["title"],"msg":"missing"}]}')).toBe('title: missing');
		expect(await said('Unauthorized\n', 401)).toBe('Unauthorized');
	});

	it.each([
		'',
		'   ',
		'<html><body>502</body></html>',
		' \n<!doctype html>',
		'{}',
		'{"message":null}',
		'{"message":"<p>no</p>"}',
	])('finds no text in %j', async (words) => expect(await said(words)).toBeUndefined());

	it('cuts long text to 500 characters', async () => {
		expect(await said('x'.repeat(9000))).toHaveLength(500);
	});

	it('has the status when the body breaks off', async () => {
		const error = await errorOf(answer({ status: 503, fails: failure('disconnected') }), world);
		expect(error).toMatchObject({ kind: 'server', facts: { status: 503 } });
	});

	it('has the wait that the server asked for', async () => {
		const error = await errorOf(answer({ status: 429, headers: { 'retry-after': '3' } }), world);
		expect(error.facts.retryAfter).toBe(3000);
	});

	it('stops reading a body after 64 KB', async () => {
		const given = answer({ status: 500, chunks: Array<Buffer>(1000).fill(Buffer.alloc(65_536, 65)) });
		await errorOf(given, world);
		expect(given.read).toBeLessThan(4);
		expect(given.closed).toBe(true);
	});
});

describe('a list of problems becomes text', () => {
	const said = async (body: unknown) => (await errorOf(text(JSON.stringify(body), 422), world)).facts.apiMessage;
	it.each([
		[[{ type: 'missing', loc: ['body', 'title'], msg: 'Field required' }], 'title: Field required'],
		[
			[{ loc: ['query', 'page_size'], msg: 'Input should be less than or equal to 100' }],
			'page_size: Input should be less than or equal to 100',
		],
		[[{ loc: ['voices', 0, 'text'], msg: 'Field required' }], 'voices.0.text: Field required'],
		[[{ loc: ['voices', 'body'], msg: 'Field required' }], 'voices.body: Field required'],
		[
			[
				{ loc: ['a'], msg: 'x' },
				{ loc: ['b'], msg: 'y' },
				{ loc: ['a'], msg: 'x' },
			],
			'a: x; b: y',
		],
		[[{ msg: 'Field required' }], 'Field required'],
		[{ detail: [{ loc: ['body', 'title'], msg: 'Field required' }] }, 'title: Field required'],
		[['no mistake'], '["no mistake"]'],
		[[{ loc: ['a'], msg: 'x' }, 5], '[{"loc":["a"],"msg":"x"},5]'],
		[[], '[]'],
	])('%j: %s', async (body, words) => expect(await said(body)).toBe(words));
});

describe("the API's code of the fault", () => {
	const codeOf = async (body: string, headers: Record<string, string> = {}) =>
		(await errorOf(answer({ status: 500, headers, chunks: [Buffer.from(body)] }), world)).facts.code;

	it.each([
		['{"code":"invalid_audio"}', {}, 'invalid_audio'],
		['{"code":"Invalid_Audio"}', {}, 'invalid_audio'],
		['no JSON', { 'x-fish-error-code': 'invalid_api_key' }, 'invalid_api_key'],
		['{"code":"internal_error"}', { 'x-fish-error-code': 'invalid_api_key' }, 'invalid_api_key'],
		['{"code":500}', {}, undefined],
		['{"code":"words, not a name"}', {}, undefined],
		['{"code":"audio_too_long"}', { 'x-fish-error-code': '' }, 'audio_too_long'],
		['{}', {}, undefined],
	])('%s %j: %j', async (body, headers, code) => expect(await codeOf(body, headers)).toBe(code));

	it('decides the kind of the failure', async () => {
		const error = await errorOf(answer({ status: 500, headers: { 'x-fish-error-code': 'invalid_api_key' } }), world);
		expect(error).toMatchObject({ kind: 'unauthorized', facts: { status: 500, code: 'invalid_api_key' } });
	});
});

describe('the ID by which support finds the request', () => {
	it.each([
		[{ 'x-fish-trace-id': 'abc-1', 'x-request-id': 'def' }, '{}', 'abc-1'],
		[{ 'x-request-id': 'def' }, '{"request_id":"ghi"}', 'def'],
		[{}, '{"request_id":"ghi"}', 'ghi'],
		[{ 'x-fish-trace-id': 'not a number <b>' }, '{}', undefined],
		[{ 'x-fish-trace-id': 'x'.repeat(200) }, '{}', undefined],
		[{ 'x-fish-trace-id': 'trace-sk-1' }, '{}', 'trace-***'],
		[{}, 'words', undefined],
	])('%j %s: %j', async (headers: Record<string, string>, body, traceId) => {
		const error = await errorOf(answer({ status: 400, headers, chunks: [Buffer.from(body)] }), world);
		expect(error.facts.traceId).toBe(traceId);
	});
});
