import fc from 'fast-check';

import { inParallel } from '../../../fishAudio/requests/inParallel.ts';

const idle = async (): Promise<void> => await new Promise((done) => setImmediate(done));

/** Tasks that the test settles, and a log of those that have begun. */
function byHand(count: number) {
	const begun: number[] = [];
	const settle: Array<{ done: (value: number) => void; fail: (error: Error) => void }> = [];
	const tasks = Array.from({ length: count }, (_, number) => async () => {
		begun.push(number);
		return await new Promise<number>((done, fail) => (settle[number] = { done, fail }));
	});
	return {
		tasks,
		begun,
		done: (number: number) => settle[number]!.done(number),
		fail: (number: number, error: Error) => settle[number]!.fail(error),
	};
}

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const result of results) found.push(result);
	return found;
}

it('never runs more tasks than its window, and creates each task when its turn comes', async () => {
	const { tasks, begun, done } = byHand(5);
	const reading = all(inParallel(tasks.values(), 2));
	await idle();
	expect(begun).toEqual([0, 1]);
	done(1);
	await idle();
	// The second has ended before the first, so the next begins.
	expect(begun).toEqual([0, 1, 2]);
	for (const number of [0, 2, 3, 4]) {
		done(number);
		await idle();
	}
	expect(await reading).toEqual([0, 1, 2, 3, 4]);
});

it('keeps the order of the tasks for any window and any durations', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 20 }),
			fc.integer({ min: 0, max: 8 }),
			async (durations, window) => {
				let underWay = 0;
				let maximum = 0;
				const tasks = durations.map((turns, number) => async () => {
					maximum = Math.max(maximum, ++underWay);
					for (let turn = 0; turn < turns; turn++) await Promise.resolve();
					underWay -= 1;
					return number;
				});
				expect(await all(inParallel(tasks.values(), window))).toEqual(durations.map((_, number) => number));
				expect(maximum).toBeLessThanOrEqual(Math.max(1, window));
			},
		),
		{ numRuns: 100 },
	);
});

it('throws a failure in its order, starts no further task, and waits for the running ones', async () => {
	const { tasks, begun, done, fail } = byHand(6);
	const seen: number[] = [];
	let ended = false;
	const reading = (async () => {
		for await (const result of inParallel(tasks.values(), 3)) seen.push(result);
	})().finally(() => (ended = true));
	reading.catch(() => undefined);
	await idle();
	fail(1, new Error('second'));
	await idle();
	expect(begun).toEqual([0, 1, 2]);
	done(0);
	await idle();
	expect(seen).toEqual([0]);
	expect(ended).toBe(false);
	done(2);
	await expect(reading).rejects.toThrow('second');
	expect(begun).toEqual([0, 1, 2]);
});

it('leaves no rejection unhandled when several tasks fail', async () => {
	const unheard: unknown[] = [];
	const listen = (reason: unknown): void => void unheard.push(reason);
	process.on('unhandledRejection', listen);
	const { tasks, fail } = byHand(3);
	const reading = all(inParallel(tasks.values(), 3));
	reading.catch(() => undefined);
	await idle();
	for (const number of [2, 1, 0]) fail(number, new Error(String(number)));
	await expect(reading).rejects.toThrow('0');
	await idle();
	process.off('unhandledRejection', listen);
	expect(unheard).toEqual([]);
});

it('starts nothing more once its reader has stopped, and ends when all tasks have settled', async () => {
	const { tasks, begun, done } = byHand(6);
	let left = false;
	const reading = (async () => {
		for await (const result of inParallel(tasks.values(), 2)) if (result === 0) break;
	})().then(() => (left = true));
	await idle();
	done(0);
	await idle();
	const before = begun.length;
	expect(left).toBe(false);
	for (let number = 1; number < before; number++) done(number);
	await reading;
	expect(begun).toHaveLength(before);
});

it('reads nothing from an empty list', async () => {
	expect(await all(inParallel([].values(), 3))).toEqual([]);
});
