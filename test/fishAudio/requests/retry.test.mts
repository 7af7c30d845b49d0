import fc from 'fast-check';

import { FishAudioError } from '../../../fishAudio/errors.ts';
import { nextWait, retryPolicy, withRetry, type RetryMeans } from '../../../fishAudio/requests/retry.ts';
import { failure, json, status } from '../../support/scripted/answers.mts';
import { voice } from '../../support/scripted/inputs.mts';
import { failureOf, rig } from '../../support/scripted/rig.mts';

const id = voice()._id;

describe('nextWait', () => {
	it('doubles each time, and is spread over its upper half', () => {
		const waits = (random: number) =>
			[1, 2, 3, 4].map((attempt) => nextWait({ attempt, busy: false, random }, retryPolicy));
		expect(waits(0)).toEqual([500, 1000, 2000, 4000]);
		expect(waits(1)).toEqual([1000, 2000, 4000, 8000]);
	});

	it('has a maximum, which is short for a busy server', () => {
		expect(nextWait({ attempt: 30, busy: false, random: 1 }, retryPolicy)).toBe(30_000);
		expect(nextWait({ attempt: 30, busy: true, random: 1 }, retryPolicy)).toBe(5_000);
	});

	it('is in the upper half of its step for every random number', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 49 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
				const wait = nextWait({ attempt, busy: false, random }, retryPolicy) ?? NaN;
				const step = Math.min(1000 * 2 ** (attempt - 1), 30_000);
				return wait >= step / 2 && wait <= step;
			}),
		);
	});

	it('is the wait that the server asks for, or slightly more', () => {
		expect(nextWait({ attempt: 1, busy: true, retryAfter: 7000, random: 0 }, retryPolicy)).toBe(7000);
		expect(nextWait({ attempt: 1, busy: true, retryAfter: 7000, random: 1 }, retryPolicy)).toBe(7100);
		expect(nextWait({ attempt: 4, busy: true, retryAfter: 2000, random: 0 }, retryPolicy)).toBe(2000);
	});

	it('is undefined if the server asks for a day', () => {
		expect(nextWait({ attempt: 1, busy: true, retryAfter: 120_000, random: 0 }, retryPolicy)).toBe(120_000);
		expect(nextWait({ attempt: 1, busy: true, retryAfter: 86_400_000, random: 0 }, retryPolicy)).toBeUndefined();
	});
});

describe('withRetry', () => {
	const means = (over: Partial<RetryMeans> = {}): RetryMeans & { slept: number[] } => {
		const slept: number[] = [];
		return {
			policy: retryPolicy,
			repeatCosts: 'nothing',
			sleep: async (wait) => void slept.push(wait),
			random: () => 0,
			busyFor: () => 0,
			slept,
			...over,
		};
	};

	it('returns a falsy result unchanged', async () => {
		let tries = 0;
		const given = means();
		const result = await withRetry(async () => {
			tries += 1;
			if (tries < 3) throw failure('server');
			return undefined;
		}, given);
		expect(result).toBeUndefined();
		expect(tries).toBe(3);
		expect(given.slept).toEqual([500, 1000]);
	});

	it('never repeats a bug', async () => {
		const bug = new TypeError('x is undefined');
		let tries = 0;
		const work = withRetry(async () => {
			tries += 1;
			throw bug;
		}, means());
		await expect(work).rejects.toBe(bug);
		expect(tries).toBe(1);
	});

	it('never repeats an error that only looks like a failure of the API', async () => {
		const foreign = Object.assign(new Error('of another library'), { kind: 'server', facts: {} });
		const given = means();
		await expect(withRetry(async () => await Promise.reject(foreign), given)).rejects.toBe(foreign);
		expect(given.slept).toEqual([]);
	});

	it('does not repeat what could make a duplicate if there is no way to look for it', async () => {
		const given = means({ repeatCosts: 'duplicate' });
		const error = failure('timeout');
		await expect(withRetry(async () => await Promise.reject(error), given)).rejects.toBe(error);
		expect(given.slept).toEqual([]);
	});

	it('looks once more after the last try, and then fails with that try’s failure', async () => {
		let looks = 0;
		let tries = 0;
		const work = withRetry(
			async () => {
				tries += 1;
				throw failure('disconnected');
			},
			means({ repeatCosts: 'duplicate' }),
			async () => {
				looks += 1;
				return undefined;
			},
		);
		expect((await failureOf(work)).kind).toBe('disconnected');
		expect({ tries, looks }).toEqual({ tries: 5, looks: 15 });
	});

	it('waits before it looks: what was made may take a moment to show', async () => {
		const order: string[] = [];
		await withRetry(
			async () => await Promise.reject(failure('disconnected')),
			means({ repeatCosts: 'duplicate', sleep: async () => void order.push('wait') }),
			async () => {
				order.push('look');
				return 'made';
			},
		);
		expect(order).toEqual(['wait', 'look']);
	});

	it('fails with the failure of its wait when the execution is stopped', async () => {
		const stop = failure('cancelled');
		const given = means({ sleep: async () => await Promise.reject(stop) });
		await expect(withRetry(async () => await Promise.reject(failure('busy')), given)).rejects.toBe(stop);
	});
});

