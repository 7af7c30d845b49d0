import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { FishAudioApi } from '../../credentials/FishAudioApi.credentials.ts';
import { startHttp, withServer } from '../faults/support/server.mts';
import { startEngine, type Engine } from '../support/engine.mts';
import { setStage } from '../support/stage.mts';

const credential = new FishAudioApi();
const property = (name: string) => credential.properties.find((one) => one.name === name);

test('keeps the names that saved workflows contain', () => {
	expect(credential.name).toBe('fishAudioApi');
	expect(credential.displayName).toBe('Fish Audio API');
	const fields = credential.properties.filter(({ type }) => type !== 'notice');
	expect(fields.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl', 'concurrentRequests']);
});

test('masks the key and has defaults that work', () => {
	expect(property('apiKey')).toMatchObject({ typeOptions: { password: true }, required: true, default: '' });
	expect(property('baseUrl')).toMatchObject({ default: 'https://api.fish.audio' });
	expect(property('concurrentRequests')).toMatchObject({ default: 5 });
});

describe('a request is signed', () => {
	const sign = async (apiKey: string) =>
		await credential.authenticate(
			{ apiKey, baseUrl: 'nothing' },
			{ url: 'https://api.fish.audio/v1/tts', headers: { model: 's1' } },
		);

	test.each(['sk-1', ' sk-1', 'sk-1\n', '\u00a0sk-1\u00a0', '\u200bsk-1\u200b', '\ufeffsk-1', 'Bearer sk-1'])(
		'with only the key, entered as %j',
		async (apiKey) => {
			expect(await sign(apiKey)).toEqual({
				url: 'https://api.fish.audio/v1/tts',
				headers: { model: 's1', Authorization: 'Bearer sk-1' },
			});
		},
	);

	test.each(['', ' ', 'sk 1', 'sk\u200b1', 'schlüssel'])('but not with %j', async (apiKey) => {
		await expect(sign(apiKey)).rejects.toThrow(/'API Key' of the credential .*fish\.audio\/app\/api-keys/);
	});
});

describe("n8n's test", () => {
	const stage = setStage();
	const tested = async (over: ICredentialDataDecryptedObject) =>
		await stage.engine.testCredential({
			apiKey: stage.sandbox.key,
			baseUrl: stage.sandbox.url,
			concurrentRequests: 5,
			...over,
		});

	test('passes with the right key by reading the credit', async () => {
		expect(await tested({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect((await stage.sandbox.requests()).map(({ path, status }) => [path, status])).toEqual([
			['/wallet/self/api-credit', 200],
		]);
	});

	test('fails with a wrong key', async () => {
		expect(await tested({ apiKey: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('did not accept this API key'),
		});
	});

	/** The error of a node that runs with the credential; undefined if it succeeds. */
	const runs = async (engine: Engine): Promise<string | undefined> =>
		(await engine.runNode('speak', { text: 'Hello', options: { maxTries: 1 } })).error?.message.replace(
			/ \[item 0\]$/,
			'',
		);

	describe('agrees with a run of a node', () => {
		const key = (): string => stage.sandbox.key;
		const url = (): string => stage.sandbox.url;
		const cases: Array<[string, () => ICredentialDataDecryptedObject, string | undefined]> = [
			['a space before the key', () => ({ apiKey: ` ${key()}` }), undefined],
			['a no-break space after the key', () => ({ apiKey: `${key()}\u00a0` }), undefined],
			['an invisible character after the key', () => ({ apiKey: `${key()}\u200b` }), undefined],
			[
				'an invisible character in the key',
				() => ({ apiKey: `${key().slice(0, 3)}\u200b${key().slice(3)}` }),
				"The 'API Key' of the credential contains a character that keys cannot have",
			],
			['no key', () => ({ apiKey: '' }), "The 'API Key' of the credential is empty"],
			['spaces around the URL', () => ({ baseUrl: ` ${url()} ` }), undefined],
			['a slash after the URL', () => ({ baseUrl: `${url()}/` }), undefined],
			['the version of the API after the URL', () => ({ baseUrl: `${url()}/v1` }), undefined],
			['the version of the API and a slash after the URL', () => ({ baseUrl: `${url()}/v1/` }), undefined],
			['an invisible character after the URL', () => ({ baseUrl: `${url()}\u200b` }), undefined],
			[
				'a URL without https://',
				() => ({ baseUrl: 'api.fish.audio' }),
				"The 'Base URL' of the credential is not the address of an API",
			],
			['no URL', () => ({ baseUrl: '' }), "The 'Base URL' of the credential is not the address of an API"],
			[
				'a path after Fish Audio’s own URL',
				() => ({ baseUrl: 'https://api.fish.audio/v1/tts' }),
				"The 'Base URL' of the credential has a path after the address of the API",
			],
			['no number of requests', () => ({ concurrentRequests: '' }), undefined],
			['an empty number of requests', () => ({ concurrentRequests: null as never }), undefined],
			['0 requests', () => ({ concurrentRequests: 0 }), "'Concurrent Requests' cannot be '0'"],
		];
		test.each(cases)('on %s', async (_, over, refusal) => {
			const given = { apiKey: key(), baseUrl: url(), concurrentRequests: 5, ...over() };
			const engine = await startEngine({ credential: given });
			const verdict = await engine.testCredential(given);
			expect([verdict.status, await runs(engine)]).toEqual([refusal === undefined ? 'OK' : 'Error', refusal]);
			if (refusal !== undefined) expect(verdict.message).toContain(`${refusal}. `);
			await engine.stop();
		});
	});

	describe('explains any other answer', () => {
		const json = (status: number, body: unknown) => ({ status, type: 'application/json', body: JSON.stringify(body) });
		const text = (status: number, body: string, type = 'text/plain') => ({ status, type, body });
		test.each([
			['401 in JSON', json(401, { status: 401, message: 'Invalid Token' }), 'Fish Audio did not accept this API key.'],
			[
				'401 in words',
				text(401, 'No permission -- see authorization schemes'),
				'Fish Audio did not accept this API key.',
			],
			['402', json(402, { status: 402, message: 'Insufficient API credit.' }), 'fish.audio/app/developers'],
			['403', json(403, { status: 403, message: 'no' }), 'Create a new key'],
			['429', json(429, { status: 429, message: 'exceeded your current concurrency limit' }), 'too many requests'],
			['500', text(500, 'oops'), 'try again in a moment'],
			['503', text(503, '<html>', 'text/html'), 'try again in a moment'],
			['a web page', text(200, '<!doctype html><html></html>', 'text/html'), 'is not the Fish Audio API'],
			['a web page that is not there', text(404, '<html>Not Found</html>', 'text/html'), 'is not the Fish Audio API'],
			['words', text(200, 'It works!'), 'is not the Fish Audio API'],
			['nothing', text(200, ''), 'is not the Fish Audio API'],
		])('%s: an error', async (_, { status, type, body }, words) => {
			const server = startHttp((request, response) => {
				request.resume();
				response.writeHead(status, { 'content-type': type }).end(body);
			});
			await withServer(server, async ({ url }) => {
				expect(await tested({ baseUrl: url })).toEqual({ status: 'Error', message: expect.stringContaining(words) });
			});
		});

		test.each([
			['of the open-source server', { statusCode: 404, message: 'Nothing matches the given URI', error: 'Not Found' }],
			['of the vendor', { detail: 'Not Found' }],
		])('a deployment without a wallet, %s: passes, since it can speak', async (_, body) => {
			const server = startHttp((request, response) => {
				request.resume();
				response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			});
			await withServer(server, async ({ url }) => expect((await tested({ baseUrl: url })).status).toBe('OK'));
		});

		test('a redirect is an error, and the key is sent nowhere else', async () => {
			const server = startHttp((request, response) => {
				request.resume();
				response.writeHead(request.url === '/elsewhere' ? 200 : 302, { location: '/elsewhere' }).end('{}');
			});
			await withServer(server, async ({ url, seen }) => {
				expect(await tested({ baseUrl: url })).toEqual({
					status: 'Error',
					message: expect.stringContaining('another address'),
				});
				expect(seen).toHaveLength(1);
			});
		});
	});
});
