/**
 * Runs tasks with up to `window` of them under way, and yields their results in the tasks' order.
 * A task is made only when its turn comes. After a failure, or when the reader leaves, no further one is
 * begun and those under way are waited for; the failure comes out at its place.
 */
export async function* ahead<T>(tasks: Iterator<() => Promise<T>>, window: number): AsyncGenerator<T> {
	const begun: Array<Promise<T>> = [];
	let underWay = 0;
	let stopped = false;

	const fill = (): void => {
		while (!stopped && underWay < Math.max(1, window)) {
			const next = tasks.next();
			if (next.done) return;
			underWay += 1;
			const running = next.value();
			begun.push(running);
			// Bound before anybody awaits it, so that the next task is begun before its result is read.
			running.then(settled, failed);
		}
	};
	const settled = (): void => {
		underWay -= 1;
		fill();
	};
	const failed = (): void => {
		stopped = true;
		underWay -= 1;
	};

	fill();
	try {
		for (let oldest = begun.shift(); oldest; oldest = begun.shift()) yield await oldest;
	} finally {
		stopped = true;
		await Promise.allSettled(begun);
	}
}
