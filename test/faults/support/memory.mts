import { collectGarbage } from '../../support/kept.mts';

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

/**
 * Bytes of buffers that are held while the work goes on, at most: what waits for the garbage collector is not counted.
 */
export async function heldDuring<T>(work: () => Promise<T>): Promise<{ result: T; held: number }> {
	const inUse = (): number => process.memoryUsage().arrayBuffers;
	void collectGarbage();
	const before = inUse();
	let held = 0;
	const look = (): void => {
		// To collect takes long: only where it may matter.
		if (inUse() - before < Math.max(held, 16 * megabyte)) return;
		void collectGarbage();
		held = Math.max(held, inUse() - before);
	};
	const watch = setInterval(look, 50);
	const result = await work().finally(() => clearInterval(watch));
	return { result, held };
}
