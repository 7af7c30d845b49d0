import { startEngine, type Engine } from '../support/engine.mts';
import { someVoice } from './support/calls.mts';
import { startHttp, startRaw, withServer, type BareServer } from './support/server.mts';

const apiKey = 'sk-very-secret-0815';
const chosen = { __rl: true, mode: 'id', value: someVoice };
const get = { operation: 'get', voice: chosen };
const speak = { text: 'Hello', format: 'wav', options: { maxTries: 1 } };

const anna = {
	_id: someVoice,
	title: 'Anna',
	state: 'trained',
	visibility: 'private',
	created_at: '2026-01-01T00:00:00Z',
};
const truth = JSON.stringify(anna);

const withEngine = async (
	starting: Promise<BareServer>,
	work: (engine: Engine, server: BareServer) => Promise<void>,
): Promise<void> =>
	await withServer(starting, async (server) => {
		const engine = await startEngine({ credential: { apiKey, baseUrl: server.url } });
		await work(engine, server).finally(engine.stop);
	});

/** Answers in raw HTTP, the first time with a lie and from then on truly. */
const liesOnce = async (lie: string, ends = false): Promise<BareServer> => {
	let told = false;
	return await startRaw((socket) => {
		if (told)
			return void socket.write(
				`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${truth.length}\r\n\r\n${truth}`,
			);
		told = true;
		socket.write(lie);
		if (ends) socket.end();
	});
};

const head = (length: string, connection = 'keep-alive'): string =>
	`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: ${connection}\r\n${length}\r\n`;
const evil = JSON.stringify({ ...anna, title: 'Evil' });
const smuggled = `${head(`content-length: ${evil.length}\r\n`)}${evil}`;

describe('JSON that lies about its length', () => {
	test.each([
		['larger than sent', head(`content-length: ${truth.length + 10}\r\n`) + truth, true],
		[
			'larger than sent, to be kept alive no longer',
			head(`content-length: ${truth.length + 10}\r\n`, 'close') + truth,
			true,
		],
		['smaller than sent', head('content-length: 20\r\n') + truth, false],
		['smaller than sent, to be kept alive no longer', head('content-length: 20\r\n', 'close') + truth, true],
		['given twice, differently', head(`content-length: ${truth.length}\r\ncontent-length: 5\r\n`) + truth, false],
		['no number', head('content-length: many\r\n') + truth, false],
		['negative', head('content-length: -5\r\n') + truth, false],
		['beside chunks', head('content-length: 5\r\ntransfer-encoding: chunked\r\n') + truth, false],
		['nothing', head('content-length: 0\r\n') + truth, false],
	])('%s: is asked for again', async (_, lie, ends) => {
		await withEngine(liesOnce(lie, ends), async (engine, { seen }) => {
			const { items, error } = await engine.runNode('voiceClone', get);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.title)).toEqual(['Anna']);
			expect(seen).toHaveLength(2);
		});
	});

	test('a second answer behind the first is never taken for the answer to another request', async () => {
		const honest = `${head(`content-length: ${truth.length}\r\n`)}${truth}`;
		const server = startRaw((socket) => void socket.write(honest + smuggled));
		await withEngine(server, async (engine, { seen }) => {
			const { items, error } = await engine.runNode(
				'voiceClone',
				get,
				Array.from({ length: 12 }, () => ({ json: {} })),
			);
			expect(error).toBeUndefined();
			expect(new Set(items.map(({ json }) => json.title))).toEqual(new Set(['Anna']));
			expect(seen).toHaveLength(12);
		});
	});
});

