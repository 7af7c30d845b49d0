import fc from 'fast-check';

import { prices, worthOf } from '../../fishAudio/prices.ts';

it.each([
	[0, { speechBytes: 0, speechHours: 0, transcriptionHours: 0 }],
	[15, { speechBytes: 1_000_000, speechHours: 12, transcriptionHours: 41.67 }],
	[0.36, { speechBytes: 24_000, speechHours: 0.29, transcriptionHours: 1 }],
	[0.57, { speechBytes: 38_000, speechHours: 0.46, transcriptionHours: 1.58 }],
	// In floating point, this times a million is a little less than 1995.
	[0.001_995, { speechBytes: 133, speechHours: 0, transcriptionHours: 0.01 }],
	[0.000_014, { speechBytes: 0, speechHours: 0, transcriptionHours: 0 }],
	[-3, { speechBytes: 0, speechHours: 0, transcriptionHours: 0 }],
])('%d dollars', (credit, worth) => {
	expect(worthOf(credit)).toEqual(worth);
});

it('never promises a byte more than the credit pays for, and not a whole one less', () => {
	fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (microDollars) => {
		const { speechBytes } = worthOf(microDollars / 1_000_000);
		expect(speechBytes * prices.speechPerMillionBytes).toBeLessThanOrEqual(microDollars);
		expect((speechBytes + 1) * prices.speechPerMillionBytes).toBeGreaterThan(microDollars);
	}));
});
