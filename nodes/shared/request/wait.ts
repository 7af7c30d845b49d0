import { sleep } from 'n8n-workflow';

import { cancelled } from './connectionFailure';
import { whenAborted } from './whenAborted';

/**
 * Longest step of a wait, in milliseconds. The `sleep` of n8n 1 ignores the signal: after a stop, the current step runs
 * to its end in the background.
 */
const longestStep = 1_000;

async function sleepInSteps(milliseconds: number, stop: AbortSignal): Promise<void> {
	let left = milliseconds;
	do {
		await sleep(Math.min(left, longestStep), stop);
		left -= longestStep;
	} while (left > 0 && !stop.aborted);
}

/** Waits this many milliseconds. Fails with `cancelled` when the execution is stopped. Keeps nothing after its end. */
export async function wait(milliseconds: number, cancel: AbortSignal | undefined): Promise<void> {
	if (!cancel) return await sleep(milliseconds);
	if (cancel.aborted) throw cancelled();
	// A signal of its own, which is released with this wait.
	const own = new AbortController();
	let leave = (): void => undefined;
	const stopped = new Promise<never>((_, reject) => {
		leave = whenAborted(cancel, () => {
			reject(cancelled());
			own.abort();
		});
	});
	const waited = sleepInSteps(milliseconds, own.signal).catch(() => Promise.reject(cancelled()));
	await Promise.race([waited, stopped]).finally(leave);
}
