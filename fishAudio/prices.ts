/** What Fish Audio charges, in US dollars without taxes (Fish Audio docs, Pricing & Rate Limits, August 2026). */
export const prices = {
	/** When they were read, as year and month. */
	asOf: '2026-08',
	/** For a million UTF-8 bytes of text to be spoken, with any model that is not free. */
	speechPerMillionBytes: 15,
	/** Hours of speech that a million UTF-8 bytes of English text are, about. */
	speechHoursPerMillionBytes: 12,
	/** For an hour of recordings to be transcribed. */
	transcriptionPerHour: 0.36,
};

/** What an amount of credit buys, if all of it goes into one of these. */
export interface Worth {
	/** UTF-8 bytes of text to be spoken, whole ones. */
	speechBytes: number;
	/** Hours of speech that these are, about; to the hundredth. */
	speechHours: number;
	/** Hours of recordings to be transcribed, to the hundredth. */
	transcriptionHours: number;
}

const hundredths = (hours: number): number => Math.round(hours * 100) / 100;

/** What `credit`, in US dollars, buys. An account in debt buys nothing. */
export function worthOf(credit: number): Worth {
	// In whole millionths of a dollar, so that nothing is lost in between.
	const microDollars = Math.max(0, Math.round(credit * 1_000_000));
	const speechBytes = Math.floor(microDollars / prices.speechPerMillionBytes);
	return {
		speechBytes,
		speechHours: hundredths((speechBytes / 1_000_000) * prices.speechHoursPerMillionBytes),
		transcriptionHours: hundredths(microDollars / 1_000_000 / prices.transcriptionPerHour),
	};
}
