import { createAdaptiveLimit, createLimit, type AdaptiveLimit } from '../../../fishAudio/requests/limit.ts';

const held = () => {
	let release = (): void => undefined;
	const promise = new Promise<void>((done) => (release = done));
	return { promise, release };
};
const idle = async (): Promise<void> => await new Promise((done) => setImmediate(done));

it('runs the set number of tasks at a time, in their order', async () => {
	const limit = createLimit(2);
	const begun: number[] = [];
	const gates = [held(), held(), held(), held()];
	const work = gates.map((gate, number) =>
		limit(async () => {
			begun.push(number);
			await gate.promise;
		}),
	);
	await idle();
	expect(begun).toEqual([0, 1]);
	gates[1]!.release();
	await idle();
	expect(begun).toEqual([0, 1, 2]);
	gates.forEach(({ release }) => release());
	await Promise.all(work);
	expect(begun).toEqual([0, 1, 2, 3]);
});

it('passes the slot on after a failure', async () => {
	const limit = createLimit(1);
	await expect(limit(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(
		limit(() => {
			throw new Error('at once');
		}),
	).rejects.toThrow('at once');
	expect(await limit(async () => 'yes')).toBe('yes');
});

it('passes the slot on, once, when a task leaves before its end', async () => {
	const limit = createLimit(1);
	const stays = held();
	const first = limit(async (leave) => {
		leave();
		leave();
		await stays.promise;
		return 'first';
	});
	const blocks = held();
	const second = limit(async () => await blocks.promise);
	const begun: string[] = [];
	const third = limit(async () => void begun.push('third'));
	await idle();
	expect(begun).toEqual([]);
	blocks.release();
	await third;
	expect(begun).toEqual(['third']);
	stays.release();
	expect(await first).toBe('first');
	await second;
});

it('reports the failure of a task that has left', async () => {
	const limit = createLimit(1);
	const failing = limit(async (leave) => {
		leave();
		await idle();
		throw new Error('later');
	});
	await expect(failing).rejects.toThrow('later');
	expect(await limit(async () => 'yes')).toBe('yes');
});

describe('a limit that adapts', () => {
	const busy = new Error('busy');

	/** A server that accepts `capacity` tasks at a time, and what it saw. */
	const serverOf = (capacity: { now: number }) => {
		const seen = { inFlight: 0, maximum: 0, refused: 0 };
		const task = async (): Promise<void> => {
			if (seen.inFlight >= capacity.now) {
				seen.refused += 1;
				throw busy;
			}
			seen.inFlight += 1;
			seen.maximum = Math.max(seen.maximum, seen.inFlight);
			await idle();
			seen.inFlight -= 1;
		};
		return { seen, task };
	};
	/** Runs this many tasks, and repeats each until it succeeds. */
	const runAll = async (
		limit: ReturnType<typeof createLimit>,
		task: () => Promise<void>,
		count: number,
	): Promise<void> => {
		const one = async (): Promise<void> => {
			while (
				!(await limit(task).then(
					() => true,
					() => false,
				))
			);
		};
		await Promise.all(Array.from({ length: count }, one));
	};

	it('goes down to what the server accepts, and only sometimes tries one more', async () => {
		const { seen, task } = serverOf({ now: 2 });
		await runAll(createAdaptiveLimit(5, (error) => error === busy).limit, task, 400);
		// 3 at once in the beginning; then one for each two rounds of two.
		expect(seen.refused).toBeLessThanOrEqual(3 + 400 / 4);
		expect(seen.maximum).toBe(2);
	});

	it('rises again when the server accepts more, but never above its maximum', async () => {
		const capacity = { now: 1 };
		const { seen, task } = serverOf(capacity);
		const { limit } = createAdaptiveLimit(5, (error) => error === busy);
		await runAll(limit, task, 20);
		expect(seen.maximum).toBe(1);
		capacity.now = 100;
		await runAll(limit, task, 200);
		expect(seen.maximum).toBe(5);
	});

	it('is not lowered by other failures, and passes them on', async () => {
		const { limit } = createAdaptiveLimit(3, (error) => error === busy);
		const failed = new Error('other');
		for (let n = 0; n < 5; n++) await expect(limit(async () => await Promise.reject(failed))).rejects.toBe(failed);
		const { seen, task } = serverOf({ now: 100 });
		await runAll(limit, task, 9);
		expect(seen.maximum).toBe(3);
	});

	it('always runs at least one task at a time', async () => {
		const { limit } = createAdaptiveLimit(5, (error) => error === busy);
		for (let n = 0; n < 50; n++) await expect(limit(async () => await Promise.reject(busy))).rejects.toBe(busy);
		expect(await limit(async () => 'through')).toBe('through');
	});

	describe('and knows the limit of the server', () => {
		/** The maximum number of 20 tasks under way at a time. */
		const maximumOf = async ({ limit }: AdaptiveLimit): Promise<number> => {
			const { seen, task } = serverOf({ now: 100 });
			await runAll(limit, task, 20);
			return seen.maximum;
		};
		const limitedTo = (...limits: Array<number | undefined>): AdaptiveLimit => {
			const adaptive = createAdaptiveLimit(5, (error) => error === busy);
			for (const one of limits) adaptive.follow(one);
			return adaptive;
		};

		it.each([
			[[3], 3],
			[[1], 1],
			[[50], 5],
			[[3, 4], 4],
			[[3, 50], 5],
			[[2, undefined], 2],
			[[2, 0], 2],
			[[0], 5],
			[[undefined], 5],
		])('%j: at most %i at a time', async (limits, maximum) =>
			expect(await maximumOf(limitedTo(...limits))).toBe(maximum),
		);

		it('does not rise above what the server has stated', async () => {
			const adaptive = limitedTo(2);
			await maximumOf(adaptive);
			expect(await maximumOf(adaptive)).toBe(2);
		});

		it('rises step by step after refusals', async () => {
			const adaptive = limitedTo();
			for (let n = 0; n < 9; n++) await adaptive.limit(async () => await Promise.reject(busy)).catch(() => undefined);
			adaptive.follow(4);
			adaptive.follow(5);
			const { seen, task } = serverOf({ now: 100 });
			await runAll(adaptive.limit, task, 2);
			expect(seen.maximum).toBe(1);
			expect(await maximumOf(adaptive)).toBeGreaterThan(1);
		});

		it('starts waiting tasks when the server states more', async () => {
			const adaptive = limitedTo(1);
			const gate = held();
			const first = adaptive.limit(async () => await gate.promise);
			const second = adaptive.limit(async () => 'second');
			adaptive.follow(2);
			expect(await second).toBe('second');
			gate.release();
			await first;
		});
	});
});
