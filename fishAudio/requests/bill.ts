import { isFishAudioError, withFacts } from '../errors';

/** Counts the requests that the API may have billed for work that takes several of them. */
export interface Bill {
	/** Counts one request. */
	count(): void;
	/** The failure of the work, with the number of requests that may have been billed: also those that succeeded. */
	addTo(error: unknown): unknown;
}

/** Starts a bill. */
export function createBill(): Bill {
	let billed = 0;
	return {
		count: () => void (billed += 1),
		addTo: (error) =>
			isFishAudioError(error) && error.kind !== 'cancelled' && billed > 0
				? withFacts(error, { mayBeBilled: billed })
				: error,
	};
}

/** The failure of work that comes after `billed` other requests, which may have been billed, too. */
export const withBilled = (error: unknown, billed: number): unknown =>
	isFishAudioError(error) && error.kind !== 'cancelled' && billed > 0
		? withFacts(error, { mayBeBilled: billed + (error.facts.mayBeBilled ?? 0) })
		: error;
