import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait, and for what. */
interface WaitOptions {
	/** Default: 25 seconds, less than a test may take, since a wait after the end of a test would block the run. */
	ms?: number;
	/** Milliseconds between two calls. Default: a turn of the event loop. */
	everyMs?: number;
	/** The awaited thing, for the message. */
	what?: string;
}

type Answer<T> = T | undefined | false;

export const turnOfTheLoop = async (): Promise<void> => await new Promise((done) => setImmediate(done));

/** Calls a function until it gives an answer. Fails if none comes in time. */
export async function until<T>(
	ask: () => Promise<Answer<T>> | Answer<T>,
	{ ms = 25_000, everyMs, what = 'an answer' }: WaitOptions = {},
): Promise<T> {
	for (const late = performance.now() + ms; performance.now() < late; ) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await (everyMs === undefined ? turnOfTheLoop() : pause(everyMs));
	}
	throw new Error(`Waited ${ms} ms in vain for ${what}`);
}
