import { collectGarbage } from '../../support/kept.mts';

/** Runs some work and gives the peak that the process grew meanwhile, in bytes. */
export async function growthOf<T>(work: () => Promise<T>): Promise<{ result: T; growth: number }> {
	const before = process.memoryUsage.rss();
	let peak = before;
	const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
	const watch = setInterval(look, 5);
	const result = await work().finally(() => clearInterval(watch));
	look();
	return { result, growth: peak - before };
}

export const megabyte = 1024 * 1024;

/**
 * Bytes of buffers that are held while the work goes on, at peak: what waits for the garbage collector is not counted.
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
