import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { timedRecording } from './events.mts';
import { recording } from './sound.mts';

/**
 * A server that does the minimum, so that the client is what is measured. It reads a body, waits, and answers with a
 * fixed number of bytes of audio, as events if requested, or with a voice. It ends with its parent.
 */
const { values } = parseArgs({
	options: {
		latency: { type: 'string', default: '0' },
		bytes: { type: 'string', default: '16000' },
		capacity: { type: 'string', default: '1000000' },
	},
});
const [latency, bytes, capacity] = [values.latency, values.bytes, values.capacity].map(Number) as [
	number,
	number,
	number,
];

const counts = { requests: 0, refused: 0, inFlight: 0, maxInFlight: 0, bytesIn: 0 };

const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
	const text = JSON.stringify(body);
	response
		.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
		.end(text);
};

/** Reads a body and returns its first bytes, enough for a complete speech request. */
async function takeBody(request: IncomingMessage): Promise<string> {
	let start = '';
	for await (const chunk of request) {
		if (start.length < 4096) start += (chunk as Buffer).toString('latin1', 0, 4096);
		counts.bytesIn += (chunk as Buffer).length;
	}
	return start;
}

async function answer(response: ServerResponse, type: string, pieces: Iterable<Buffer>): Promise<void> {
	response.writeHead(200, { 'content-type': type });
	await pipeline(Readable.from(pieces, { objectMode: false }), response);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = await takeBody(request);
	if (request.url === '/v1/tts') {
		await wait(latency);
		const [, rate] = /"sample_rate":(\d+)/.exec(body) ?? [];
		return await answer(response, 'audio/wav', recording(bytes, rate === undefined ? undefined : Number(rate)));
	}
	if (request.url === '/v1/tts/stream/with-timestamp')
		return await answer(response, 'text/event-stream', timedRecording(bytes));
	answerJson(response, 201, {
		_id: 'f'.repeat(32),
		title: 'Anna',
		state: 'trained',
		visibility: 'private',
		created_at: new Date().toISOString(),
	});
}

const server = createServer((request, response) => {
	if (request.url === '/counts') return answerJson(response, 200, counts);
	if (counts.inFlight >= capacity) {
		counts.refused += 1;
		request.resume();
		return answerJson(response, 429, { status: 429, message: 'Too many requests' });
	}
	counts.requests += 1;
	counts.inFlight += 1;
	counts.maxInFlight = Math.max(counts.maxInFlight, counts.inFlight);
	// A request ends with the last byte of its answer, not when the client has noticed.
	const done = (): void => void (counts.inFlight -= 1);
	serve(request, response).then(done, done);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.stdin.resume().on('end', () => process.exit(0));
