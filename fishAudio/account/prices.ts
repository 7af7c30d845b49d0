import { models, type Model } from '../models';

/**
 * What Fish Audio charges, in US dollars without taxes (its documents, and the charges of an account on 2026-10-03).
 */
export const prices = {
	/** When they were read, as year and month. */
	asOf: '2026-10',
	/** For a million UTF-8 bytes of text to be spoken; null where the price is not known. */
	speechPerMillionBytes: { 's2.1-pro': 15, 's2.1-pro-free': 0, 's2-pro': 15, s1: 15, 'drama-3': null } satisfies Record<
		Model,
		number | null
	>,
	/** Hours of speech that a million UTF-8 bytes of English text are, about. */
	speechHoursPerMillionBytes: 12,
	/** For an hour of recordings to be transcribed, with any model. It is charged by the second begun. */
	transcriptionPerHour: 0.36,
	/** For a request to design voices that succeeds, however many candidates it gives. */
	voiceDesign: 0.01,
};

/** Speech that an amount of credit buys with a model. */
export interface SpeechWorth {
	model: Model;
	/** In US dollars; null where it is not known. */
	pricePerMillionBytes: number | null;
	/** UTF-8 bytes of text, whole ones; null where the price is not known, or where there is none. */
	bytes: number | null;
	/** Hours of speech that these are, about, to the hundredth; null like the bytes. */
	hours: number | null;
}

/** What an amount of credit buys, if all of it goes into one of these. */
export interface Worth {
	speech: SpeechWorth[];
	/** Hours of recordings to be transcribed, to the hundredth. */
	transcriptionHours: number;
	/** Requests to design voices. */
	voiceDesigns: number;
}

const hundredths = (hours: number): number => Math.round(hours * 100) / 100;

function speechWorth(model: Model, microDollars: number): SpeechWorth {
	const price: number | null = prices.speechPerMillionBytes[model];
	const bytes = price === null || price === 0 ? null : Math.floor(microDollars / price);
	const hours = bytes === null ? null : hundredths((bytes / 1_000_000) * prices.speechHoursPerMillionBytes);
	return { model, pricePerMillionBytes: price, bytes, hours };
}

/** What `credit`, in US dollars, buys. An account in debt buys nothing. */
export function worthOf(credit: number): Worth {
	// In whole millionths of a dollar, so that nothing is lost in between.
	const microDollars = Math.max(0, Math.round(credit * 1_000_000));
	return {
		speech: models.map((model) => speechWorth(model, microDollars)),
		transcriptionHours: hundredths(microDollars / 1_000_000 / prices.transcriptionPerHour),
		voiceDesigns: Math.floor(microDollars / Math.round(prices.voiceDesign * 1_000_000)),
	};
}
