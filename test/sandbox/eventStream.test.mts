import { request } from 'node:http';
import { startSandbox, type FaultRule, type RunningSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';
import { callApi } from './api.mts';
import { audioIn, dataIn, eventsIn, TIMED, wordsIn } from './events.mts';
import { watch, type Sending } from './wire.mts';

let sandbox: RunningSandbox;
let undamaged: Buffer;
const body = JSON.stringify({ text: 'Grüße, Anna! '.repeat(60), format: 'wav', sample_rate: 8000, chunk_length: 100 });
const sending: Sending = { path: TIMED, body };
beforeAll(async () => {
	sandbox = await startSandbox({ speech: 'tone' });
	undamaged = (await watch(sandbox, sending)).body;
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
	await sandbox.clearFaults();
	await sandbox.clearRequests();
	await sandbox.settings({ credit: 1 });
});

const credit = async () => Number((await callApi(sandbox, 'GET', '/wallet/self/api-credit')).json.credit);

async function under(fault: FaultRule['fault'], more: Sending = {}) {
	await sandbox.fault({ match: { path: TIMED, text: 'Anna' }, fault });
	return watch(sandbox, { ...sending, ...more });
}

test('the stream uses several notations for the same', () => {
	const written = undamaged.toString();
	for (const notation of [
		/^: ping$/m,
		/^event: message\n/m,
		/^event: message\r\n/m,
		/^data:\{/m,
		/^data: \{$/m,
		/^id: /m,
		/\r\n\r\n/,
	])
		expect(written).toMatch(notation);
	expect(written.endsWith('\n\n') || written.endsWith('\r\n\r\n')).toBe(true);
	// Readers that count lines with data, or names, find a different number of events.
	const events = eventsIn(undamaged);
	expect(written.match(/^data:/gm)?.length).not.toBe(events.length);
	expect(written.match(/^event:/gm)?.length).not.toBe(events.length);
});

test('chunks end anywhere: inside events, line ends and characters', async () => {
	const chunks: Buffer[] = [];
	const headers = { authorization: `Bearer ${sandbox.key}`, 'content-type': 'application/json' };
	await new Promise((resolve, reject) => {
		const sent = request(`${sandbox.url}${TIMED}`, { method: 'POST', headers }, (response) => {
			response
				.on('data', (chunk: Buffer) => chunks.push(chunk))
				.on('end', resolve)
				.on('error', reject);
		});
		sent.on('error', reject).end(body);
	});
	expect(Buffer.concat(chunks).equals(undamaged)).toBe(true);
	expect(chunks.filter(({ length }) => length < 4).length).toBeGreaterThan(3);
	expect(chunks.filter((chunk) => !chunk.toString().endsWith('\n\n')).length).toBeGreaterThan(5);
});

test('cut: ends in the middle of an event, unnoticed by HTTP', async () => {
	// Inside the audio of the third event.
	const third = [1, 2].reduce(
		(from) => undamaged.indexOf('"audio_base64":"', from + 1),
		undamaged.indexOf('"audio_base64":"'),
	);
	const afterBytes = third + 100;
	const seen = await under({ kind: 'cut', afterBytes });
	expect(seen).toMatchObject({ status: 200, complete: true });
	expect(seen.body.equals(undamaged.subarray(0, afterBytes))).toBe(true);
	expect(seen.body.toString()).toMatch(/[A-Za-z0-9+/]$/);
	const events = eventsIn(seen.body);
	expect(events.length).toBeGreaterThan(0);
	expect(events).toEqual(eventsIn(undamaged).slice(0, events.length));
	expect(wordsIn(events).length).toBeLessThan(120);
});

test.each(['before', 'after', 'headers', 'body'])('reset, %s: the answer stays incomplete', async (phase) => {
	const seen = await under({ kind: 'reset', phase, afterBytes: 1234 });
	expect(seen.complete).toBe(false);
	expect(seen.body.equals(undamaged.subarray(0, phase === 'body' ? 1234 : 0))).toBe(true);
	expect((await credit()) < 1).toBe(phase !== 'before');
});

test('hang: nothing more comes until the client leaves', async () => {
	const seen = await under({ kind: 'hang', phase: 'body', afterBytes: 1234 }, { leaveAfterMs: 150 });
	expect([seen.body.length, seen.complete]).toEqual([1234, false]);
	const entry = await until(async () => (await sandbox.requests()).find(({ endedAt }) => endedAt !== undefined));
	expect(entry).toMatchObject({ aborted: true, fault: 'hang', body: { chunk_length: 100 } });
});

test('slow, shortLength, endless and empty', async () => {
	const started = performance.now();
	expect((await under({ kind: 'slow', bytesPerSecond: undamaged.length * 4 })).body.equals(undamaged)).toBe(true);
	expect(performance.now() - started).toBeGreaterThan(200);
	expect(await under({ kind: 'shortLength', afterBytes: 500 })).toMatchObject({
		complete: false,
		headers: { 'content-length': String(undamaged.length) },
	});
	const endless = await under({ kind: 'endless' }, { leaveAfterBytes: undamaged.length + 3000 });
	expect([endless.complete, endless.body.subarray(0, undamaged.length).equals(undamaged)]).toEqual([false, true]);
	expect(await under({ kind: 'empty' })).toMatchObject({ status: 200, complete: true, body: Buffer.alloc(0) });
});

test('status: instead of the stream, billed or not', async () => {
	expect((await under({ kind: 'status', status: 503 })).status).toBe(503);
	expect(await credit()).toBe(1);
	expect((await under({ kind: 'status', status: 500, phase: 'after' })).status).toBe(500);
	expect(await credit()).toBeLessThan(1);
});

test('badJson: the last event cannot be parsed', async () => {
	const seen = await under({ kind: 'badJson' });
	expect([seen.status, seen.headers['content-type'], seen.complete]).toEqual([200, 'text/event-stream', true]);
	const data = dataIn(seen.body);
	expect(() => JSON.parse(data.at(-1)!)).toThrow();
	expect(() => data.slice(0, -1).map((some) => JSON.parse(some))).not.toThrow();
});

test('notAudio: a message instead of audio', async () => {
	const seen = await under({ kind: 'notAudio' });
	expect([seen.status, seen.headers['content-type']]).toEqual([200, 'text/event-stream']);
	expect(audioIn(eventsIn(seen.body)).toString()).toMatch(/^Error/);
});

describe('faults of event streams alone', () => {
	const goodEvents = () => eventsIn(undamaged);

	test.each([
		[{}, 0, (event: object) => expect(event).toMatchObject({ alignment: null })],
		[{ how: 'missing', from: 3 }, 3, (event: object) => expect(event).not.toHaveProperty('alignment')],
		[
			{ how: 'broken', from: 1 },
			1,
			(event: object) => expect(event).toMatchObject({ alignment: { audio_duration: null } }),
		],
	])('noAlignment %j: events lack a valid alignment', async (more, from, isWithout) => {
		const events = eventsIn((await under({ kind: 'noAlignment', ...more })).body);
		expect(events.slice(0, from)).toEqual(goodEvents().slice(0, from));
		for (const event of events.slice(from)) isWithout(event);
		expect(audioIn(events).equals(audioIn(goodEvents()))).toBe(true);
	});

	test('otherEvent: an event with another name follows the first', async () => {
		const seen = await under({ kind: 'otherEvent', name: 'usage', data: { bytes: 3 } });
		expect(seen.body.toString()).toContain('event: usage\ndata: {"bytes":3}\n\n');
		expect(dataIn(seen.body).map((data) => JSON.parse(data))).toEqual([
			goodEvents()[0],
			{ bytes: 3 },
			...goodEvents().slice(1),
		]);
	});

	test('done: [DONE] follows the last event', async () => {
		const seen = await under({ kind: 'done' });
		expect(seen.body.toString()).toMatch(/\ndata: \[DONE\]\n\n$/);
		expect(
			dataIn(seen.body)
				.slice(0, -1)
				.map((data) => JSON.parse(data)),
		).toEqual(goodEvents());
	});

	test('lastChunkCut: the stream ends properly in the middle of the last chunk', async () => {
		const seen = await under({ kind: 'lastChunkCut' });
		expect(seen).toMatchObject({ status: 200, complete: true });
		const events = eventsIn(seen.body);
		expect(events).toEqual(goodEvents().slice(0, events.length));
		expect(events.at(-1)!.chunk_seq).toBe(goodEvents().at(-1)!.chunk_seq);
		expect(events.length).toBeLessThan(goodEvents().length);
	});

	test('blank: one event with silence', async () => {
		const [event, ...more] = eventsIn((await under({ kind: 'blank' })).body);
		expect([event!.alignment, more, audioIn([event!]).length]).toEqual([null, [], 44 + 2304]);
	});

	test('wrongRate: audio at another sample rate', async () => {
		const audio = audioIn(eventsIn((await under({ kind: 'wrongRate' })).body));
		expect(audio.readUInt32LE(24)).toBe(44_100);
	});

	test('they do not affect speech without events', async () => {
		for (const kind of ['noAlignment', 'otherEvent', 'done', 'lastChunkCut']) {
			await sandbox.fault({ fault: { kind } });
			const seen = await watch(sandbox, { body });
			expect(seen.body.equals(await sandbox.ttsBytes(JSON.parse(body)))).toBe(true);
		}
	});
});
