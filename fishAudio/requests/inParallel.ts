/**
 * Runs tasks, up to `window` at a time, and yields their results in the order of the tasks. A task is created only when
 * its turn comes. After a failure, or when the reader stops, no further task starts and the running ones are awaited.
 * The failure is thrown in place of the task's result.
 */
export async function* inParallel<T>(tasks: Iterator<() => Promise<T>>, window: number): AsyncGenerator<T> {
	const started: Array<Promise<T>> = [];
	let running = 0;
	let isStopped = false;

	const startMore = (): void => {
		while (!isStopped && running < Math.max(1, window)) {
			const next = tasks.next();
			if (next.done) return;
			running += 1;
			const task = next.value();
			started.push(task);
			// Not chained to the read below: the next task starts before this one's result is read.
			task.then(succeeded, failed);
		}
	};
	const succeeded = (): void => {
		running -= 1;
		startMore();
	};
	const failed = (): void => {
		isStopped = true;
		running -= 1;
	};

	startMore();
	try {
		for (let oldest = started.shift(); oldest; oldest = started.shift()) yield await oldest;
	} finally {
		isStopped = true;
		await Promise.allSettled(started);
	}
}
