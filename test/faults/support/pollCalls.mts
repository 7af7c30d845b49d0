import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { workflowOf } from '../../support/workflow.mts';
import { outcomeOf } from './nodeRun.mts';
import type { Call, Outcome, Scene } from './scene.mts';

/** Milliseconds that n8n gives a poll: enough for a request that hangs until its shortened deadline, and another. */
const budget = 120_000;

type Trigger = ReturnType<Stage['engine']['triggerOf']>;

/** A trigger that has polled once, with a name of its own: n8n lets no two polls of one trigger overlap. */
async function watching(stage: Stage, name: string, parameters: INodeParameters = {}): Promise<Trigger> {
	const workflow = workflowOf([{ name: 'Trigger', type: 'voiceCloneTrigger', parameters }], { name });
	const trigger = stage.engine.triggerOf(workflow, 'Trigger', {}, { budget });
	await trigger.poll();
	return trigger;
}

const idsOf = (items: unknown): unknown[] => ((items ?? []) as INodeExecutionData[]).map(({ json }) => json.id);

/** The voice fires once: with this poll, or with the next if this one fails. */
async function judgeFired({ trigger, id }: Watch, outcome: Outcome): Promise<string | undefined> {
	const now = idsOf(outcome.result);
	const fired = [...now, ...idsOf(await trigger.poll()), ...idsOf(await trigger.poll())];
	if (fired.length === 0) return 'not fired';
	const onTime = now.length === (outcome.error ? 0 : 1);
	return fired.length === 1 && fired[0] === id && onTime ? undefined : `wrong: fired ${fired.length} times`;
}

/** A trigger and the voice it should fire for. */
interface Watch {
	trigger: Trigger;
	id: string;
}

const sceneOf = (labels: string[], watches: Watch[], requests: Pick<Scene, 'match' | 'isOf'>): Scene => ({
	...requests,
	run: async () => {
		const polls = await Promise.all(watches.map(async ({ trigger }) => await outcomeOf(trigger.poll())));
		const saved = watches.map(({ trigger }) => trigger.staticData());
		return { outcomes: polls.map(({ outcome }) => outcome), shown: [...polls.map(({ shown }) => shown), saved] };
	},
	judge: async (label, outcome) => await judgeFired(watches[labels.indexOf(label)]!, outcome),
});

export const poll: Call = {
	name: 'poll: a page',
	cutAt: 40,
	pace: 4_000,
	knownBy: 'nothing',
	setUp: async (stage, labels) => {
		const triggers = await Promise.all(labels.map(async (label) => await watching(stage, label)));
		const { ids } = await stage.sandbox.seedVoices({ count: 1 });
		return sceneOf(
			labels,
			triggers.map((trigger) => ({ trigger, id: ids[0]! })),
			{ match: () => ({ method: 'GET', path: '^/model$' }), isOf: ({ path }) => path === '/model' },
		);
	},
};

const hoursAgo = (hours: number): number => Date.now() - hours * 3_600_000;

/** Voices in training that are no longer on the first page, so that the trigger asks for each by its ID. */
export const pollOne: Call = {
	name: 'poll: a voice in training',
	cutAt: 40,
	pace: 4_000,
	knownBy: 'path',
	setUp: async (stage, labels) => {
		await stage.sandbox.seedVoices({ count: 100, createdAt: hoursAgo(2) });
		const watches: Watch[] = [];
		for (const title of labels) {
			const { ids } = await stage.sandbox.seedVoices({ count: 1, state: 'training', title, createdAt: hoursAgo(3) });
			watches.push({ trigger: await watching(stage, title, { filters: { title } }), id: ids[0]! });
			// Trained before the next trigger first polls, so that no trigger waits for another's voice.
			await stage.sandbox.patchVoice(ids[0]!, { state: 'trained' });
		}
		const pathOf = (label: string): string => `/model/${watches[labels.indexOf(label)]!.id}`;
		return sceneOf(labels, watches, {
			match: (label) => ({ method: 'GET', path: label === undefined ? '^/model/.+' : `^${pathOf(label)}$` }),
			isOf: ({ path }, label) => path === pathOf(label),
		});
	},
};
