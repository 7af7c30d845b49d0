/**
 * Shortens the nodes' deadlines, which are minutes, to `max` milliseconds, so that tests can wait for a hang to end.
 */
export function shortenDeadlines(max: number): () => void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const shortened = jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) => timeout(Math.min(milliseconds, max)));
	return () => shortened.mockRestore();
}
