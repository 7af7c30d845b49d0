import { getEventListeners } from 'node:events';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Collects garbage: at once, or asynchronously on request. */
export const collectGarbage = runInNewContext('gc') as (options?: { execution: 'async' }) => Promise<void> | void;

/** Bytes still in use after garbage collection. */
export async function bytesKept(): Promise<number> {
	// Memory released by a finalizer is collected in the next round.
	for (let round = 0; round < 3; round++) await collectGarbage({ execution: 'async' });
	return process.memoryUsage().heapUsed;
}

/** Signals that are still referenced. */
export async function signalsKept(): Promise<number> {
	await bytesKept();
	return (queryObjects as (constructor: unknown, options: { format: 'count' }) => number)(AbortSignal, {
		format: 'count',
	});
}

/** The number of listeners on a signal. */
export const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;
