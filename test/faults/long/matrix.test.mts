import { setStage, type Stage } from '../../support/stage.mts';
import { shortenDeadlines } from '../support/deadlines.mts';
import { credit, design } from '../support/accountCalls.mts';
import { isEarly } from '../support/faults.mts';
import { withoutVariation, lastingTable } from '../support/lastingTable.mts';
import { composed, early, faultsOf, formats, isFlood, knownCases, named, plansTogether } from '../support/plans.mts';
import { poll, pollOne } from '../support/pollCalls.mts';
import { createTranscribed, transcribe } from '../support/recordingCalls.mts';
import { speak } from '../support/speechCalls.mts';
import { onStages, strikeAlone, strikeTogether, type Ending, type Means, type Plan } from '../support/strike.mts';
import { partOf } from '../support/table.mts';
import { untilAllEnded } from '../support/untilAllEnded.mts';
import { openTrap } from '../support/trap.mts';
import { create, createLook, wait } from '../support/voiceCalls.mts';

// Every fault strikes every call permanently: the call ends with an error, after a limited number of requests, and
// leaves nothing behind.

const sandboxOptions = { key: 'sk-matrix-0815-secret', concurrency: 2_000 };
const [side, ...lanes] = Array.from({ length: 10 }, () => setStage(sandboxOptions, { concurrentRequests: 500 }));

/** Milliseconds to which the nodes' deadlines are shortened: many times what a request takes among the others. */
const deadline = 10_000;

const plansApart: Plan[] = [knownCases(pollOne)];

/** For requests without a body the phases of a status are the same. */
const oncePerStatus = (name: string): boolean => !/^\d+ (after|unread)/.test(name);

/** Calls with small requests: faults that strike before the body is read end as in the table. */
const hasEarly = [speak.mp3, speak.timed, design];

const plansAlone: Plan[] = [
	{ call: createLook, faults: faultsOf(createLook).filter(oncePerStatus) },
	{ call: wait, faults: faultsOf(wait).filter(oncePerStatus) },
	{ call: credit, faults: faultsOf(credit).filter(oncePerStatus) },
	{ call: poll, faults: faultsOf(poll) },
	...[...plansTogether, ...plansApart]
		.filter(({ call }) => ![...formats, ...composed].includes(call))
		.map(({ call }) => ({
			call,
			faults: faultsOf(call).filter((name) => isFlood(name) || (hasEarly.includes(call) && isEarly(name))),
		})),
];
const plansInUpload: Plan[] = [create, speak.likeSamples, transcribe, createTranscribed].map(early);

const endings = {
	together: {} as Record<string, Record<string, Ending>>,
	alone: {} as Record<string, Record<string, Ending>>,
	upload: {} as Record<string, Record<string, Ending>>,
};
let trap: Awaited<ReturnType<typeof openTrap>>;

beforeAll(async () => {
	trap = await openTrap();
	const restore = shortenDeadlines(deadline, () => side!.sandbox);
	const on = (stage: Stage): Means => ({ stage, times: -1, elsewhere: trap.url });
	const plain = (ends: Record<string, Ending>): Record<string, Ending> =>
		Object.fromEntries(
			Object.entries(ends).map(([fault, [end, sent]]) => [fault, withoutVariation(fault, [end, sent])]),
		);
	const together =
		(plans: Plan[]) =>
		async (stage: Stage): Promise<void> => {
			const results = await strikeTogether(on(stage), plans, { lasting: true });
			for (const [index, { call }] of plans.entries()) endings.together[call.name] = plain(results[index]!);
		};
	const oneByOne = (plans: Plan[], into: Record<string, Record<string, Ending>>) =>
		plans.flatMap(({ call, faults }) => {
			const ends: Record<string, Ending> = (into[call.name] = {});
			return faults.map((fault) => async (stage: Stage) => {
				ends[fault] = withoutVariation(
					fault,
					await strikeAlone(on(stage), { call, fault }, { lasting: true, large: into === endings.upload }),
				);
			});
		});
	const jobs = [
		together(plansApart),
		...oneByOne(plansInUpload, endings.upload),
		...oneByOne(plansAlone, endings.alone),
	];
	await untilAllEnded([together(plansTogether)(side!), onStages(lanes, jobs)]).finally(restore);
}, 1_800_000);

afterAll(async () => await trap?.close());

describe('each call ends as in the table, in parallel with all others', () => {
	test.each(named([...plansTogether, ...plansApart]))('%s', (name, { faults }) => {
		expect(endings.together[name]).toEqual(partOf(lastingTable()[name]!, faults));
	});
});

describe('each call ends as in the table, alone', () => {
	test.each(named(plansAlone.filter(({ call }) => call !== wait)))('%s', (name, { faults }) => {
		expect(endings.alone[name]).toEqual(partOf(lastingTable()[name]!, faults));
	});

	test('wait until trained, after the time that is set', () => {
		const { faults } = plansAlone.find(({ call }) => call === wait)!;
		const expected = partOf(lastingTable()[wait.name]!, faults);
		for (const fault of faults) {
			const [end, sent] = endings.alone[wait.name]![fault]!;
			expect([fault, end]).toEqual([fault, expected[fault]![0]]);
			expect(sent).toBeLessThanOrEqual(4);
		}
	});
});

// If an upload is answered before it is read, its connection may break before the answer or its message arrives.
describe('an upload that the server does not read ends as in the table', () => {
	test.each(named(plansInUpload))('%s', (name, { faults }) => {
		const expected = partOf(lastingTable()[name]!, faults);
		for (const fault of faults) {
			const [end, sent] = endings.upload[name]![fault]!;
			const wanted = [
				expected[fault]![0].replace(/ \(unsure\)|: Asked.*/, ''),
				'The connection to Fish Audio was lost',
			];
			expect([fault, wanted]).toEqual([fault, expect.arrayContaining([end.replace(/ \(unsure\)|: Asked.*/g, '')])]);
			expect(sent).toBeLessThanOrEqual(5);
		}
	});
});

test('no request follows a redirect', () => {
	expect(trap.caught).toEqual([]);
});

test('the sandbox has no failure of its own', () => {
	for (const stage of [side!, ...lanes]) expect(stage.sandbox.complaints()).toBe('');
});
