import { setStage, type Stage } from '../support/stage.mts';
import { shortenDeadlines } from './support/deadlines.mts';
import { credit, design } from './support/accountCalls.mts';
import { list } from './support/listCalls.mts';
import { onceTable } from './support/onceTable.mts';
import {
	bodyFaults,
	composed,
	early,
	faultsOf,
	formats,
	isFlood,
	knownCases,
	named,
	plansTogether,
} from './support/plans.mts';
import { poll, pollOne } from './support/pollCalls.mts';
import { createTranscribed, transcribe } from './support/recordingCalls.mts';
import type { Call } from './support/scene.mts';
import { speak } from './support/speechCalls.mts';
import {
	onStages,
	strikeAlone,
	strikeInACrowd,
	strikeTogether,
	type Ending,
	type Means,
	type Plan,
} from './support/strike.mts';
import { partOf } from './support/table.mts';
import { openTrap } from './support/trap.mts';
import { untilAllEnded } from './support/untilAllEnded.mts';
import { create, createLook, get, remove, update, wait } from './support/voiceCalls.mts';

// Every fault strikes every call once. Jest fails the file on an unhandled rejection or exception.

const key = 'sk-matrix-0815-secret';
const sandboxOptions = { key, concurrency: 2_000 };
const [side, ...lanes] = Array.from({ length: 7 }, () => setStage(sandboxOptions, { concurrentRequests: 500 }));

/** Milliseconds to which the nodes' deadlines are shortened: many times what a request takes among the others. */
const deadline = 10_000;

/** A plan whose triggers would see the voices of the others. */
const plansApart: Plan[] = [knownCases(pollOne)];

const plansInACrowd: Plan[] = [
	...[speak.mp3, speak.timed, speak.dialogue, design].map(early),
	...[createLook, wait, credit].map((call) => ({ call, faults: faultsOf(call).filter((name) => !isFlood(name)) })),
];
const plansInUpload: Plan[] = [create, speak.likeSamples, transcribe, createTranscribed].map(early);

/** Faults that end a call at once, for nodes that stop when they fail. */
const stopping = ['400 before', '401 before', '404 after', '422 before', 'redirect 307'];
const plansAlone: Plan[] = [
	{ call: create, faults: [...faultsOf(create).filter(isFlood), ...stopping] },
	{ call: poll, faults: faultsOf(poll) },
	...[speak.mp3, get, update, remove, list].map((call) => ({
		call,
		faults: [...faultsOf(call).filter(isFlood), ...stopping],
	})),
];

const together: Record<string, Record<string, Ending>> = {};
const crowds: Record<string, string[]> = {};
const alone: Record<string, Record<string, Ending>> = {};
let trap: Awaited<ReturnType<typeof openTrap>>;

beforeAll(async () => {
	trap = await openTrap();
	const restore = shortenDeadlines(deadline, () => side!.sandbox);
	const on = (stage: Stage): Means => ({ stage, times: 1, elsewhere: trap.url });
	const strike =
		(plans: Plan[]) =>
		async (stage: Stage): Promise<void> => {
			const endings = await strikeTogether(on(stage), plans);
			for (const [index, { call }] of plans.entries()) together[call.name] = endings[index]!;
		};
	const jobs = [
		strike(plansApart),
		...[...plansInUpload, ...plansInACrowd].map((plan) => async (stage: Stage) => {
			crowds[plan.call.name] = await strikeInACrowd(on(stage), plan, { large: plansInUpload.includes(plan) });
		}),
		...plansAlone.flatMap(({ call, faults }) => {
			const endings = (alone[call.name] = {} as Record<string, Ending>);
			return faults.map((fault) => async (stage: Stage) => {
				endings[fault] = await strikeAlone(on(stage), { call, fault });
			});
		}),
	];
	await untilAllEnded([strike(plansTogether)(side!), onStages(lanes, jobs)]).finally(restore);
}, 900_000);

afterAll(async () => await trap?.close());

describe('each call ends as in the table, in parallel with all others', () => {
	test.each(named([...plansTogether, ...plansApart]))('%s', (name, { faults }) => {
		expect(together[name]).toEqual(partOf(onceTable()[name]!, faults));
	});
});

describe('each call ends as in the table, in parallel with its own cases', () => {
	const endsOf = ({ call, faults }: Plan): string[] =>
		Object.values(partOf(onceTable()[call.name]!, faults)).map(([end]) => end);

	test.each(named(plansInACrowd))('%s', (name, plan) => {
		expect(crowds[name]).toEqual(endsOf(plan).sort());
	});

	// If an upload is answered before it is read, its connection may break before the answer or its message arrives.
	test.each(named(plansInUpload))('%s', (name, plan) => {
		const withoutMessage = endsOf(plan).map((end) => end.replace(/: Asked.*/, ''));
		expect(crowds[name]).toHaveLength(plan.faults.length);
		expect([...endsOf(plan), ...withoutMessage, 'right']).toEqual(expect.arrayContaining(crowds[name]!));
	});
});

describe('each call ends as in the table, alone', () => {
	test.each(named(plansAlone))('%s', (name, { faults }) => {
		expect(alone[name]).toEqual(partOf(onceTable()[name]!, faults));
	});
});

test('every fault of the sandbox strikes every call', () => {
	const struck = new Map<Call, Set<string>>();
	for (const { call, faults } of [...plansTogether, ...plansApart, ...plansInACrowd, ...plansInUpload, ...plansAlone]) {
		struck.set(call, new Set([...(struck.get(call) ?? []), ...faults]));
	}
	// A flood takes a second of the processor: calls that read in the same way as others meet it in the long tests.
	const flooded = plansAlone.map(({ call }) => call);
	for (const [call, faults] of struck) {
		const known = composed.includes(call) ? knownCases(call).faults : faultsOf(call);
		const expected = known.filter((name) => flooded.includes(call) || !isFlood(name));
		expect([...faults].sort()).toEqual(formats.includes(call) ? [...bodyFaults].sort() : expected.sort());
	}
});

test('no request follows a redirect', () => {
	expect(trap.caught).toEqual([]);
});

test('the sandbox has no failure of its own', () => {
	for (const stage of [side!, ...lanes]) expect(stage.sandbox.complaints()).toBe('');
});
