import { setStorms } from '../support/storms.mts';
import { stormSeeds } from '../support/stormSeeds.mts';

const storm = setStorms();

test.each(stormSeeds(10))('survives the storm of seed %i, with thousands of items', async (seed) => {
	const size = {
		spoken: 1_000,
		stopped: 200,
		spokenEarly: 300,
		created: 200,
		createdEarly: 60,
		polls: 25,
		burst: 3_000,
		shared: 100,
	};
	const items = await storm(seed, size);
	process.stderr.write(`Storm ${seed}: ${items} items\n`);
	expect(items).toBeGreaterThan(4_500);
});
