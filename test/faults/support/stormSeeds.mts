import fc, { type Arbitrary } from 'fast-check';

/**
 * Seeds of storms: drawn anew for each run, or the one of STORM_SEED, which repeats a storm. Printed whatever comes of
 * them.
 */
export function stormSeeds(count: number): number[] {
	const given = process.env['STORM_SEED'];
	const seeds = given ? [Number(given)] : Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 31));
	if (!seeds.every(Number.isInteger)) throw new Error(`STORM_SEED is no whole number: ${given}`);
	process.stderr.write(`Storms, to be repeated with STORM_SEED: ${seeds.join(', ')}\n`);
	return seeds;
}

/** The scenario that a seed stands for. */
export const drawn = <T,>(scenarios: Arbitrary<T>, seed: number): T => fc.sample(scenarios, { seed, numRuns: 1 })[0]!;
