import { sleep } from 'n8n-workflow';

import { cancelled } from './connectionFailure';
import { whenAborted } from './whenAborted';

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
	// n8n 1 knows no signal and lets the rest of the wait run out unheard.
	const waited = sleep(milliseconds, own.signal).catch(() => Promise.reject(cancelled()));
	await Promise.race([waited, stopped]).finally(leave);
}
