import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { until } from '../../support/until.mts';
import { faultOf } from './faults.mts';
import type { Call, Outcome, Scene, SceneOptions } from './scene.mts';
import { readableMessage, shows } from './readableMessage.mts';

/** How a case ended (`right`, or what the error said), and how many of the requests it was struck on were sent. */
export type Ending = [end: string, sent: number];

/** A call and the faults it is struck with. */
export interface Plan {
	call: Call;
	faults: string[];
}

export interface Means {
	stage: Stage;
	/** How often a fault strikes; -1 is for ever. */
	times: number;
	/** Where redirects lead. */
	elsewhere: string;
}

interface Case {
	fault: string;
	label: string;
	rule: number;
}

interface Set {
	scene: Scene;
	cases: Case[];
	/** Whether each case has requests of its own. */
	byLabel: boolean;
}

function matches({ method, path = '', query = '' }: NonNullable<FaultRule['match']>, request: SeenRequest): boolean {
	return request.method === method && new RegExp(path).test(request.path) && new RegExp(query).test(request.query);
}

/** Labels are used once in a file: by them n8n tells workflows apart, too. */
let lastLabel = 0;
const nextLabel = (): string => `case${String(++lastLabel).padStart(5, '0')}`;

async function set(
	{ stage, times, elsewhere }: Means,
	plan: Plan,
	byLabel: boolean,
	options: SceneOptions,
): Promise<Set> {
	const labelled = plan.faults.map((fault) => ({ fault, label: nextLabel() }));
	const scene = await plan.call.set(
		stage,
		labelled.map(({ label }) => label),
		options,
	);
	for (const rule of scene.first ?? []) await stage.sandbox.fault(rule);
	const cases: Case[] = [];
	for (const { fault, label } of labelled) {
		const { cutAt, pace } = plan.call;
		const target = { cutAt, pace, key: stage.sandbox.key, elsewhere };
		const { id } = await stage.sandbox.fault({
			match: scene.match(byLabel ? label : undefined),
			fault: faultOf(fault, target),
			times,
		});
		cases.push({ fault, label, rule: id });
	}
	return { scene, cases, byLabel };
}

/**
 * The most requests of any case. A server that asks to wait for a second each time is asked for a minute, and by each
 * of a few looks five times more. Where 429 comes before an upload is read, the connection may break instead, and after
 * each of five breaks the minute begins anew:
 * 14 requests, with three looks each.
 */
const mostRequests = 300;

async function endOf({ scene }: Set, label: string, outcome: Outcome): Promise<string> {
	const judged = await scene.judge(label, outcome);
	if (!outcome.error) return judged ?? 'right';
	return judged === undefined ? readableMessage(outcome.error) : `${readableMessage(outcome.error)} (${judged})`;
}

/** A connection that was given up is seen by the sandbox in its own time. */
async function untilQuiet({ sandbox }: Stage): Promise<void> {
	await until(async () => (await sandbox.stats()).inFlight === 0, { what: 'the requests to end' });
}

/** Runs what was set and tells how each case ended, set by set. */
async function run({ stage }: Means, sets: Set[], stops: boolean): Promise<Array<Record<string, Ending>>> {
	await stage.sandbox.clearRequests();
	const runs = await Promise.all(sets.map(async ({ scene }) => await scene.run(stops)));
	await untilQuiet(stage);
	const [requests, rules] = [await stage.sandbox.requests(), await stage.sandbox.faults()];
	await stage.sandbox.clearFaults();
	expect(requests.length).toBeLessThanOrEqual(sets.flatMap(({ cases }) => cases).length * mostRequests);
	const missed = (rules as Array<{ id: number; hits: number }>).filter(({ hits }) => hits === 0).map(({ id }) => id);
	return await Promise.all(
		sets.map(async (one, index) => {
			const { outcomes, shown } = runs[index]!;
			const leak = shown.some((value) => shows(value, stage.sandbox.key));
			const endings: Record<string, Ending> = {};
			for (const [number, { fault, label, rule }] of one.cases.entries()) {
				const isOf = (request: SeenRequest): boolean =>
					one.byLabel ? one.scene.isOf(request, label) : matches(one.scene.match(), request);
				const sent = requests.filter(isOf).length;
				const end = await endOf(one, label, outcomes[number]!);
				const flaw = [leak && 'the run shows the key: ', missed.includes(rule) && 'never struck: ']
					.filter(Boolean)
					.join('');
				endings[fault] = [flaw + end, sent];
			}
			return endings;
		}),
	);
}

/** All cases of calls that can be told apart by label, in parallel. */
export async function strikeTogether(
	means: Means,
	plans: Plan[],
	options: SceneOptions = {},
): Promise<Array<Record<string, Ending>>> {
	const sets: Set[] = [];
	for (const plan of plans) sets.push(await set(means, plan, true, options));
	return await run(means, sets, false);
}

async function clear({ sandbox }: Stage): Promise<void> {
	await sandbox.clearFaults();
	await sandbox.removeVoices();
}

/**
 * All cases of a call in parallel that cannot be told apart: which one meets which fault is left to chance.
 * Gives how they ended, sorted. A fault that is the end of a case ends one; one that is not must leave no trace.
 */
export async function strikeInACrowd(means: Means, plan: Plan, options: SceneOptions = {}): Promise<string[]> {
	await clear(means.stage);
	const [endings] = await run(means, [await set(means, plan, false, options)], false);
	return Object.values(endings!)
		.map(([end]) => end)
		.sort();
}

/** One case by itself, in a node that stops at its failure. */
export async function strikeAlone(
	means: Means,
	plan: { call: Call; fault: string },
	options: SceneOptions = {},
): Promise<Ending> {
	await clear(means.stage);
	const alone = { call: plan.call, faults: [plan.fault] };
	const [endings] = await run(means, [await set(means, alone, false, options)], true);
	return endings![plan.fault]!;
}

/** Works off a list of jobs on several stages at a time. */
export async function onStages(stages: Stage[], jobs: Array<(stage: Stage) => Promise<void>>): Promise<void> {
	const left = jobs.values();
	await Promise.all(
		stages.map(async (stage) => {
			for (const job of left) await job(stage);
		}),
	);
}
