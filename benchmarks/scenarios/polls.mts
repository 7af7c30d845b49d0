import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../test/support/engine.mts';
import { engineFor } from './engine.mts';
import type { Arguments, Scenario } from './scenarios.mts';

/** The cost of a trigger's polls. */
export interface Polls {
	/** Requests of each poll. */
	requests: number[];
	/** Bytes that n8n keeps for the trigger after each poll, as JSON. */
	remembered: number[];
	/** Voices that each poll fired for. */
	fired: number[];
	/** Voices fired for, each counted once. */
	voices: number;
}

const requestsSoFar = async (url: string): Promise<number> =>
	((await (await fetch(`${url}/_sandbox/stats`)).json()) as { requests: number }).requests;

async function poll(
	engine: Engine,
	url: string,
	from: IDataObject,
	polls: Polls,
	ids: Set<unknown>,
): Promise<IDataObject> {
	const before = await requestsSoFar(url);
	const trigger = engine.trigger({}, from);
	const items = (await trigger.poll()) ?? [];
	const staticData = trigger.staticData();
	for (const { json } of items) ids.add(json.id);
	polls.requests.push((await requestsSoFar(url)) - before);
	polls.remembered.push(JSON.stringify(staticData).length);
	polls.fired.push(items.length);
	polls.voices = ids.size;
	return staticData;
}

async function activated(args: Arguments): Promise<{ engine: Engine; staticData: IDataObject }> {
	const engine = await engineFor(args);
	const trigger = engine.trigger();
	await trigger.poll();
	return { engine, staticData: trigger.staticData() };
}

const nothing = (): Polls => ({ requests: [], remembered: [], fired: [], voices: 0 });

/** `count` polls of a library without changes. */
export async function idlePolls(args: Arguments): Promise<Scenario> {
	const { url = '', count = 1 } = args;
	const begun = await activated(args);
	return {
		run: async () => {
			const polls = nothing();
			let { staticData } = begun;
			for (let number = 0; number < count; number++)
				staticData = await poll(begun.engine, url, staticData, polls, new Set());
			return polls;
		},
		stop: begun.engine.stop,
	};
}

/** `count` new voices at once, polled until all have fired. */
export async function burst(args: Arguments): Promise<Scenario> {
	const { url = '', count = 1 } = args;
	const begun = await activated(args);
	// Wait until all are in the list: the sandbox does not show voices from the future.
	const createdAt = Date.now() - count;
	await fetch(`${url}/_sandbox/voices`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ count, title: 'New', createdAt, spacingMs: 1 }),
	});
	return {
		run: async () => {
			const polls = nothing();
			const ids = new Set();
			let { staticData } = begun;
			do staticData = await poll(begun.engine, url, staticData, polls, ids);
			while (polls.fired.at(-1) !== 0);
			return polls;
		},
		stop: begun.engine.stop,
	};
}
