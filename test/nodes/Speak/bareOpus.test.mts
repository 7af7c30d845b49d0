import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startEngine } from '../../support/engine.mts';

test('Opus without Ogg is stored byte for byte with the name and type of Opus', async () => {
	const packets = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 97 + 130) % 256));
	const server = createServer((_, response) =>
		response.writeHead(200, { 'content-type': 'audio/opus' }).end(packets),
	).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const engine = await startEngine({
		credential: { apiKey: 'key', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
	});
	const { items, error } = await engine.runNode('speak', {
		text: 'Hello',
		format: 'opus',
		fileName: 'note',
	});
	expect(error).toBeUndefined();
	expect((await engine.bytesOf(items[0])).equals(packets)).toBe(true);
	expect(items[0]!.binary!.data).toMatchObject({
		fileName: 'note.opus',
		mimeType: 'audio/opus',
		fileExtension: 'opus',
	});
	await engine.stop();
	await new Promise((done) => server.close(done));
});
