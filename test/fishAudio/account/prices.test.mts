import fc from 'fast-check';

import { models } from '../../../fishAudio/models.ts';
import { prices, worthOf } from '../../../fishAudio/account/prices.ts';

const speechOf = (credit: number, model: string) => worthOf(credit).speech.find((one) => one.model === model);

it.each([
	[0, { bytes: 0, hours: 0 }, 0, 0],
	[15, { bytes: 1_000_000, hours: 12 }, 41.67, 1_500],
	[0.36, { bytes: 24_000, hours: 0.29 }, 1, 36],
	[0.57, { bytes: 38_000, hours: 0.46 }, 1.58, 57],
	// In floating point, this times a million is a little less than 1995.
	[0.001_995, { bytes: 133, hours: 0 }, 0.01, 0],
	[0.000_014, { bytes: 0, hours: 0 }, 0, 0],
	[-3, { bytes: 0, hours: 0 }, 0, 0],
])('%d dollars', (credit, speech, transcriptionHours, voiceDesigns) => {
	expect(worthOf(credit)).toMatchObject({ transcriptionHours, voiceDesigns });
	for (const model of ['s2.1-pro', 's2-pro', 's1']) {
		expect(speechOf(credit, model)).toEqual({ model, pricePerMillionBytes: 15, ...speech });
	}
});

it('has the price of each model, or null if it is unknown', () => {
	expect(worthOf(15).speech.map(({ model }) => model)).toEqual([...models]);
	expect(speechOf(15, 's2.1-pro-free')).toEqual({
		model: 's2.1-pro-free',
		pricePerMillionBytes: 0,
		bytes: null,
		hours: null,
	});
	expect(speechOf(15, 'drama-3')).toEqual({ model: 'drama-3', pricePerMillionBytes: null, bytes: null, hours: null });
});

it('gives exactly as many whole bytes as the credit pays for', () => {
	const price = prices.speechPerMillionBytes['s2.1-pro'];
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (microDollars) => {
			const bytes = speechOf(microDollars / 1_000_000, 's2.1-pro')?.bytes ?? NaN;
			expect(bytes * price).toBeLessThanOrEqual(microDollars);
			expect((bytes + 1) * price).toBeGreaterThan(microDollars);
		}),
	);
});
