import { models, type Model } from '../models';

/** Prices of Fish Audio in US dollars, without taxes (its documents, and the charges of an account on 2026-10-03). */
export const prices = {
	/** Year and month in which they were read. */
	asOf: '2026-10',
	/** For speaking a million UTF-8 bytes of text; null if the price is not known. */
	speechPerMillionBytes: { 's2.1-pro': 15, 's2.1-pro-free': 0, 's2-pro': 15, s1: 15, 'drama-3': null } satisfies Record<
		Model,
		number | null
	>,
	/** Hours of speech from a million UTF-8 bytes of English text, approximately. */
	speechHoursPerMillionBytes: 12,
	/** For transcribing an hour of recordings, with any model. Each started second is charged. */
	transcriptionPerHour: 0.36,
	/** For a successful voice design request, for any number of candidates. */
	voiceDesign: 0.01,
};

/** US dollars for speaking so many UTF-8 bytes of text once, to the millionth; null where the price is not known. */
export function speechCost(model: string, bytes: number): number | null {
	const known = models.find((name) => name === model);
	const price: number | null = known === undefined ? null : prices.speechPerMillionBytes[known];
	return price === null ? null : Math.round(bytes * price) / 1_000_000;
}

/** How much speech an amount of credit buys with a model. */
export interface SpeechWorth {
	model: Model;
	/** US dollars; null if the price is not known. */
	pricePerMillionBytes: number | null;
	/** UTF-8 bytes of text, rounded down; null if the price is not known, or is 0. */
	bytes: number | null;
	/** Approximate hours of speech from this text, to the hundredth; null if `bytes` is. */
	hours: number | null;
}

/** What an amount of credit buys, if it is all spent on one of these. */
export interface Worth {
	speech: SpeechWorth[];
	/** Hours of recordings that can be transcribed, to the hundredth. */
	transcriptionHours: number;
	/** Voice design requests. */
	voiceDesigns: number;
}

const hundredths = (hours: number): number => Math.round(hours * 100) / 100;

function speechWorth(model: Model, microDollars: number): SpeechWorth {
	const price: number | null = prices.speechPerMillionBytes[model];
	const bytes = price === null || price === 0 ? null : Math.floor(microDollars / price);
	const hours = bytes === null ? null : hundredths((bytes / 1_000_000) * prices.speechHoursPerMillionBytes);
	return { model, pricePerMillionBytes: price, bytes, hours };
}

/** What `credit` in US dollars buys. A negative credit buys nothing. */
export function worthOf(credit: number): Worth {
	// Whole millionths of a dollar avoid rounding errors.
	const microDollars = Math.max(0, Math.round(credit * 1_000_000));
	return {
		speech: models.map((model) => speechWorth(model, microDollars)),
		transcriptionHours: hundredths(microDollars / 1_000_000 / prices.transcriptionPerHour),
		voiceDesigns: Math.floor(microDollars / Math.round(prices.voiceDesign * 1_000_000)),
	};
}
