import { setTimeout as pause } from 'node:timers/promises';

import type { RunningSandbox } from '../../support/sandbox.mts';

/** Milliseconds between two looks at the deadlines. */
const step = 50;

/**
 * Shortens the nodes' deadlines, which are minutes, to `max` milliseconds, so that tests can wait for a hang to end.
 * With `sandbox` a step of that time takes as long as the sandbox needs to answer: while a slow machine is busy with
 * all cases at once, the deadline of a healthy request does not pass.
 */
export function shortenDeadlines(max: number, sandbox?: () => RunningSandbox): () => void {
	const running = new Set<{ left: number; end: AbortController }>();
	const shortened = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const end = new AbortController();
		running.add({ left: Math.min(milliseconds, max), end });
		return end.signal;
	});
	let isOver = false;
	void (async () => {
		while (!isOver) {
			await pause(step);
			// A sandbox that has stopped is another test's matter.
			await sandbox?.()
				.stats()
				.catch(() => undefined);
			for (const deadline of running) {
				deadline.left -= step;
				if (deadline.left > 0) continue;
				running.delete(deadline);
				deadline.end.abort(new DOMException('The deadline has passed', 'TimeoutError'));
			}
		}
	})();
	return () => {
		isOver = true;
		shortened.mockRestore();
	};
}
