/** The CPU time of some work in milliseconds, which does not depend on other load. */
export function cpuTime(work: () => unknown): number {
	const started = process.cpuUsage();
	work();
	return process.cpuUsage(started).user / 1000;
}
