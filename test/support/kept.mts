import { getEventListeners } from 'node:events';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Lets go of all that can be let go of: at once, or where asked so in its own time. */
export const collectGarbage = runInNewContext('gc') as (options?: { execution: 'async' }) => Promise<void> | void;

/** Bytes that are still in use when all has been let go that can be. */
export async function bytesKept(): Promise<number> {
	// What a finalizer lets go of is collected by the next round.
	for (let round = 0; round < 3; round++) await collectGarbage({ execution: 'async' });
	return process.memoryUsage().heapUsed;
}

/** Signals that something still holds on to. */
export async function signalsKept(): Promise<number> {
	await bytesKept();
	return (queryObjects as (constructor: unknown, options: { format: 'count' }) => number)(AbortSignal, {
		format: 'count',
	});
}

/** How many wait for a signal. */
export const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;
