/** Runs some work and gives the most that the process grew meanwhile, in bytes. */
export async function growthOf<T>(work: () => Promise<T>): Promise<{ result: T; growth: number }> {
	const before = process.memoryUsage.rss();
	let most = before;
	const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
	const watch = setInterval(look, 5);
	const result = await work().finally(() => clearInterval(watch));
	look();
	return { result, growth: most - before };
}

export const megabyte = 1024 * 1024;
