import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Engine } from '../../test/support/engine.mts';
import { Failure } from '../../tools/terminal/failure.mts';
import { say } from '../../tools/terminal/words.mts';

/** A voice as the nodes return it. */
export interface Voice {
	id: string;
	title: string;
	state: string;
	url: string;
}

/** What to watch, and for how long. Times in milliseconds. */
export interface Watch {
	engine: Engine;
	voice: Voice;
	poll: () => Promise<INodeExecutionData[] | null>;
	/** When the voice was created, on the clock of `performance`. */
	since: number;
	every: number;
	deadline: number;
}

async function stateOf({ engine, voice }: Watch): Promise<string> {
	const chosen = { __rl: true, mode: 'id', value: voice.id };
	const { items, error } = await engine.runNode('voiceClone', { operation: 'get', voice: chosen });
	if (error) throw new Failure(`The voice could not be read: ${error.message}`, error.description);
	return String(items[0]?.json['state']);
}

/** Polls the trigger until it fires, and prints each state of the voice on the way. */
export async function watchTraining(watch: Watch): Promise<INodeExecutionData[]> {
	const elapsed = (): number => performance.now() - watch.since;
	const tell = (text: string): void => say(`${(elapsed() / 1000).toFixed(1).padStart(6)} s   ${text}`);
	let state = watch.voice.state;
	tell(state);
	while (elapsed() < watch.deadline) {
		const fired = await watch.poll();
		if (fired) {
			tell('trained: the trigger fires');
			return fired;
		}
		const now = await stateOf(watch);
		if (now === 'failed') throw new Failure(`The training of the voice '${watch.voice.title}' failed`);
		// The trigger reports that it is trained.
		if (now !== state && now !== 'trained') tell(now);
		state = now;
		await sleep(watch.every);
	}
	throw new Failure(`The voice was not trained within ${watch.deadline / 1000} seconds; it is '${state}'`);
}
