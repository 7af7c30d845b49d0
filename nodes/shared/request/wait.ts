import { sleep } from 'n8n-workflow';

import { cancelled } from './connectionFailure';
import { whenAborted } from './whenAborted';

/**
 * Longest step of a wait, in milliseconds. The `sleep` of n8n 1 heeds no signal: after a stop the rest of a step runs
 * out unheard.
 */
const step = 1_000;

async function sleepInSteps(milliseconds: number, stop: AbortSignal): Promise<void> {
	let left = milliseconds;
	do {
		await sleep(Math.min(left, step), stop);
		left -= step;
	} while (left > 0 && !stop.aborted);
}

/** Waits so many milliseconds; an execution that is stopped waits no longer. Nothing is kept of a wait that is over. */
export async function wait(milliseconds: number, cancel: AbortSignal | undefined): Promise<void> {
	if (!cancel) return await sleep(milliseconds);
	if (cancel.aborted) throw cancelled();
	// A signal of this wait's own: it ends with it.
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