describe('a busy server', () => {
	const get = async (r: ReturnType<typeof rig>) => await r.client.voices.get(id);
	const others = Array.from({ length: 8 }, (_, n) => voice({ _id: String(n).padStart(32, 'a') })._id);

	it('is waited for about a minute, with any number of tries', async () => {
		const r = rig([status(429)]);
		const begun = r.clock.now();
		expect((await failureOf(get(r))).kind).toBe('busy');
		const waited = r.clock.now() - begun;
		expect(waited).toBeGreaterThanOrEqual(60_000);
		expect(waited).toBeLessThan(65_000);
	});

	it('is waited for as long as it accepts other requests of ours', async () => {
		let busy = 40;
		// The others get through, the one for this voice does not, 40 times.
		const r = rig([
			(request) =>
				!request.path.endsWith(id) || busy-- <= 0 ? json(voice({ _id: request.path.slice(-32) })) : status(429),
		]);
		const beside = (async () => {
			for (let n = 0; n < 30; n++) {
				await r.clock.sleep(10_000);
				await r.client.voices.get(others[n % 8]!);
			}
		})();
		expect((await get(r))._id).toBe(id);
		await beside;
		expect(r.requests.filter(({ path }) => path.endsWith(id))).toHaveLength(41);
	});

	it('is waited for a whole minute again after a request without an answer', async () => {
		let dropped = false;
		const begun = Date.UTC(2026, 7, 1, 12);
		const r = rig([
			(_, clock) => {
				if (dropped || clock.now() - begun < 50_000) return status(429);
				dropped = true;
				return failure('unreachable');
			},
		]);
		expect((await failureOf(get(r))).kind).toBe('busy');
		expect(r.clock.now() - begun).toBeGreaterThanOrEqual(110_000);
	});

	it('is not waited for endlessly if requests without an answer come in between', async () => {
		const r = rig(({ number }) => (number % 2 === 1 ? status(429) : failure('disconnected')));
		expect((await failureOf(get(r))).kind).toBe('disconnected');
		expect(r.requests).toHaveLength(10);
	});

	it('is waited for a whole minute again after another answer, too', async () => {
		const r = rig(({ number }) => (number === 5 ? status(503) : status(429)));
		const begun = r.clock.now();
		expect((await failureOf(get(r))).kind).toBe('busy');
		expect(r.clock.now() - begun).toBeGreaterThanOrEqual(r.requests[4]!.startedAt - begun + 60_000);
	});

	it('gets five tries for each further request, once it has accepted nothing for a minute', async () => {
		const r = rig([status(429)], { concurrency: 1 });
		await failureOf(get(r));
		const before = r.requests.length;
		await failureOf(get(r));
		expect(r.requests).toHaveLength(before + 5);
	});

	it('gets exactly the number of tries that was set', async () => {
		const r = rig([status(429)], { maxTries: 3 });
		expect((await failureOf(get(r))).kind).toBe('busy');
		expect(r.requests).toHaveLength(3);
	});

	it('does not use up the tries of other failures', async () => {
		const r = rig([
			status(429),
			status(503),
			status(429),
			status(503),
			status(429),
			status(503),
			status(429),
			status(503),
			json(voice()),
		]);
		expect((await get(r))._id).toBe(id);
	});
});

