import { readdir } from 'node:fs/promises';

import { errorOf, itemsOf } from './support/execution.mts';
import { setHouse } from './support/house.mts';

const house = setHouse({ sandbox: { speech: 'tone' } });

describe('ads batch', () => {
	test('speaks every line in every voice and saves each', async () => {
		const id = await house.saveExample('ads-batch');
		const execution = await house.run(id, 'Start by Hand');
		expect(errorOf(execution)).toBeUndefined();
		console.log(itemsOf(execution, 'Speak the Ads').map(({json})=>json.fileName), await readdir(house.files));
	});
});
