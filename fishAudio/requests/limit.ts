import pLimit from 'p-limit';

/** Runs a task when its turn comes. The turn is held until the task has settled, or has called `leave` before. */
export type Limit = <T>(task: (leave: () => void) => Promise<T>) => Promise<T>;

/** At most `concurrency` tasks at a time, in the order they came. */
export const createLimit = (concurrency: number): Limit => createAdaptiveLimit(concurrency, () => false).limit;

/** A limit that may change while tasks run. */
export interface AdaptiveLimit {
	limit: Limit;
	/** Holds the limit at what the server says it takes, where that is less than `most`; nothing and 0 say nothing. */
	follow(told: number | undefined): void;
}

/** So many rounds of tasks have to get through before one more is tried at a time. */
const roundsBeforeMore = 2;

/**
 * A limit that finds out how many of at most `most` tasks at a time the server takes: each one that fails because the
 * server `isBusy` lowers it to what was under way beside it, and with each two rounds that get through it rises by one,
 * up to what the server has told last.
 */
export function createAdaptiveLimit(most: number, isBusy: (error: unknown) => boolean): AdaptiveLimit {
	const limit = pLimit(most);
	let ceiling = most;
	let through = 0;

	const taken = (): void => {
		through += 1;
		if (limit.concurrency >= ceiling || through < roundsBeforeMore * limit.concurrency) return;
		through = 0;
		limit.concurrency += 1;
	};
	const refused = (): void => {
		through = 0;
		limit.concurrency = Math.max(1, Math.min(limit.concurrency, limit.activeCount) - 1);
	};
	const follow = (told: number | undefined): void => {
		const next = told ? Math.min(most, told) : ceiling;
		// Where refusals have brought it below, it rises step by step.
		if (limit.concurrency === ceiling || limit.concurrency > next) limit.concurrency = next;
		ceiling = next;
	};

	return {
		follow,
		limit: async (task) => {
			const { running } = await limit(async () => {
				let leave = (): void => undefined;
				const left = new Promise<void>((done) => (leave = done));
				const running = Promise.resolve(leave).then(task);
				await Promise.race([left, running]).then(taken, (error: unknown) => (isBusy(error) ? refused() : taken()));
				return { running };
			});
			return await running;
		},
	};
}
