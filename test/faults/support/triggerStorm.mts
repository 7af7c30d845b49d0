import type { Stage } from '../../support/stage.mts';
import { SavedTrigger } from './savedTrigger.mts';
import { beginStorm } from './stormAudit.mts';
import { History } from './triggerHistory.mts';
import type { Step, TriggerScenario } from './triggerScenarios.mts';

async function takeStep(stage: Stage, history: History, trigger: SavedTrigger, step: Step): Promise<void> {
	const change = async (): Promise<void> => {
		for (const one of step.changes) await history.act(one);
	};
	if (!step.during) await change();
	for (const { fault, times } of step.faults)
		await stage.sandbox.fault({ match: { method: 'GET', path: '^/model' }, fault, times });
	await Promise.all([trigger.poll(step), step.during ? change() : undefined]);
	await stage.sandbox.clearFaults();
}

/** Polls until the next poll has nothing to continue. */
async function walk(trigger: SavedTrigger): Promise<void> {
	do {
		trigger.letTimePass();
		expect(await trigger.poll()).toBe(true);
	} while (trigger.isBusy);
}

/** Runs a storm and checks which voices have fired. Returns the number of voices. */
export async function triggerStorm(
	stage: Stage,
	{ includeExisting, events, existing, steps }: TriggerScenario,
): Promise<number> {
	await beginStorm(stage, { trainingMs: 200 });
	const history = new History(stage);
	const trigger = new SavedTrigger(stage, { includeExisting, events });
	for (const one of existing) await history.act(one);
	expect(await trigger.poll()).toBe(true);
	history.beginPolls();
	for (const one of steps) await takeStep(stage, history, trigger, one);
	await history.endTraining();
	// The first walk may have begun before the last voices came: the second walk finds them.
	await walk(trigger);
	await walk(trigger);
	const firedInAll = trigger.fired.length;
	await walk(trigger);
	expect(trigger.fired.length).toBe(firedInAll);

	expect(new Set(trigger.fired).size).toBe(trigger.fired.length);
	const fired = new Set(trigger.fired);
	const isWanted = ({ ended, old }: (typeof history.voices)[number]): boolean =>
		ended !== undefined && events.includes(ended) && (includeExisting || !old);
	expect(
		history.voices
			.filter((voice) => !voice.removed && isWanted(voice) && !fired.has(voice.id))
			.map(({ id, born }) => `${id} ${born}`),
	).toEqual([]);
	expect(history.voices.filter((voice) => !isWanted(voice) && fired.has(voice.id))).toEqual([]);
	expect((await stage.sandbox.stats()).inFlight).toBe(0);
	await stage.sandbox.removeVoices();
	return history.voices.length;
}
