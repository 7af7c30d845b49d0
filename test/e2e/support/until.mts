import { setTimeout as pause } from 'node:timers/promises';

/** Asks until there is an answer; fails after the time limit, with what was asked for. */
export async function until<T>(ask: () => Promise<T | undefined>, { ms = 60_000, what = 'an answer' } = {}): Promise<T> {
	for (const late = Date.now() + ms; Date.now() < late; await pause(100)) {
		const answer = await ask();
		if (answer !== undefined) return answer;
	}
	throw new Error(`Waited ${ms} ms in vain for ${what}`);
}
