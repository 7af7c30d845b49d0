import { isFishAudioError, withFacts } from '../errors';

/** Counts the requests that the API may have billed of work in several parts. */
export interface Bill {
	/** Counts one. */
	add(): void;
	/** A failure of the whole, with all that its parts may have cost: those that came through go to waste. */
	tell(error: unknown): unknown;
}

/** Begins a bill. */
export function createBill(): Bill {
	let billed = 0;
	return {
		add: () => void (billed += 1),
		tell: (error) =>
			isFishAudioError(error) && error.kind !== 'cancelled' && billed > 0
				? withFacts(error, { mayBeBilled: billed })
				: error,
	};
}
