import fc, { type Arbitrary } from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { beginStorm, expectNoKey } from './stormAudit.mts';
import { breakFault, finalFault, slowFault, statusFault, type Fault } from './stormFaults.mts';
import { History, type Change } from './triggerHistory.mts';

/** One poll, what goes wrong with it and what changes before or during it. */
interface Step {
	changes: Change[];
	/** The changes happen while the poll reads. */
	during: boolean;
	faults: ReadonlyArray<{ fault: Fault; times: number }>;
	/** n8n crashes before it has saved the poll. */
	crash: boolean;
	/** The poll has so little time that a hang ends it. */
	hurry: boolean;
}

export interface TriggerScenario {
	includeExisting: boolean;
	events: Array<'trained' | 'failed'>;
	/** The voices before the first poll. */
	existing: Change[];
	steps: Step[];
}

const some = fc.integer({ min: 0, max: 200 });
const which = fc.nat({ max: 1_000 });

const seed = (count: Arbitrary<number>, states: Array<(Change & { kind: 'seed' })['state']>): Arbitrary<Change> =>
	fc.record({
		kind: fc.constant('seed' as const),
		count,
		state: fc.constantFrom(...states),
		spacingMs: fc.constantFrom(0, 1, 7),
		later: fc.integer({ min: 1, max: 20_000 }),
		late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600_000 })),
	});

const change: Arbitrary<Change> = fc.oneof(
	{
		weight: 3,
		arbitrary: seed(fc.integer({ min: 1, max: 5 }), ['trained', 'trained', 'failed', 'created', 'training']),
	},
	{ weight: 1, arbitrary: seed(fc.integer({ min: 60, max: 230 }), ['trained']) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'make' as const }) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('train' as const),
			which,
			count: fc.integer({ min: 1, max: 3 }),
			result: fc.constantFrom('trained' as const, 'failed' as const),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), which }) },
);

const pollFaults = (hurry: boolean): Arbitrary<Fault> =>
	fc.oneof(
		statusFault([429, 500, 502, 503, 504], ['before', 'after']),
		breakFault('reset', some, ['before', 'after', 'headers', 'body']),
		breakFault('cut', some),
		breakFault('shortLength', some),
		...(hurry ? [breakFault('hang', some, ['before', 'headers', 'body'])] : []),
		fc.constantFrom<Fault>({ kind: 'badJson' }, { kind: 'empty' }, { kind: 'html' }),
		finalFault,
	);

