import type { INodeParameters } from 'n8n-workflow';

import { startEngine, type EngineOptions, type NodeRun } from '../support/engine.mts';
import { setStage } from '../support/stage.mts';
import { someVoice } from './support/calls.mts';
import { fileItem, largeWav } from './support/files.mts';
import { startHttp, withServer } from './support/server.mts';

const stage = setStage();

const voice = (value: string, mode = 'id') => ({ __rl: true, mode, value });

/** Speaks with a credential of the test's own. */
async function speakWith(
	credential: Partial<EngineOptions['credential']>,
	parameters: INodeParameters = {},
): Promise<NodeRun> {
	const engine = await startEngine({
		credential: { apiKey: stage.sandbox.key, baseUrl: stage.sandbox.url, ...credential },
	});
	return await engine.runNode('speak', { text: 'Hello', options: { maxTries: 2 }, ...parameters }).finally(engine.stop);
}

describe('the ID of a voice', () => {
	const bad = [
		'../wallet',
		'..',
		'%2e%2e',
		'%2E%2E%2Fwallet',
		'a/b',
		'\\..\\wallet',
		// Without an expression n8n itself refuses an empty field.
		'={{ "" }}',
		'   ',
		`${someVoice}/..`,
		`${someVoice}?a=1`,
		`${someVoice}#`,
		'x'.repeat(129),
		`${someVoice.slice(0, 16)}\n${someVoice.slice(16)}`,
		`${someVoice}\0`,
		'٠'.repeat(32),
		'ａ'.repeat(32),
		`https://evil.example/m/${someVoice}`,
		`https://fish.audio.evil.example/m/${someVoice}`,
		`https://fish.audio@evil.example/m/${someVoice}`,
		'https://fish.audio/m/../wallet',
		'https://fish.audio/m/%2e%2e',
		`file:///m/${someVoice}`,
		'a'.repeat(1_000_000),
	];
	const uses: Array<[string, 'speak' | 'voiceClone', INodeParameters]> = [
		['speak', 'speak', { text: 'Hello' }],
		['get', 'voiceClone', { operation: 'get' }],
		['update', 'voiceClone', { operation: 'update', updateFields: { title: 'New' } }],
		['delete', 'voiceClone', { operation: 'delete' }],
	];

	test.each(uses)('that is not one sends no request: %s', async (_, type, parameters) => {
		for (const value of bad) {
			for (const mode of ['id', 'url']) {
				const { error } = await stage.engine.runNode(type, { ...parameters, voice: voice(value, mode) });
				expect([value.slice(0, 100), error?.message]).toEqual([
					value.slice(0, 100),
					expect.stringMatching(/^'Voice' is /),
				]);
				expect(error!.message.length).toBeLessThan(200);
			}
		}
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test.each([`${someVoice}\n`, ` ${someVoice.toUpperCase()}\t`])(
		'is sent without what surrounds it: %j',
		async (value) => {
			await stage.engine.runNode('voiceClone', { operation: 'get', voice: voice(value) });
			expect((await stage.sandbox.requests()).map(({ path }) => path)).toEqual([`/model/${someVoice}`]);
		},
	);
});

describe('a filter of a list', () => {
	test('stays the value of its own query parameter', async () => {
		const title = 'x&self=false&page_size=1#?/../%26';
		await stage.engine.runNode('voiceClone', { operation: 'list', limit: 5, filters: { title, tags: 'a&b=c' } });
		const [request] = await stage.sandbox.requests();
		const sent = [...new URLSearchParams(request!.query)];
		expect(sent.sort()).toEqual([
			['page_number', '1'],
			['page_size', '5'],
			['self', 'true'],
			['tag', 'a&b=c'],
			['title', title],
		]);
	});
});

const names = [
	'a"b.wav',
	"a'b.wav",
	'a"; filename="b.wav',
	'a.wav"\r\nContent-Type: text/html\r\n\r\n<b>',
	'a\r\n--boundary--\r\n.wav',
	'a\nb.wav',
	'a\rb.wav',
	'../../etc/passwd',
	'..\\..\\boot.ini',
	'/etc/passwd',
	'C:\\x.wav',
	'..',
	'.',
	'',
	' ',
	'\0.wav',
	'a\0b.wav',
	'声音 голос صوت.wav',
	'a\u202Evaw.exe',
	'a\u2028b.wav',
	'\uFEFFa.wav',
	'x'.repeat(300),
	`x${'😀'.repeat(150)}`,
	'\ud83d',
	'%2e%2e%2fa.wav',
	'a%0d%0ab.wav',
	'con.wav ',
	'<script>.wav',
];
const isSafe = (name: string): boolean =>
	!/[/\\"<>:|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}]/u.test(name) &&
	!/^[.\s]/.test(name) &&
	Buffer.byteLength(name) <= 255 &&
	/^.+\.\w+$/u.test(name);

describe('a file name', () => {
	test.each(names)('is sent as one part of the form and adds no other: %j', async (name) => {
		const item = await fileItem(stage.engine, largeWav(4_096), name);
		const { error } = await stage.engine.runNode('voiceClone', { operation: 'create', title: 'Anna' }, [item]);
		expect(error).toBeUndefined();
		const [request] = await stage.sandbox.requests();
		const body = request!.body as { fields: string[][]; files: Array<{ filename: string }> };
		expect(body.fields.map(([field]) => field).sort()).toEqual([
			'enhance_audio_quality',
			'generate_sample',
			'title',
			'train_mode',
			'type',
			'visibility',
		]);
		expect(body.files).toEqual([expect.objectContaining({ name: 'voices', type: 'audio/wav', bytes: 4_096 })]);
		expect([body.files[0]!.filename, isSafe(body.files[0]!.filename)]).toEqual([expect.stringMatching(/\.wav$/), true]);
	});

	test('of speech is safe on every disk', async () => {
		const items = names.map((name) => ({ json: { name } }));
		const { items: spoken } = await stage.engine.runNode('speak', { text: 'Hi', fileName: '={{ $json.name }}' }, items);
		expect(spoken).toHaveLength(names.length);
		for (const { json, binary } of spoken) {
			expect([json.fileName, isSafe(String(json.fileName))]).toEqual([expect.stringMatching(/\.mp3$/), true]);
			expect(binary!.data!.fileName).toBe(json.fileName);
		}
	});
});

test.each(['s1\r\nx-evil: 1', 'модель', 's1\0', ''])(
	'refuses the model %j, which would be sent in a header',
	async (model) => {
		const { error } = await stage.engine.runNode('speak', { text: 'Hello', model: `={{ ${JSON.stringify(model)} }}` });
		expect(error?.message).toMatch(/^'Model' (cannot be '|is empty)/);
		expect(await stage.sandbox.requests()).toEqual([]);
	},
);

test.each(['s1\n', 'ｓ１', ' s1'])('sends the model %j as s1', async (model) => {
	const { error } = await stage.engine.runNode('speak', { text: 'Hello', model: `={{ ${JSON.stringify(model)} }}` });
	expect(error).toBeUndefined();
	expect((await stage.sandbox.requests()).map(({ headers }) => headers.model)).toEqual(['s1']);
});

describe('the API key', () => {
	test.each([
		'secret-key\r\nx-evil: 1',
		'secret key',
		'secret-ключ',
		'secret\0key',
		'secret\u00a0key',
		'secret\u200bkey',
	])('is refused and shown nowhere: %j', async (apiKey) => {
		const { error, run } = await speakWith({ apiKey });
		expect(error?.message).toBe("The 'API Key' of the credential contains a character that keys cannot have");
		expect(error?.description).toContain('Copy it again');
		expect(JSON.stringify(run)).not.toContain('secret');
		expect(await stage.sandbox.requests()).toEqual([]);
	});

	test.each(['\n', '\r\n', ' '])('may have %j after it, as files of secrets do', async (end) => {
		const { error, items } = await speakWith({ apiKey: stage.sandbox.key + end });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});

	test('is reported if it is empty, and not sent', async () => {
		expect((await speakWith({ apiKey: '' })).error?.message).toBe("The 'API Key' of the credential is empty");
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});

describe('the Base URL', () => {
	test.each([
		['with a path', (url: string) => `${url}/proxy/fish`, '/proxy/fish/v1/tts'],
		['with slashes at the end', (url: string) => `${url}/proxy//`, '/proxy/v1/tts'],
		['in upper case', (url: string) => url.toUpperCase(), '/v1/tts'],
		['between spaces and line breaks', (url: string) => ` \n${url}\t`, '/v1/tts'],
		['with a step back', (url: string) => `${url}/a/../b`, '/b/v1/tts'],
		['with a space in its path', (url: string) => `${url}/a b`, '/a%20b/v1/tts'],
		['with an empty query', (url: string) => `${url}?`, '/v1/tts'],
	])('works %s', async (_, write, path) => {
		const server = startHttp(
			(request, response) => void request.resume().on('end', () => response.writeHead(422).end()),
		);
		await withServer(server, async ({ url, seen }) => {
			const { error } = await speakWith({ baseUrl: write(url) });
			expect(error?.message).toContain('refused the request');
			expect(seen).toEqual([expect.stringMatching(new RegExp(`^POST ${path} `))]);
		});
	});

	test('works with IPv6', async () => {
		const server = startHttp(
			(request, response) => void request.resume().on('end', () => response.writeHead(422).end()),
			'::1',
		);
		await withServer(server, async ({ url, seen }) => {
			await speakWith({ baseUrl: url });
			expect(seen).toHaveLength(1);
		});
	});

	test.each([
		(url: string) => url.replace('//', '//user:password@'),
		(url: string) => url.replace('//', '//user@'),
		(url: string) => url.replace('http:', 'ftp:'),
		(url: string) => url.replace('http:', 'ws:'),
		(url: string) => url.replace('http:', ''),
		(url: string) => url.replace('http://', ''),
		(url: string) => `${url}?key=1`,
		(url: string) => `${url}/#x`,
		(url: string) => url.replace('127', '1 27'),
		() => 'file:///etc/passwd',
		() => 'javascript:alert(1)',
		() => 'data:text/plain,x',
		() => 'http://',
		() => 'http://[::1',
		() => '   ',
	])('is refused if it is not the address of an API (%#)', async (write) => {
		const { error } = await speakWith({ baseUrl: write(stage.sandbox.url) });
		expect(error?.message).toBe("The 'Base URL' of the credential is not the address of an API");
		expect(error?.description).toContain('https://api.fish.audio');
		expect(error?.description).not.toContain('password');
		expect(await stage.sandbox.requests()).toEqual([]);
	});
});
