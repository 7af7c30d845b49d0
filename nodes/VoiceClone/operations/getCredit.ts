import type { IDataObject } from 'n8n-workflow';

import { prices, worthOf, type SpeechWorth } from '../../../fishAudio/account/prices';
import type { Operation } from './operation';

/** A note on a model for which the credit does not limit the text, or not by a known amount. */
function noteOn({ pricePerMillionBytes: price }: SpeechWorth): IDataObject {
	if (price === null) return { note: 'The price is not known' };
	return price === 0 ? { note: 'Costs nothing' } : {};
}

export const getCredit: Operation<undefined> = {
	name: 'Get Credit',
	action: 'Get the credit of the account',
	description: 'Get your remaining API credit and how much speech it pays for',
	forAgents:
		'Reads the API credit that is left. Returns credit in US dollars, and how much speech it pays for with each model.',
	fields: [],
	check: () => undefined,
	run: async (_, fishAudio) => {
		const credit = await fishAudio.credit.get();
		const { speech, ...others } = worthOf(credit);
		const bought = speech.map((one): IDataObject => ({ ...one, ...noteOn(one) }));
		return [{ json: { credit, currency: 'USD', speech: bought, ...others, pricesAsOf: prices.asOf } }];
	},
};
