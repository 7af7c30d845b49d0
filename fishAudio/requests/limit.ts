import pLimit from 'p-limit';

/** Runs a task when its turn comes. The task holds the turn until it has settled or has called `leave`. */
export type Limit = <T>(task: (leave: () => void) => Promise<T>) => Promise<T>;

/** Runs up to `concurrency` tasks at a time, in the order they came. */
export const createLimit = (concurrency: number): Limit => createAdaptiveLimit(concurrency, () => false).limit;

/** A limit that may change while tasks run. */
export interface AdaptiveLimit {
	limit: Limit;
	/** Applies the limit that the server states, if it is below ours. Undefined and 0 change nothing. */
	follow(stated: number | undefined): void;
}

/** Rounds of tasks that must succeed before the limit is raised by one. */
const roundsBeforeMore = 2;

/** Starts a task. Its turn ends when the task settles or calls `leave`. */
function start<T>(task: (leave: () => void) => Promise<T>): { turn: Promise<unknown>; result: Promise<T> } {
	let leave = (): void => undefined;
	const left = new Promise<void>((done) => (leave = done));
	const result = Promise.resolve(leave).then(task);
	return { turn: Promise.race([left, result]), result };
}

/**
 * A limit that finds out how many tasks at a time the server takes, up to `concurrency`. A task that fails because the
 * server `isBusy` lowers the limit to the number of tasks that ran beside it. Two full rounds of other tasks raise it
 * by one, up to what the server has stated last.
 */
export function createAdaptiveLimit(concurrency: number, isBusy: (error: unknown) => boolean): AdaptiveLimit {
	const limit = pLimit(concurrency);
	let ceiling = concurrency;
	let accepted = 0;

	const onAccepted = (): void => {
		accepted += 1;
		if (limit.concurrency >= ceiling || accepted < roundsBeforeMore * limit.concurrency) return;
		accepted = 0;
		limit.concurrency += 1;
	};
	const onBusy = (): void => {
		accepted = 0;
		limit.concurrency = Math.max(1, Math.min(limit.concurrency, limit.activeCount) - 1);
	};
	const follow = (stated: number | undefined): void => {
		const next = stated ? Math.min(concurrency, stated) : ceiling;
		// Where 429s have lowered the limit, it rises step by step.
		if (limit.concurrency === ceiling || limit.concurrency > next) limit.concurrency = next;
		ceiling = next;
	};

	return {
		follow,
		limit: async (task) => {
			// In an object: the turn must not wait for the result.
			const { result } = await limit(async () => {
				const { turn, result } = start(task);
				await turn.then(onAccepted, (error: unknown) => (isBusy(error) ? onBusy() : onAccepted()));
				return { result };
			});
			return await result;
		},
	};
}
