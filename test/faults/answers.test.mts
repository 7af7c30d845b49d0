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
const honestBody = JSON.stringify(anna);

const withEngine = async (
	starting: Promise<BareServer>,
	work: (engine: Engine, server: BareServer) => Promise<void>,
): Promise<void> =>
	await withServer(starting, async (server) => {
		const engine = await startEngine({ credential: { apiKey, baseUrl: server.url } });
		await work(engine, server).finally(engine.stop);
	});

/** Answers in raw HTTP: the first time with a wrong length, then correctly. */
const liesOnce = async (lie: string, ends = false): Promise<BareServer> => {
	let hasLied = false;
	return await startRaw((socket) => {
		if (hasLied)
			return void socket.write(
				'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n' +
					`content-length: ${honestBody.length}\r\n\r\n${honestBody}`,
			);
		hasLied = true;
		socket.write(lie);
		if (ends) socket.end();
	});
};

const head = (length: string, connection = 'keep-alive'): string =>
	`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: ${connection}\r\n${length}\r\n`;
const evil = JSON.stringify({ ...anna, title: 'Evil' });
const smuggled = `${head(`content-length: ${evil.length}\r\n`)}${evil}`;

describe('requests JSON again if its length is', () => {
	test.each([
		['larger than sent', head(`content-length: ${honestBody.length + 10}\r\n`) + honestBody, true],
		[
			'larger than sent, on a connection that closes',
			head(`content-length: ${honestBody.length + 10}\r\n`, 'close') + honestBody,
			true,
		],
		['smaller than sent', head('content-length: 20\r\n') + honestBody, false],
		['smaller than sent, on a connection that closes', head('content-length: 20\r\n', 'close') + honestBody, true],
		[
			'given twice, differently',
			head(`content-length: ${honestBody.length}\r\ncontent-length: 5\r\n`) + honestBody,
			false,
		],
		['not a number', head('content-length: many\r\n') + honestBody, false],
		['negative', head('content-length: -5\r\n') + honestBody, false],
		['given in addition to chunks', head('content-length: 5\r\ntransfer-encoding: chunked\r\n') + honestBody, false],
		['zero', head('content-length: 0\r\n') + honestBody, false],
	])('%s', async (_, lie, ends) => {
		await withEngine(liesOnce(lie, ends), async (engine, { seen }) => {
			const { items, error } = await engine.runNode('voiceClone', get);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.title)).toEqual(['Anna']);
			expect(seen).toHaveLength(2);
		});
	});
});