describe('a read of the client', () => {
	const get = async (r: ReturnType<typeof rig>) => await r.client.voices.get(id);

	it.each([
		['429', status(429)],
		['500', status(500)],
		['502', status(502)],
		['503', status(503)],
		['unreachable', failure('unreachable')],
		['disconnected', failure('disconnected')],
		['timeout', failure('timeout')],
	])('is repeated after %s', async (_, first) => {
		const r = rig([first, json(voice())]);
		expect((await get(r))._id).toBe(id);
		expect(r.clock.waits).toEqual([750]);
	});

	it.each([400, 401, 402, 403, 404, 405, 409, 413, 422, 301, 302, 307])('is not repeated after %i', async (code) => {
		const r = rig([status(code)]);
		expect((await failureOf(get(r))).facts.status).toBe(code);
		expect(r.requests).toHaveLength(1);
		expect(r.clock.waits).toEqual([]);
	});

	it('fails after five tries, with waits of 0.5–1, 1–2, 2–4 and 4–8 seconds', async () => {
		const r = rig([status(503)]);
		expect((await failureOf(get(r))).kind).toBe('server');
		expect(r.requests).toHaveLength(5);
		expect(r.clock.waits).toEqual([750, 1500, 3000, 6000]);
	});

	it('is tried as often as was set', async () => {
		const r = rig([status(503)], { maxTries: 2 });
		await failureOf(get(r));
		expect(r.requests).toHaveLength(2);
		const once = rig([status(503)], { maxTries: 1 });
		await failureOf(get(once));
		expect(once.requests).toHaveLength(1);
		expect(once.clock.waits).toEqual([]);
	});

	it('is not repeated after a bug', async () => {
		const bug = new TypeError('undefined is not a function');
		const r = rig([bug]);
		await expect(get(r)).rejects.toBe(bug);
		expect(r.requests).toHaveLength(1);
	});

	it('waits the seconds of Retry-After', async () => {
		const r = rig([status(429, { 'retry-after': '7' }), json(voice())], { random: () => 0 });
		await get(r);
		expect(r.clock.waits).toEqual([7000]);
	});

	it('waits until the date of Retry-After', async () => {
		const r = rig(
			[(_, clock) => status(503, { 'retry-after': new Date(clock.now() + 20_000).toUTCString() }), json(voice())],
			{ random: () => 0 },
		);
		await get(r);
		expect(r.clock.waits).toEqual([20_000]);
	});

	it('reads a date of Retry-After by the clock of the server, which also sends its time', async () => {
		// The server's clock is an hour behind ours.
		const r = rig(
			[
				(_, clock) =>
					status(503, {
						date: new Date(clock.now() - 3_600_000).toUTCString(),
						'retry-after': new Date(clock.now() - 3_600_000 + 20_000).toUTCString(),
					}),
				json(voice()),
			],
			{ random: () => 0 },
		);
		await get(r);
		expect(r.clock.waits).toEqual([20_000]);
	});

	it('does not wait for a Retry-After of a day, but reports it', async () => {
		const r = rig([status(429, { 'retry-after': '86400' })]);
		const { kind, facts } = await failureOf(get(r));
		expect(kind).toBe('busy');
		expect(facts.retryAfter).toBe(86_400_000);
		expect(r.requests).toHaveLength(1);
		expect(r.clock.waits).toEqual([]);
	});

	it('is repeated when its answer is cut short, interrupted or not JSON', async () => {
		for (const cut of [
			{ ...json(voice()), failure: failure('disconnected') },
			{ ...json(voice()), chunks: [Buffer.from('{"_id":')] },
		]) {
			const r = rig([cut, json(voice())]);
			expect((await get(r))._id).toBe(id);
		}
	});

	it('stops when the execution is stopped during its wait', async () => {
		const r = rig([status(429)]);
		const stop = new FishAudioError('cancelled', 'stopped');
		r.world.sleep = async () => await Promise.reject(stop);
		await expect(get(r)).rejects.toBe(stop);
		expect(r.requests).toHaveLength(1);
	});
});
