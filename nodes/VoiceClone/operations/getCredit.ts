import { prices, worthOf } from '../../../fishAudio/prices';
import type { Operation } from './operation';

export const getCredit: Operation<undefined> = {
	fields: [],
	check: () => undefined,
	run: async (_, fishAudio) => {
		const credit = Number(await fishAudio.credit.get());
		return [{ json: { credit, currency: 'USD', ...worthOf(credit), pricesAsOf: prices.asOf } }];
	},
};
