const runs = 5;

/** Milliseconds of the fastest of several runs: a busy machine only makes a run slower. */
async function fastest(work: () => unknown): Promise<number> {
	let best = Infinity;
	for (let run = 0; run < runs; run++) {
		const started = performance.now();
		await work();
		best = Math.min(best, performance.now() - started);
	}
	return best;
}

/** How many times longer work takes on eight times the size: about 8 where its time is linear, 64 where quadratic. */
export async function growthOverEight(work: (size: number) => unknown, size: number): Promise<number> {
	const small = await fastest(() => work(size));
	return (await fastest(() => work(8 * size))) / small;
}

/** Well between linear and quadratic growth. */
export const linearLimit = 24;
