import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { until } from '../../support/until.mts';
import { faultOf } from './faults.mts';
import type { Call, Outcome, Scene, SceneOptions } from './scene.mts';
import { readableMessage, shows } from './readableMessage.mts';

/** How a case ended (`right`, or the error's message), and how many requests of the struck kind were sent. */
export type Ending = [end: string, sent: number];

/** A call and the faults that strike it. */
export interface Plan {
	call: Call;
	faults: string[];
}

/** How faults strike. */
export interface Means {
	stage: Stage;
	/** How often a fault strikes; -1 is always. */
	times: number;
	/** Where redirects lead. */
	elsewhere: string;
}

interface Case {
	fault: string;
	label: string;
	rule: number;
}

/** A call whose faults are set up. */
interface Prepared {
	scene: Scene;
	cases: Case[];
	/** Whether each case has its own requests. */
	byLabel: boolean;
}

function matches({ method, path = '', query = '' }: NonNullable<FaultRule['match']>, request: SeenRequest): boolean {
	return request.method === method && new RegExp(path).test(request.path) && new RegExp(query).test(request.query);
}

/** A label is used once in a file: n8n tells workflows apart by it, too. */
let lastLabel = 0;
const nextLabel = (): string => `case${String(++lastLabel).padStart(5, '0')}`;

async function prepare(
	{ stage, times, elsewhere }: Means,
	plan: Plan,
	byLabel: boolean,
	options: SceneOptions,
): Promise<Prepared> {
	const labelled = plan.faults.map((fault) => ({ fault, label: nextLabel() }));
	const scene = await plan.call.setUp(
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
 * Requests of one case, at most. A server that asks to wait for a second each time gets requests for a minute, and five
 * more for each of a few looks. Where 429 comes before an upload is read, the connection may break instead, and the
 * minute starts again after each of five breaks: 14 requests, with three looks each.
 */
const maxRequests = 300;

async function endOf({ scene }: Prepared, label: string, outcome: Outcome): Promise<string> {
	const judged = await scene.judge(label, outcome);
	if (!outcome.error) return judged ?? 'right';
	return judged === undefined ? readableMessage(outcome.error) : `${readableMessage(outcome.error)} (${judged})`;
}

/** The sandbox notices a moment later that a connection was given up. */
async function untilQuiet({ sandbox }: Stage): Promise<void> {
	await until(async () => (await sandbox.stats()).inFlight === 0, { what: 'the requests to end' });
}

/** Runs all calls and returns how each case ended, for each call. */
async function run({ stage }: Means, prepared: Prepared[], stops: boolean): Promise<Array<Record<string, Ending>>> {
	await stage.sandbox.clearRequests();
	const runs = await Promise.all(prepared.map(async ({ scene }) => await scene.run(stops)));
	await untilQuiet(stage);
	const [requests, rules] = [await stage.sandbox.requests(), await stage.sandbox.faults()];
	await stage.sandbox.clearFaults();
	expect(requests.length).toBeLessThanOrEqual(prepared.flatMap(({ cases }) => cases).length * maxRequests);
	const missed = (rules as Array<{ id: number; hits: number }>).filter(({ hits }) => hits === 0).map(({ id }) => id);
	return await Promise.all(
		prepared.map(async (one, index) => {
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

/** All cases of calls whose requests show their label, in parallel. */
export async function strikeTogether(
	means: Means,
	plans: Plan[],
	options: SceneOptions = {},
): Promise<Array<Record<string, Ending>>> {
	const prepared: Prepared[] = [];
	for (const plan of plans) prepared.push(await prepare(means, plan, true, options));
	return await run(means, prepared, false);
}

async function clear({ sandbox }: Stage): Promise<void> {
	await sandbox.clearFaults();
	await sandbox.removeVoices();
}

/**
 * All cases of a call in parallel, where requests do not show their case: chance decides which case meets which fault.
 * Returns how they ended, sorted. A fault that ends a case ends one of them; any other must leave no trace.
 */
export async function strikeInACrowd(means: Means, plan: Plan, options: SceneOptions = {}): Promise<string[]> {
	await clear(means.stage);
	const [endings] = await run(means, [await prepare(means, plan, false, options)], false);
	return Object.values(endings!)
		.map(([end]) => end)
		.sort();
}

/** One case by itself, in a node that stops when it fails. */
export async function strikeAlone(
	means: Means,
	plan: { call: Call; fault: string },
	options: SceneOptions = {},
): Promise<Ending> {
	await clear(means.stage);
	const alone = { call: plan.call, faults: [plan.fault] };
	const [endings] = await run(means, [await prepare(means, alone, false, options)], true);
	return endings![plan.fault]!;
}

/** Does a list of jobs on several stages at a time. */
export async function onStages(stages: Stage[], jobs: Array<(stage: Stage) => Promise<void>>): Promise<void> {
	const left = jobs.values();
	await Promise.all(
		stages.map(async (stage) => {
			for (const job of left) await job(stage);
		}),
	);
}
