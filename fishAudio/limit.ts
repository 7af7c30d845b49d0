import pLimit from 'p-limit';

/** Runs a task when its turn comes. The turn is held until the task has settled. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/** At most `concurrency` tasks at a time, in the order they came. */
export function createLimit(concurrency: number): Limit {
	const limit = pLimit(concurrency);
	return async (task) => await limit(task);
}
