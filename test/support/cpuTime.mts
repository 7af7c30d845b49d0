/** The CPU time of some work in milliseconds, which does not depend on other load. */
export function cpuTime(work: () => unknown): number {
	const started = process.cpuUsage();
	work();
	return process.cpuUsage(started).user / 1000;
}

/**
 * Whether four times as much work takes over eight times as long: for linear work that is four times, for quadratic
 * work sixteen times. A few milliseconds do not count. Measured three times, since garbage collection may fall into one
 * of them.
 * @param work does so much of the work: 1 or 4
 */
export function growsFaster(work: (times: 1 | 4) => unknown): boolean {
	// The first time is longer, until the engine has compiled the code.
	work(1);
	return [1, 2, 3].every(() => cpuTime(() => work(4)) > 8 * (cpuTime(() => work(1)) + 5));
}
