import { collectGarbage } from '../../support/kept.mts';

/** Runs some work and returns by how many bytes the process grew meanwhile, at its peak. */
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

/** Bytes of buffers that the work holds at its peak. Garbage that is not yet collected does not count. */
export async function heldDuring<T>(work: () => Promise<T>): Promise<{ result: T; held: number }> {
	const inUse = (): number => process.memoryUsage().arrayBuffers;
	void collectGarbage();
	const before = inUse();
	let held = 0;
	const look = (): void => {
		// Collecting garbage takes long: only where it can matter.
		if (inUse() - before < Math.max(held, 16 * megabyte)) return;
		void collectGarbage();
		held = Math.max(held, inUse() - before);
	};
	const watch = setInterval(look, 50);
	const result = await work().finally(() => clearInterval(watch));
	return { result, held };
}
