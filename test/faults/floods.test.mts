import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import { startEngine, type Engine } from '../support/engine.mts';
import { setStage } from '../support/stage.mts';
import { until } from '../support/until.mts';
import { calls, fullItem } from './support/calls.mts';
import { growthOf, megabyte } from './support/memory.mts';
import { startHttp, startRaw, withServer, type BareServer } from './support/server.mts';

const stage = setStage();

/** What the buffers at both ends of a connection may hold. */
const buffers = 16 * megabyte;
/** Memory for 32 MB of text and its copies; far below the gigabyte that is sent. */
const boundedGrowth = 300 * megabyte;
const gigabyte = 1024 * megabyte;

const tooLarge = 'The answer of Fish Audio is too large to be right';
const oneTry = { text: 'Hello', options: { maxTries: 1 } };

const withEngine = async (
	starting: Promise<BareServer>,
	work: (engine: Engine, server: BareServer) => Promise<void>,
): Promise<void> =>
	await withServer(starting, async (server) => {
		const engine = await startEngine({ credential: { apiKey: 'key', baseUrl: server.url } });
		await work(engine, server).finally(engine.stop);
	});

function* forEver(chunk: Buffer): Generator<Buffer> {
	for (;;) yield chunk;
}

const flood = (response: ServerResponse, chunk: Buffer): void => {
	const source = Readable.from(forEver(chunk));
	// It ends when its reader leaves.
	response.once('close', () => source.destroy());
	source.pipe(response);
};

const reading = calls.filter(({ name }) => ['create', 'get', 'list', 'design', 'transcribe'].includes(name));

describe('gives up a gigabyte of JSON', () => {
	test.each(reading)('after 32 MB: $name', async ({ type, parameters, request }) => {
		await stage.sandbox.fault({ match: request, fault: { kind: 'hugeJson', bytes: gigabyte }, times: 1 });
		const item = await fullItem(stage.engine);
		const { result, growth } = await growthOf(async () => await stage.engine.runNode(type, parameters, [item]));
		expect(result.error?.message).toBe(`${tooLarge} [item 0]`);
		expect(growth).toBeLessThan(boundedGrowth);
		await until(async () => (await stage.sandbox.stats()).inFlight === 0);
		const [huge] = await stage.sandbox.requests();
		expect(huge).toMatchObject({ aborted: true });
		expect(huge!.bytesOut).toBeLessThan(32 * megabyte + buffers);
	});

	test('before reading it, where audio is expected', async () => {
		await stage.sandbox.fault({
			match: { method: 'POST', path: '^/v1/tts$' },
			fault: { kind: 'hugeJson', bytes: gigabyte },
			times: 1,
		});
		const { error } = await stage.engine.runNode('speak', oneTry);
		expect(error?.message).toBe("Fish Audio answered with 'application/json' where audio was expected [item 0]");
		await until(async () => (await stage.sandbox.stats()).inFlight === 0);
		expect(await stage.sandbox.requests()).toMatchObject([{ aborted: true }]);
	});

	test('in a poll', async () => {
		await stage.sandbox.fault({ fault: { kind: 'hugeJson', bytes: gigabyte } });
		await expect(stage.engine.trigger().poll()).rejects.toThrow(tooLarge);
		expect(await stage.sandbox.requests()).toHaveLength(1);
	});
});

/** A gigabyte of one letter in a megabyte of gzip. */
const bomb = Buffer.concat(Array<Buffer>(64).fill(gzipSync(Buffer.alloc(16 * megabyte, 'a'))));

describe('does not unpack a megabyte to a gigabyte', () => {
	const server = async (): Promise<BareServer> =>
		await startHttp((request, response) => {
			request.resume();
			response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
		});

	test.each([
		['list', 'voiceClone', { operation: 'list' }, tooLarge],
		['speak', 'speak', oneTry, 'Fish Audio answered with'],
	] as const)('in an answer: %s', async (_, type, parameters, message) => {
		await withEngine(server(), async (engine, { seen }) => {
			const { result, growth } = await growthOf(async () => await engine.runNode(type, parameters));
			expect(result.error?.message).toContain(message);
			expect(growth).toBeLessThan(boundedGrowth);
			expect(seen).toHaveLength(1);
		});
	});

	test('in audio', async () => {
		const audio = startHttp((request, response) => {
			request.resume();
			response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-encoding': 'gzip' }).end(bomb);
		});
		await withEngine(audio, async (engine) => {
			const { result, growth } = await growthOf(async () => await engine.runNode('speak', oneTry));
			expect(result.error?.message).toBe(
				'Fish Audio answered with something that is not MP3 where audio was expected [item 0]',
			);
			expect(growth).toBeLessThan(boundedGrowth);
		});
	});
});

