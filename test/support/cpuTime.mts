/** Milliseconds of the processor that some work takes, however busy the machine is. */
export function cpuTime(work: () => unknown): number {
	const started = process.cpuUsage();
	work();
	return process.cpuUsage(started).user / 1000;
}
