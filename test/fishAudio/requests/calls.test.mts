import { defaultTimeout } from '../../../fishAudio/requests/calls.ts';
import { audio, failure, json, plain, status } from '../../support/scripted/answers.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';
import type { Answerer } from '../../support/scripted/transport.mts';
import { wav } from '../../support/sounds.mts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', '0'].map((letter) => letter.repeat(32));
const spoken = wav();
const say = { text: 'Hello', model: 's1' as const, format: 'wav' as const };
const keep = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
};

describe('the limit', () => {
	it('applies to the requests of all features together', async () => {
		const r = rig(({ path }) => ({ ...(path === '/v1/tts' ? audio(spoken) : json(voice())), delay: 300 }), {
			concurrency: 3,
		});
		await Promise.all([
			...ids.map(async (id) => await r.client.voices.get(id)),
			...ids.map(async () => await r.client.speech.speak(say, keep)),
		]);
		expect(r.mostInFlight()).toBe(3);
		expect(r.inFlight()).toBe(0);
	});

	it.each([
		['2', 2],
		['50', 5],
		['0x1', 5],
		['none', 5],
	])('follows what the server says: %s', async (stated, limit) => {
		const r = rig(() => ({ ...json(voice(), 200, { 'ratelimit-limit-concurrency': stated }), delay: 300 }), {
			concurrency: 5,
		});
		await r.client.voices.get(ids[0]!);
		await Promise.all(ids.map(async (id) => await r.client.voices.get(id)));
		expect(r.mostInFlight()).toBe(limit);
	});

	it('names the trace ID of an answer that failed after its headers', async () => {
		const r = rig([json({ no: 'voice' }, 200, { 'x-fish-trace-id': 'trace-1' })]);
		expect((await failureOf(r.client.voices.get(ids[0]!))).facts.traceId).toBe('trace-1');
	});

	it('is used fully: N requests of L take N·L/c', async () => {
		const r = rig(() => ({ ...json(voice()), delay: 300 }), { concurrency: 5 });
		const started = r.clock.now();
		await Promise.all(Array.from({ length: 20 }, async () => await r.client.voices.get(ids[0]!)));
		expect(r.clock.now() - started).toBe(1200);
	});

	it('holds no slot during a backoff', async () => {
		const answer: Answerer = ({ path, number }) =>
			path.endsWith(ids[0]!) && number === 1 ? status(503) : json(voice());
		const r = rig(answer, { concurrency: 1 });
		await Promise.all([r.client.voices.get(ids[0]!), r.client.voices.get(ids[1]!)]);
		expect(r.requests.map(({ path }) => path.slice(-1))).toEqual(['a', 'b', 'a']);
		expect(r.requests[1]?.startedAt).toBe(r.requests[0]?.endedAt);
	});

	it('holds a slot until the body is read to its end', async () => {
		const r = rig(() => ({ ...json(voice()), chunkDelay: 5000 }), { concurrency: 1 });
		await Promise.all([r.client.voices.get(ids[0]!), r.client.voices.get(ids[1]!)]);
		expect(r.requests[1]?.startedAt).toBe(r.requests[0]?.endedAt);
		expect(r.mostInFlight()).toBe(1);
	});

	it('holds a slot until the body of an error is read', async () => {
		const r = rig(() => ({ ...status(404), chunkDelay: 5000 }), { concurrency: 1 });
		await Promise.all([failureOf(r.client.voices.get(ids[0]!)), failureOf(r.client.voices.get(ids[1]!))]);
		expect(r.mostInFlight()).toBe(1);
	});

	it('holds a slot until the answer of a change is read', async () => {
		const r = rig(({ method }) => ({ ...(method === 'PATCH' ? plain('x') : json(voice())), chunkDelay: 5000 }), {
			concurrency: 1,
		});
		await Promise.all([
			r.client.voices.update(ids[0]!, { title: 'B' }),
			r.client.voices.update(ids[1]!, { title: 'C' }),
		]);
		expect(r.mostInFlight()).toBe(1);
		expect(r.requests.every(({ answerBody }) => answerBody === 'ended')).toBe(true);
	});

	it('passes its slot on with the last byte of audio, before the audio is stored', async () => {
		const r = rig([{ ...audio(spoken), chunkDelay: 5000 }], { concurrency: 1 });
		const storedAt: number[] = [];
		const slowly = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
			await keep(stream);
			await r.clock.sleep(4000);
			storedAt.push(r.clock.now());
		};
		await Promise.all([r.client.speech.speak(say, slowly), r.client.speech.speak(say, slowly)]);
		expect(r.mostInFlight()).toBe(1);
		expect(r.requests[1]?.startedAt).toBe(r.requests[0]?.endedAt);
		expect(storedAt[0]).toBe(r.requests[0]!.endedAt! + 4000);
	});

	it('holds a slot until the end of an attempt whose audio is not read to its end', async () => {
		const r = rig([audio(spoken)], { concurrency: 1 });
		const failsAt: number[] = [];
		const failing = async (): Promise<void> => {
			await r.clock.sleep(4000);
			failsAt.push(r.clock.now());
			throw new Error('disk full');
		};
		await Promise.allSettled([r.client.speech.speak(say, failing), r.client.speech.speak(say, failing)]);
		expect(r.requests[1]?.startedAt).toBe(failsAt[0]);
	});
});

describe('an attempt', () => {
	it('has the deadline that was set, or the vendor’s', async () => {
		const usual = rig([json(voice())]);
		await usual.client.voices.get(ids[0]!);
		expect(usual.requests[0]?.timeout).toBe(defaultTimeout);
		const custom = rig([json(voice())], { timeout: 5000 });
		await custom.client.voices.get(ids[0]!);
		expect(custom.requests[0]?.timeout).toBe(5000);
	});

	it('has more time for a large upload, in whole milliseconds, as timers need', async () => {
		const r = rig([json(voice(), 201)]);
		// The transport fails, since the stated size is not the true one.
		const sample = { ...file('RIFF'), size: 64_000_001 };
		await r.client.voices.create({ title: 'A', samples: [sample], visibility: 'private' }).catch(() => undefined);
		expect(r.requests[0]?.timeout).toBeGreaterThanOrEqual(defaultTimeout + 1_000_000);
		expect(Number.isInteger(r.requests[0]?.timeout)).toBe(true);
	});

	it('makes a new body: no form is sent twice, and each attempt opens every sample again', async () => {
		const sample = file('sound');
		const r = rig([status(429), failure('unreachable'), json(voice(), 201)]);
		await r.client.voices.create({ title: 'A', samples: [sample], visibility: 'private' });
		expect(new Set(r.requests.map(({ body }) => body)).size).toBe(3);
		expect(sample.opened).toBe(3);
	});

	it('reads the samples of speech again, too', async () => {
		const sample = file('sound');
		const r = rig([status(503), audio(spoken)]);
		await r.client.speech.speak({ ...say, samples: [{ file: sample, transcript: 'x' }] }, keep);
		expect(sample.opened).toBe(2);
		expect(r.requests[0]?.body).not.toBe(r.requests[1]?.body);
		expect(r.requests[0]?.bytes).toEqual(r.requests[1]?.bytes);
	});
});