describe('an answer with a second one behind it', () => {
	test('never answers another request', async () => {
		const honest = `${head(`content-length: ${honestBody.length}\r\n`)}${honestBody}`;
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

describe('passes no audio on if its length is', () => {
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
		['larger than sent', 'content-length: 3000\r\n', true, 'The connection to Fish Audio was lost'],
		['smaller than sent', 'content-length: 1000\r\n', false, 'The audio of Fish Audio ended after 1000 of 2044 bytes'],
		[
			'given twice, differently',
			'content-length: 2044\r\ncontent-length: 1000\r\n',
			false,
			'The connection to Fish Audio was lost',
		],
	])('%s', async (_, length, ends, message) => {
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

const answersJson = async (body: string, status = 200): Promise<BareServer> =>
	await startHttp((request, response) => {
		request.resume();
		response.writeHead(status, { 'content-type': 'application/json' }).end(body);
	});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('deeply nested JSON', () => {
	test('in a page of voices is an error, and does not crash n8n', async () => {
		for (const body of [
			nested(1_000_000),
			`{"items": ${nested(1_000_000)}}`,
			`{"items": [{"_id": ${nested(1_000_000)}}]}`,
		]) {
			await withEngine(answersJson(body), async (engine) => {
				await expect(engine.trigger().poll()).rejects.toThrow('The answer of Fish Audio could not be understood');
			});
		}
	});

	test('in an unused field does no harm', async () => {
		await withEngine(answersJson(`${honestBody.slice(0, -1)}, "deep": ${nested(1_000_000)}}`), async (engine) => {
			const { items } = await engine.runNode('voiceClone', get);
			expect(items.map(({ json }) => json.title)).toEqual(['Anna']);
		});
	});

	test.each([100, 30_000])('in the message of an error leaves its status readable (%i levels)', async (depth) => {
		await withEngine(answersJson(`{"message": ${nested(depth)}}`, 422), async (engine) => {
			const { error } = await engine.runNode('speak', speak);
			expect(error?.message).toMatch(/^Fish Audio refused the request(: \[+\]+)? \[item 0\]$/);
		});
	});
});

test('JSON keys such as __proto__ change no prototype', async () => {
	const evilKeys =
		'"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {"polluted": 1}';
	const body = `{${evilKeys}, ${honestBody.slice(1)}`;
	const page = `{${evilKeys}, "total": 1, "items": [${body}], "has_more": false}`;
	for (const simplify of [true, false]) {
		await withEngine(answersJson(body), async (engine) => {
			const { items } = await engine.runNode('voiceClone', { ...get, simplify });
			expect(items).toHaveLength(1);
			// The item itself is not changed either.
			expect((items[0]!.json as Record<string, unknown>).polluted).toBeUndefined();
		});
		await withEngine(answersJson(page), async (engine) => {
			expect((await engine.runNode('voiceClone', { operation: 'list', simplify })).items).toHaveLength(1);
			expect(await engine.trigger({ includeExisting: true, simplify }).poll()).toHaveLength(1);
		});
	}
	await withEngine(
		answersJson(`{${evilKeys}, "message": "no"}`, 422),
		async (engine) => void (await engine.runNode('speak', speak)),
	);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

describe("the API's error message", () => {
	const escaped = [...apiKey].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
	test.each([
		['the key', JSON.stringify({ message: `bad key ${apiKey}!` }), 'bad key ***!'],
		['the key in Unicode escapes', `{"message": "bad key ${escaped}!"}`, 'bad key ***!'],
		['the key where the words are cut off', JSON.stringify({ message: 'x'.repeat(490) + apiKey }), 'x'.repeat(400)],
		['the key where the message is cut off', JSON.stringify({ message: 'x'.repeat(463) + apiKey }), 'x***'],
		['the key in a nested field', JSON.stringify({ detail: [{ key: apiKey }] }), '[{"key":"***"}]'],
		['the key as plain text', `Invalid ${apiKey}`, 'Invalid ***'],
		['control characters', JSON.stringify({ message: 'a\u0007\u001b[31mb\r\nc\0d\u202Ee' }), 'a [31mb c d e'],
	])('is shown safely with %s', async (_, body, shown) => {
		await withEngine(answersJson(body, 422), async (engine) => {
			const { error, run } = await engine.runNode('speak', speak);
			expect(error?.message).toContain(shown);
			expect(JSON.stringify(run)).not.toContain('sk-very');
			expect(`${error!.message}${error!.description}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		});
	});

	test.each([
		'<script>alert(1)</script>',
		'<!doctype html><h1>502</h1>',
		JSON.stringify({ message: ' <img src=x onerror=alert(1)>' }),
	])('is left out if it is HTML: %s', async (body) => {
		await withEngine(answersJson(body, 422), async (engine) => {
			const { error } = await engine.runNode('speak', speak);
			expect(error?.message).toBe('Fish Audio refused the request [item 0]');
			expect(error?.description).not.toContain('<');
		});
	});

	test.each([JSON.stringify({ message: 'm'.repeat(1_000_000) }), 'm'.repeat(1_000_000)])(
		'is shortened if it is a megabyte long',
		async (body) => {
			await withEngine(answersJson(body, 422), async (engine) => {
				const { error, run } = await engine.runNode('speak', speak);
				expect(error?.message).toContain('mmm');
				expect(`${error!.message}${error!.description}`.length).toBeLessThan(1_500);
				expect(JSON.stringify(run).length).toBeLessThan(50_000);
			});
		},
	);
});
