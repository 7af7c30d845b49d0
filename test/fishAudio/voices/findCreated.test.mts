import { failure, json, status } from '../../support/scripted/answers.mts';
import { noon, type FakeClock } from '../../support/scripted/clock.mts';
import { file, voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';
import type { Answerer } from '../../support/scripted/transport.mts';
import { anna, server, type Fault } from './voiceServer.mts';

const dated = (clock: FakeClock) => ({ date: new Date(clock.now()).toUTCString() });

describe('after a failure of unknown outcome', () => {
	it.each<Fault>(['disconnectedAfter', 'timeoutAfter', 'errorAfter', 'unreadableAfter', 'cutAfter'])(
		'%s: takes the created voice',
		async (fault) => {
			const s = server({ faults: [fault] });
			const r = rig(s.answer);
			expect(await r.client.voices.create(anna())).toMatchObject({ _id: s.made()[0]?._id, title: 'Anna' });
			expect(r.asked()).toEqual(['POST /model', 'GET /model']);
			expect(r.requests[1]?.query).toContain('self=true');
			expect(s.made()).toHaveLength(1);
		},
	);

	it.each<Fault>(['disconnectedBefore', 'errorBefore'])('%s: repeats if none was created', async (fault) => {
		const s = server({ faults: [fault] });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		// Three looks, since a voice may appear late.
		expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model', 'POST /model']);
		expect(s.made()).toHaveLength(1);
	});

	it.each([failure('timeout'), status(502), status(504)])(
		'never sends another request while the server may still be working on the first',
		async (given) => {
			const r = rig((request, clock) =>
				request.method === 'GET' ? json({ total: 0, items: [] }, 200, dated(clock)) : given,
			);
			const error = await failureOf(r.client.voices.create(anna()));
			expect(error.facts.advice).toContain('may exist');
			expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model']);
		},
	);

	it.each(['public', 'unlist', undefined])(
		'takes the created voice even if its visibility is %s, and creates no second one',
		async (visibility) => {
			const s = server({ faults: ['disconnectedAfter'], makes: { visibility } });
			const r = rig(s.answer);
			expect(await r.client.voices.create(anna())).toMatchObject({ _id: s.made()[0]?._id });
			expect(r.asked()).toEqual(['POST /model', 'GET /model']);
			expect(s.made()).toHaveLength(1);
		},
	);

	it('takes the created voice if the server writes times without a time zone', async () => {
		const s = server({
			faults: ['disconnectedAfter'],
			makes: { created_at: new Date(noon + 100).toISOString().replace('Z', '321') },
		});
		await rig(s.answer).client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('finds a voice of two samples, whatever examples the server lists for it', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		const r = rig(s.answer);
		await r.client.voices.create(anna({ samples: [file('a'), file('b')], generateSample: true }));
		expect(s.made()).toHaveLength(1);
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
	});

	it('compares the trimmed title', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		await rig(s.answer).client.voices.create(anna({ title: ' Anna ' }));
		expect(s.made()).toHaveLength(1);
	});

	it("finds it by the server's clock, however far off ours, and by ours if the server sends no date", async () => {
		for (const clock of [
			{ clockOff: -86_400_000 },
			{ clockOff: 86_400_000 },
			{ sendsDate: false },
			{ sendsDate: false, clockOff: -30_000 },
		]) {
			const s = server({ faults: ['timeoutAfter'], ...clock });
			await rig(s.answer).client.voices.create(anna());
			expect(s.made()).toHaveLength(1);
		}
	});

	it.each([
		['takes', 2_000, 1],
		['does not take', 3_001, 2],
	])('%s a voice that was created %i ms before the server says the request began', async (_, before, count) => {
		const s = server({
			faults: ['disconnectedAfter', 'none'],
			makes: { created_at: new Date(noon - before).toISOString() },
		});
		await rig(s.answer).client.voices.create(anna());
		expect(s.made()).toHaveLength(count);
	});

	const older = (over: Record<string, unknown>) =>
		voice({ _id: 'f'.repeat(32), samples: [{}], created_at: '2026-08-01T12:00:00.000Z', ...over });
	it.each([
		['older', { created_at: '2026-08-01T11:59:50.000Z' }],
		['of another title', { title: 'Anna 2' }],
		['of no readable date', { created_at: 'yesterday' }],
	])('does not take a voice %s', async (_, over) => {
		const s = server({ faults: ['disconnectedBefore'], existing: [older(over)] });
		const made = await rig(s.answer).client.voices.create(anna());
		expect(made._id).not.toBe('f'.repeat(32));
		expect(s.made()).toHaveLength(1);
	});

	it('does not take a voice that somebody else created while this request waited for its slot', async () => {
		const theirs = older({ created_at: '2026-08-01T12:01:00.000Z' });
		const s = server({ faults: ['disconnectedBefore'], existing: [theirs] });
		let first = true;
		const r = rig(
			async (request, clock) => {
				if (!first) return await s.answer(request, clock);
				first = false;
				return { ...json(voice()), delay: 200_000 };
			},
			{ concurrency: 1 },
		);
		const before = r.client.voices.get('e'.repeat(32));
		const made = await r.client.voices.create(anna());
		await before;
		expect(made._id).not.toBe('f'.repeat(32));
	});

	it('finds it even if the look takes long because it waits for its slot or is repeated', async () => {
		const s = server({
			faults: ['disconnectedAfter'],
			lookFaults: ['disconnected', status(503, { 'retry-after': '30' })],
		});
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('looks again before each repeat, whatever failed: the voice may appear late', async () => {
		// The first look comes too early; after the 429 it looks again.
		const s = server({ faults: ['disconnectedAfter', 'busy'], listDelay: 1500 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
	});

	it('finds a voice that appears some seconds late', async () => {
		const s = server({ faults: ['disconnectedAfter'], listDelay: 5000 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(s.made()).toHaveLength(1);
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(1);
	});

	it('takes the voice of its first try, even after further tries', async () => {
		const s = server({ faults: ['disconnectedAfter', 'disconnectedBefore'], listDelay: 19_000, takes: 3000 });
		const r = rig(s.answer);
		await r.client.voices.create(anna());
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(2);
		expect(s.made()).toHaveLength(1);
	});

	it('says that the voice may exist when the look fails', async () => {
		const s = server({ faults: ['disconnectedAfter'], lookFaults: [status(401)] });
		const r = rig(s.answer);
		const error = await failureOf(r.client.voices.create(anna()));
		expect(error.facts.advice).toContain('may exist');
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
	});

	it('says that the voice may exist when the tries are used up', async () => {
		const s = server({ faults: Array<Fault>(5).fill('disconnectedBefore') });
		const r = rig(s.answer);
		const error = await failureOf(r.client.voices.create(anna()));
		expect(error.kind).toBe('disconnected');
		expect(error.facts.advice).toContain('may exist');
		expect(r.asked().filter((asked) => asked === 'POST /model')).toHaveLength(5);
		expect(r.asked().at(-1)).toBe('GET /model');
	});

	it('says that the voice may exist when a refusal follows', async () => {
		const script: Answerer = (request, clock) => {
			if (request.method === 'GET') return json({ total: 0, items: [] }, 200, dated(clock));
			return request.number === 1 ? failure('disconnected') : status(402);
		};
		const error = await failureOf(rig(script).client.voices.create(anna()));
		expect(error).toMatchObject({ kind: 'outOfCredit', facts: { status: 402 } });
		expect(error.facts.advice).toMatch(/may exist.*API credit/s);
	});

	it('adds nothing to the error of an execution that was stopped', async () => {
		const stop = failure('cancelled');
		const r = rig((request) => (request.method === 'POST' ? failure('timeout') : stop));
		await expect(r.client.voices.create(anna())).rejects.toBe(stop);
	});

	it('sends nothing more when the execution is stopped after a failure', async () => {
		const stop = failure('cancelled');
		const nothing = json({ total: 0, items: [] });
		const r = rig([failure('disconnected'), nothing, nothing, nothing, stop]);
		await expect(r.client.voices.create(anna())).rejects.toBe(stop);
		expect(r.asked()).toEqual(['POST /model', 'GET /model', 'GET /model', 'GET /model', 'POST /model']);
	});

	it('is tried once and looked for once with maxTries 1', async () => {
		const s = server({ faults: ['disconnectedAfter'] });
		const r = rig(s.answer, { maxTries: 1 });
		expect((await r.client.voices.create(anna()))._id).toBe(s.made()[0]?._id);
		expect(r.asked()).toEqual(['POST /model', 'GET /model']);
	});
});
