import { isFishAudioError, withFacts } from './errors';

/** Counts the requests that the API may have billed of work in several parts. */
export interface Bill {
	/** Counts what a part has cost, which is one request where it came through. */
	note<T>(part: Promise<T>): Promise<T>;
	/** A failure of the whole, with all that its parts may have cost: those that came through go to waste. */
	tell(error: unknown): unknown;
}

/** Begins a bill. */
export function createBill(): Bill {
	let billed = 0;
	return {
		note: async (part) =>
			await part.then(
				(made) => {
					billed += 1;
					return made;
				},
				(error: unknown) => {
					billed += isFishAudioError(error) ? (error.facts.mayBeBilled ?? 0) : 0;
					return Promise.reject(error);
				},
			),
		tell: (error) =>
			isFishAudioError(error) && error.kind !== 'cancelled' && billed > 0 ? withFacts(error, { mayBeBilled: billed }) : error,
	};
}
