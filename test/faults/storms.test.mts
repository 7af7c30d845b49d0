import { setStorms } from './support/storms.mts';
import { stormSeeds } from './support/stormSeeds.mts';

const storm = setStorms();

test.each(stormSeeds(1))(
	'survives the small storm of seed %i',
	async (seed) => {
		const size = {
			spoken: 100,
			stopped: 30,
			spokenEarly: 40,
			created: 20,
			createdEarly: 10,
			polls: 8,
			burst: 250,
			shared: 30,
		};
		expect(await storm(seed, size)).toBeGreaterThan(400);
	},
	120_000,
);
