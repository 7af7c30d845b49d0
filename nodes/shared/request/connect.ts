import { createCalls, type Calls } from '../../../fishAudio/requests/calls';
import { cancelled } from './connectionFailure';
import type { Context } from './context';
import { readCredential } from './credential';
import { createSend } from './send';
import { wait } from './wait';

/** Settings of a node. Without one, the credential's or the client's applies. */
export interface ConnectOptions {
	concurrentRequests?: number | undefined;
	maxTries?: number | undefined;
	/** Milliseconds */
	timeout?: number | undefined;
}

/** A connection to the API, for one execution of a node. */
export interface Connection<Client> {
	fishAudio: Client;
	/** Maximum number of requests in flight. */
	concurrency: number;
	/** Fails with `cancelled` once the execution is stopped. */
	checkStopped(): void;
}

/** Milliseconds since 1970. Unlike `Date.now()`, this clock never jumps. */
export const now = (): number => performance.timeOrigin + performance.now();

/** The signal that the execution has been stopped; undefined if n8n gives none. */
export const cancelSignalOf = (context: Context): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/**
 * Connects to the API with the node's credential. Nothing else sends to it. `build` makes the client from the parts
 * that the node needs, so that only those are bundled with it.
 */
export async function connect<Client>(
	context: Context,
	build: (calls: Calls) => Client,
	options: ConnectOptions = {},
): Promise<Connection<Client>> {
	const { baseUrl, concurrency, redact } = await readCredential(context, options.concurrentRequests);
	const cancel = cancelSignalOf(context);
	const calls = createCalls(
		{
			send: createSend(context, baseUrl, { cancel, redact }),
			sleep: async (milliseconds) => await wait(milliseconds, cancel),
			now,
			random: Math.random,
			redact,
		},
		{
			concurrency,
			...(options.maxTries !== undefined && { maxTries: options.maxTries }),
			...(options.timeout !== undefined && { timeout: options.timeout }),
		},
	);
	const checkStopped = (): void => {
		if (cancel?.aborted) throw cancelled();
	};
	return { fishAudio: build(calls), concurrency, checkStopped };
}
