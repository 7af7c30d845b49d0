/**
 * The title of a voice as the list of a voice field names it: `Anna (Yours, 2026-03-01)`. What is in the last
 * brackets is not part of it.
 */
export const titleListed = (name: string): string =>
	/^(.*?) \((?:ID …\w+, )?(?:Yours|Library|waiting for training|in training|trained|training failed)(?:, .*)?\)$/s.exec(
		name,
	)?.[1] ?? name;
