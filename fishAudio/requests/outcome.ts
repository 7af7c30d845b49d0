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

/** The value of work that succeeded. Fails as the work did. */
export const resultOf = async <T>(outcome: Outcome<T>): Promise<T> =>
	'value' in outcome ? outcome.value : await Promise.reject(outcome.error);
