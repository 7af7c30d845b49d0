import fc, { type Arbitrary } from 'fast-check';

/** Seeds of storms: new ones for each run, or STORM_SEED, which repeats a storm. They are always printed. */
export function stormSeeds(count: number): number[] {
	const fixed = process.env['STORM_SEED'];
	const seeds = fixed ? [Number(fixed)] : Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 31));
	if (!seeds.every(Number.isInteger)) throw new Error(`STORM_SEED is not a whole number: ${fixed}`);
	process.stderr.write(`Storms (repeat one with STORM_SEED): ${seeds.join(', ')}\n`);
	return seeds;
}

/** The scenario of a seed. */
export const drawn = <T,>(scenarios: Arbitrary<T>, seed: number): T => fc.sample(scenarios, { seed, numRuns: 1 })[0]!;