describe('an answer without an end', () => {
	test.each([422, 401, 500])('is read for 64 KB if it is the body of a %i', async (status) => {
		const server = startHttp((request, response) => {
			request.resume();
			flood(response.writeHead(status, { 'content-type': 'text/plain' }), Buffer.alloc(65_536, 'b'));
		});
		await withEngine(server, async (engine, { bytes, open }) => {
			const { error } = await engine.runNode('speak', oneTry);
			expect(error).toMatchObject({ httpCode: String(status) });
			expect(`${error!.message}${error!.description}`.length).toBeLessThan(1_500);
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(buffers);
		});
	});

	test('is given up if it is JSON', async () => {
		const server = startHttp((_, response) =>
			flood(response.writeHead(200, { 'content-type': 'application/json' }), Buffer.alloc(65_536, '[')),
		);
		await withEngine(server, async (engine, { bytes, open, seen }) => {
			const { error } = await engine.runNode('voiceClone', { operation: 'list' });
			expect(error?.message).toBe(`${tooLarge} [item 0]`);
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(32 * megabyte + buffers);
			expect(seen).toHaveLength(1);
		});
	});

	test('is not read if it is a web page', async () => {
		const server = startHttp((request, response) => {
			request.resume();
			flood(response.writeHead(200, { 'content-type': 'text/html' }), Buffer.alloc(65_536, 'e'));
		});
		await withEngine(server, async (engine, { bytes, open }) => {
			const { error } = await engine.runNode('voiceClone', { operation: 'list' });
			expect(error?.message).toBe('The Base URL leads to a web page and not to the API [item 0]');
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(buffers);
		});
	});

	test('is given up if it has times of words without any sound', async () => {
		const segments = Array.from({ length: 20_000 }, (_, word) => ({ text: `word${word}`, start: word, end: word + 1 }));
		function* events(): Generator<string> {
			for (let chunk = 0; ; chunk++) {
				const event = {
					audio_base64: '',
					content: '',
					alignment: { segments },
					chunk_seq: chunk,
					chunk_audio_offset_sec: 0,
				};
				yield `data: ${JSON.stringify(event)}\n\n`;
			}
		}
		const server = startHttp((request, response) => {
			request.resume();
			const source = Readable.from(events());
			response.once('close', () => source.destroy());
			source.pipe(response.writeHead(200, { 'content-type': 'text/event-stream' }));
		});
		await withEngine(server, async (engine, { bytes, open, seen }) => {
			const { error } = await engine.runNode('speak', { text: 'Hello', captions: 'srt' });
			expect(error?.message).toBe(`${tooLarge} [item 0]`);
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(32 * megabyte + buffers);
			expect(seen).toHaveLength(1);
		});
	}, 20_000);

	test('is given up if its headers do not end', async () => {
		const server = startRaw((socket) => {
			const more = Readable.from(forEver(Buffer.from(`x-more: ${'c'.repeat(1_000)}\r\n`)));
			socket.once('close', () => more.destroy());
			socket.write('HTTP/1.1 200 OK\r\n');
			more.pipe(socket);
		});
		await withEngine(server, async (engine, { bytes, open, seen }) => {
			const { error } = await engine.runNode('speak', oneTry);
			expect(error?.message).toBe('The connection to Fish Audio was lost [item 0]');
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(buffers);
			expect(seen).toHaveLength(1);
		});
	});

	test('is not read if it is the body of a redirect', async () => {
		const server = startHttp((request, response) => {
			request.resume();
			flood(response.writeHead(302, { location: '/elsewhere' }), Buffer.alloc(65_536, 'd'));
		});
		await withEngine(server, async (engine, { bytes, open }) => {
			const { error } = await engine.runNode('speak', oneTry);
			expect(error?.message).toBe('The base URL sends requests to another address [item 0]');
			await until(() => open() === 0);
			expect(bytes().written).toBeLessThan(buffers);
		});
	});
});
