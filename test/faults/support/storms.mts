import { setStage, type Stage } from '../../support/stage.mts';
import { createScenarios, earlyCreateScenarios } from './createScenarios.mts';
import { createStorm } from './createStorm.mts';
import { sharedScenarios, sharedStorm } from './sharedStorm.mts';
import { earlySpeakScenarios, speakScenarios } from './speakScenarios.mts';
import { speakStorm } from './speakStorm.mts';
import { stormKey } from './stormFaults.mts';
import { drawn } from './stormSeeds.mts';
import { triggerScenarios } from './triggerScenarios.mts';
import { triggerStorm } from './triggerStorm.mts';

/** How many items, voices or polls each kind of storm has. */
export interface StormSize {
	spoken: number;
	stopped: number;
	spokenEarly: number;
	created: number;
	createdEarly: number;
	polls: number;
	burst: number;
	/** In each execution. */
	shared: number;
}

/** Requests in flight while voices are created. */
const limit = 40;

type Kind = (stage: Stage, seed: number, size: StormSize) => Promise<number>;

const speaking: Kind = async (stage, seed, { spoken }) =>
	await speakStorm(stage, drawn(speakScenarios(spoken, ['continueRegularOutput', 'continueErrorOutput']), seed));

const stopped: Kind = async (stage, seed, size) =>
	await speakStorm(stage, drawn(speakScenarios(size.stopped, ['stopWorkflow']), seed));

const speakingEarly: Kind = async (stage, seed, { spokenEarly }) =>
	await speakStorm(stage, drawn(earlySpeakScenarios(spokenEarly), seed));

const creating: Kind = async (stage, seed, { created }) =>
	await createStorm(stage, drawn(createScenarios(created), seed), limit);

const creatingEarly: Kind = async (stage, seed, { createdEarly }) =>
	await createStorm(stage, drawn(earlyCreateScenarios(createdEarly), seed), limit);

const waiting: Kind = async (stage, seed, { polls, burst }) =>
	await triggerStorm(stage, drawn(triggerScenarios({ steps: polls, burst }), seed));

const sharing: Kind = async (stage, seed, { shared }) => await sharedStorm(stage, drawn(sharedScenarios(shared), seed));

/**
 * The kinds in a row run one after the other, on a stage of their own. The rows run together, as storms mostly wait.
 */
const rows: Kind[][] = [[speaking], [creating], [waiting, creatingEarly], [stopped, speakingEarly], [sharing]];

/** Sets the stages for the storms of a file. Returns a function that runs one of each kind and counts their items. */
export function setStorms(): (seed: number, size: StormSize) => Promise<number> {
	const stages = rows.map(() => setStage({ key: stormKey }, { concurrentRequests: limit }));
	return async (seed, size) => {
		const begun = rows.map(async (row, number) => {
			let items = 0;
			for (const kind of row) items += await kind(stages[number]!, seed, size);
			return items;
		});
		// All rows end before the next storm, even if some fail.
		const ended = await Promise.allSettled(begun);
		const failures = ended.flatMap((row) => (row.status === 'rejected' ? [row.reason as unknown] : []));
		if (failures.length > 0)
			throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'Several storms have failed');
		return ended.reduce((sum, row) => sum + (row.status === 'fulfilled' ? row.value : 0), 0);
	};
}
