import pLimit from 'p-limit';

/** Runs a task when its turn comes. The turn is held until the task has settled, or has called `leave` before. */
export type Limit = <T>(task: (leave: () => void) => Promise<T>) => Promise<T>;

/** At most `concurrency` tasks at a time, in the order they came. */
export const createLimit = (concurrency: number): Limit => createAdaptiveLimit(concurrency, () => false);

/** So many rounds of tasks have to get through before one more is tried at a time. */
const roundsBeforeMore = 2;

/**
 * A limit that finds out how many of at most `most` tasks at a time the server takes: each one that fails because the
 * server `isBusy` lowers it to what was under way beside it, and with each two rounds that get through it rises by one.
 */
export function createAdaptiveLimit(most: number, isBusy: (error: unknown) => boolean): Limit {
	const limit = pLimit(most);
	let through = 0;

	const taken = (): void => {
		through += 1;
		if (limit.concurrency === most || through < roundsBeforeMore * limit.concurrency) return;
		through = 0;
		limit.concurrency += 1;
	};
	const refused = (): void => {
		through = 0;
		limit.concurrency = Math.max(1, Math.min(limit.concurrency, limit.activeCount) - 1);
	};

	return async (task) => {
		const { running } = await limit(async () => {
			let leave = (): void => undefined;
			const left = new Promise<void>((done) => (leave = done));
			const running = Promise.resolve(leave).then(task);
			await Promise.race([left, running]).then(taken, (error: unknown) => (isBusy(error) ? refused() : taken()));
			return { running };
		});
		return await running;
	};
}
