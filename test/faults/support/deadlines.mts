/** Shortens the deadlines that the nodes set for requests, which are minutes, so that what hangs can be waited for. */
export function shortenDeadlines(max: number): () => void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const shortened = jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) => timeout(Math.min(milliseconds, max)));
	return () => shortened.mockRestore();
}
