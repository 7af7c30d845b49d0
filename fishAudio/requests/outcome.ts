/** How work ended. */
export type Outcome<T> = { value: T } | { error: unknown };

/** Runs work and says how it ended. It never fails, not even if the work throws before it returns a promise. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
	return await Promise.resolve()
		.then(work)
		.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
}
