import { setTimeout as pause } from 'node:timers/promises';

/** How long is waited, and for what. */
interface Patience {
	/** Default: 25 seconds, less than a test may take: a wait that goes on behind a test would keep the whole run. */
	ms?: number;
	/** Milliseconds between two questions. Default: a turn of the event loop. */
	everyMs?: number;
	/** What is awaited, for the message. */
	what?: string;
}

type Answer<T> = T | undefined | false;

export const turnOfTheLoop = async (): Promise<void> => await new Promise((done) => setImmediate(done));

/** Asks until there is an answer; fails where none comes in time. */
export async function until<T>(
	ask: () => Promise<Answer<T>> | Answer<T>,
	{ ms = 25_000, everyMs, what = 'an answer' }: Patience = {},
): Promise<T> {
	for (const late = performance.now() + ms; performance.now() < late; ) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await (everyMs === undefined ? turnOfTheLoop() : pause(everyMs));
	}
	throw new Error(`Waited ${ms} ms in vain for ${what}`);
}
