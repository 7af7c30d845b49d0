/** Measures for how long the server has answered nothing but 429. */
export interface BusyTimer {
	/** An answer has come: a 429, or another one. */
	answered(isBusy: boolean): void;
	/**
	 * A request got no answer. The time starts again with the next 429: as long as the connection is down, nobody knows
	 * whether the server is still busy.
	 */
	notAnswered(): void;
	/** Milliseconds since the first of the 429s; 0 if the last request was not answered with 429. */
	busyFor(): number;
}

/** Starts at 0. `now` gives milliseconds and never goes backwards. */
export function createBusyTimer(now: () => number): BusyTimer {
	let since: number | undefined;
	return {
		answered: (isBusy) => void (since = isBusy ? (since ?? now()) : undefined),
		notAnswered: () => void (since = undefined),
		busyFor: () => (since === undefined ? 0 : now() - since),
	};
}