describe('speech that lies about its length', () => {
	const wav = Buffer.alloc(2_044);
	wav.write(
		'RIFF\xfc\x07\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\xd0\x07\0\0',
		'latin1',
	);
	const answer = (length: string, connection: string): Buffer =>
		Buffer.concat([
			Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: audio/wav\r\nconnection: ${connection}\r\n${length}\r\n`),
			wav,
		]);

	test.each([
		['larger', 'content-length: 3000\r\n', true, 'The connection to Fish Audio was lost'],
		['smaller', 'content-length: 1000\r\n', false, 'The audio of Fish Audio ended after 1000 of 2044 bytes'],
		['given twice', 'content-length: 2044\r\ncontent-length: 1000\r\n', false, 'The connection to Fish Audio was lost'],
	])('%s than it is: nothing of it is passed on', async (_, length, ends, message) => {
		for (const connection of ['keep-alive', 'close']) {
			const server = startRaw((socket) => {
				socket.write(answer(length, connection));
				if (ends) socket.end();
			});
			await withEngine(server, async (engine) => {
				const { items, error } = await engine.runNode('speak', speak);
				expect(error?.message).toBe(`${message} [item 0]`);
				expect(items).toEqual([]);
			});
		}
	});
});

const saysJson = async (body: string, status = 200): Promise<BareServer> =>
	await startHttp((request, response) => {
		request.resume();
		response.writeHead(status, { 'content-type': 'application/json' }).end(body);
	});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON that is nested a million times', () => {
	test('as a page of voices, or inside one, is an error and no crash', async () => {
		for (const body of [
			nested(1_000_000),
			`{"items": ${nested(1_000_000)}}`,
			`{"items": [{"_id": ${nested(1_000_000)}}]}`,
		]) {
			await withEngine(saysJson(body), async (engine) => {
				await expect(engine.trigger().poll()).rejects.toThrow('The answer of Fish Audio could not be understood');
			});
		}
	});

	test('in a field that nobody reads does no harm', async () => {
		await withEngine(saysJson(`${truth.slice(0, -1)}, "deep": ${nested(1_000_000)}}`), async (engine) => {
			const { items } = await engine.runNode('voiceClone', get);
			expect(items.map(({ json }) => json.title)).toEqual(['Anna']);
		});
	});

	test.each([100, 30_000])('in the words of an error leaves the status to be told (%i)', async (depth) => {
		await withEngine(saysJson(`{"message": ${nested(depth)}}`, 422), async (engine) => {
			const { error } = await engine.runNode('speak', speak);
			expect(error?.message).toMatch(/^Fish Audio refused the request(: \[+\]+)? \[item 0\]$/);
		});
	});
});

test('keys that reach for the prototype reach nothing', async () => {
	const evilKeys =
		'"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {"polluted": 1}';
	const body = `{${evilKeys}, ${truth.slice(1)}`;
	const page = `{${evilKeys}, "total": 1, "items": [${body}], "has_more": false}`;
	for (const simplify of [true, false]) {
		await withEngine(saysJson(body), async (engine) => {
			const { items } = await engine.runNode('voiceClone', { ...get, simplify });
			expect(items).toHaveLength(1);
			// Neither the item itself.
			expect((items[0]!.json as Record<string, unknown>).polluted).toBeUndefined();
		});
		await withEngine(saysJson(page), async (engine) => {
			expect((await engine.runNode('voiceClone', { operation: 'list', simplify })).items).toHaveLength(1);
			expect(await engine.trigger({ includeExisting: true, simplify }).poll()).toHaveLength(1);
		});
	}
	await withEngine(
		saysJson(`{${evilKeys}, "message": "no"}`, 422),
		async (engine) => void (await engine.runNode('speak', speak)),
	);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

describe('the words of an error', () => {
	const escaped = [...apiKey].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
	test.each([
		['the key', JSON.stringify({ message: `bad key ${apiKey}!` }), 'bad key ***!'],
		['the key in escapes', `{"message": "bad key ${escaped}!"}`, 'bad key ***!'],
		['the key where they are cut off', JSON.stringify({ message: 'x'.repeat(490) + apiKey }), 'x'.repeat(400)],
		['the key where the message is cut off', JSON.stringify({ message: 'x'.repeat(463) + apiKey }), 'x***'],
		['the key in a field of a field', JSON.stringify({ detail: [{ key: apiKey }] }), '[{"key":"***"}]'],
		['the key as plain text', `Invalid ${apiKey}`, 'Invalid ***'],
		['control characters', JSON.stringify({ message: 'a\u0007\u001b[31mb\r\nc\0d\u202Ee' }), 'a [31mb c d e'],
	])('with %s are shown safely', async (_, body, words) => {
		await withEngine(saysJson(body, 422), async (engine) => {
			const { error, run } = await engine.runNode('speak', speak);
			expect(error?.message).toContain(words);
			expect(JSON.stringify(run)).not.toContain('sk-very');
			expect(`${error!.message}${error!.description}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		});
	});

	test.each([
		'<script>alert(1)</script>',
		'<!doctype html><h1>502</h1>',
		JSON.stringify({ message: ' <img src=x onerror=alert(1)>' }),
	])('are left out where they are HTML: %s', async (body) => {
		await withEngine(saysJson(body, 422), async (engine) => {
			const { error } = await engine.runNode('speak', speak);
			expect(error?.message).toBe('Fish Audio refused the request [item 0]');
			expect(error?.description).not.toContain('<');
		});
	});

	test.each([JSON.stringify({ message: 'm'.repeat(1_000_000) }), 'm'.repeat(1_000_000)])(
		'of a megabyte are shortened',
		async (body) => {
			await withEngine(saysJson(body, 422), async (engine) => {
				const { error, run } = await engine.runNode('speak', speak);
				expect(error?.message).toContain('mmm');
				expect(`${error!.message}${error!.description}`.length).toBeLessThan(1_500);
				expect(JSON.stringify(run).length).toBeLessThan(50_000);
			});
		},
	);
});
