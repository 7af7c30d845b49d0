import fc, { type Arbitrary } from 'fast-check';

import { breakFault, finalFault, slowFault, statusFault, type Fault } from './stormFaults.mts';
import type { Change } from './triggerHistory.mts';

/** One poll, the faults it meets, and the changes before or during it. */
export interface Step {
	changes: Change[];
	/** The changes happen while the poll reads. */
	during: boolean;
	faults: ReadonlyArray<{ fault: Fault; times: number }>;
	/** n8n crashes before it has saved the poll. */
	crash: boolean;
	/** The poll has so little time that its deadline ends a hang soon. */
	hurry: boolean;
}

export interface TriggerScenario {
	includeExisting: boolean;
	events: Array<'trained' | 'failed'>;
	/** The voices before the first poll. */
	existing: Change[];
	steps: Step[];
}

const someBytes = fc.integer({ min: 0, max: 200 });
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
		breakFault('reset', someBytes, ['before', 'after', 'headers', 'body']),
		breakFault('cut', someBytes),
		breakFault('shortLength', someBytes),
		...(hurry ? [breakFault('hang', someBytes, ['before', 'headers', 'body'])] : []),
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

/** A step without any trouble. */
export const quiet = { during: false, faults: [], crash: false, hurry: false };

/** Storms of `steps` polls, with a burst of at least `burst` voices somewhere among them. */
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