const step: Arbitrary<Step> = fc.integer({ min: 1, max: 6 }).chain((lot) => {
	const hurry = lot === 1;
	const fault = fc.oneof({ weight: 1, arbitrary: pollFaults(hurry) }, { weight: 1, arbitrary: slowFault });
	return fc.record({
		changes: fc.array(change, { maxLength: 5 }),
		during: fc.boolean(),
		faults: fc.oneof(
			{ weight: 1, arbitrary: fc.constant([]) },
			{ weight: 1, arbitrary: fc.array(fc.record({ fault, times: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }) },
		),
		crash: fc.integer({ min: 1, max: 5 }).map((number) => number === 1),
		hurry: fc.constant(hurry),
	});
});

const quiet = { during: false, faults: [], crash: false, hurry: false };

/** Storms of so many polls, with a burst of so many voices somewhere among them. */
export const triggerScenarios = ({ steps, burst }: { steps: number; burst: number }): Arbitrary<TriggerScenario> =>
	fc
		.record({
			includeExisting: fc.boolean(),
			events: fc.constantFrom<TriggerScenario['events']>(['trained'], ['failed', 'trained']),
			existing: fc.array(seed(fc.integer({ min: 1, max: 130 }), ['trained', 'failed', 'training']), { maxLength: 3 }),
			steps: fc.array(step, { minLength: steps, maxLength: steps }),
			burst: seed(fc.integer({ min: burst, max: Math.ceil(burst * 1.5) }), ['trained']),
			burstAt: fc.nat({ max: steps }),
		})
		.map(({ burst: big, burstAt, ...scenario }) => ({
			...scenario,
			steps: scenario.steps.toSpliced(burstAt, 0, { ...quiet, changes: [big] }),
		}));

const idOf = ({ json }: INodeExecutionData): string => String(json.id);

/** The trigger as n8n keeps it: its static data, which a poll begins with and leaves behind. */
class Keeper {
	readonly fired: string[] = [];
	readonly #stage: Stage;
	readonly #parameters: Pick<TriggerScenario, 'includeExisting' | 'events'>;
	#saved: IDataObject = {};

	constructor(stage: Stage, parameters: Pick<TriggerScenario, 'includeExisting' | 'events'>) {
		this.#stage = stage;
		this.#parameters = parameters;
	}

	get #cursor(): { walk?: unknown; pending: string[] } | undefined {
		return ((this.#saved['node:Trigger'] ?? {}) as { cursor?: { walk?: unknown; pending: string[] } }).cursor;
	}

	/**
	 * As if so much time had passed that each voice in training is to be asked for again: `made.asked.id` of each is
	 * saved.
	 */
	letTimePass(): void {
		const cursor = this.#cursor;
		if (cursor) cursor.pending = cursor.pending.map((text) => text.replace(/^([0-9a-z]+)\.[0-9a-z]+\./, '$1.0.'));
	}

	/** Whether the next poll has unfinished work to continue. */
	get isBusy(): boolean {
		const cursor = this.#cursor;
		return cursor === undefined || cursor.walk !== undefined || cursor.pending.length > 0;
	}

	/** Polls with the saved data, in a restarted n8n. Returns whether the poll succeeded. */
	async poll({ crash, hurry }: Pick<Step, 'crash' | 'hurry'> = quiet): Promise<boolean> {
		const { includeExisting, events } = this.#parameters;
		// A copy: a poll changes its static data, and a crash of n8n loses the changes.
		const trigger = this.#stage.engine.trigger(
			{ includeExisting, events },
			structuredClone(this.#saved),
			hurry ? { budget: 4_000 } : {},
		);
		const items = await trigger.poll().catch((error: unknown) => {
			expectNoKey([error]);
			return undefined;
		});
		if (items === undefined) return false;
		const made = (items ?? []).map(({ json }) => Date.parse(String(json.createdAt)));
		expect(made).toEqual([...made].sort((a, b) => a - b));
		const ids = (items ?? []).map(idOf);
		expect(new Set(ids).size).toBe(ids.length);
		// What a crash has lost fires again, with the poll after it.
		if (crash) return true;
		this.#saved = trigger.staticData();
		this.fired.push(...ids);
		return true;
	}
}

async function takeStep(stage: Stage, history: History, keeper: Keeper, step: Step): Promise<void> {
	const change = async (): Promise<void> => {
		for (const one of step.changes) await history.act(one);
	};
	if (!step.during) await change();
	for (const { fault, times } of step.faults)
		await stage.sandbox.fault({ match: { method: 'GET', path: '^/model' }, fault, times });
	await Promise.all([keeper.poll(step), step.during ? change() : undefined]);
	await stage.sandbox.clearFaults();
}

/** Polls until nothing is left for the next poll. */
async function walk(keeper: Keeper): Promise<void> {
	do {
		keeper.letTimePass();
		expect(await keeper.poll()).toBe(true);
	} while (keeper.isBusy);
}

/** Runs a storm and checks what has fired. Returns the number of voices. */
export async function triggerStorm(
	stage: Stage,
	{ includeExisting, events, existing, steps }: TriggerScenario,
): Promise<number> {
	await beginStorm(stage, { trainingMs: 200 });
	const history = new History(stage);
	const keeper = new Keeper(stage, { includeExisting, events });
	for (const one of existing) await history.act(one);
	expect(await keeper.poll()).toBe(true);
	history.beginPolls();
	for (const one of steps) await takeStep(stage, history, keeper, one);
	await history.endTraining();
	// The first walk may have begun before the last voices came: they wait above it for the second.
	await walk(keeper);
	await walk(keeper);
	const firedInAll = keeper.fired.length;
	await walk(keeper);
	expect(keeper.fired.length).toBe(firedInAll);

	expect(new Set(keeper.fired).size).toBe(keeper.fired.length);
	const fired = new Set(keeper.fired);
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
