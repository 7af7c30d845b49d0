import fc, { type Arbitrary } from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';

import type { FaultRule } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { beginStorm, countOf, expectNoKey, expectWithinLimit } from './stormAudit.mts';
import {
	breakFault,
	earlyRules,
	finalFault,
	layTroubles,
	slowFault,
	statusFault,
	type Fault,
	type Trouble,
} from './stormFaults.mts';

/** What a fault means to the making of a voice. */
interface Meaning {
	/** Whether the voice is made all the same. */
	made: boolean;
	/** `unsure`: it is looked for, then asked for again. `look`: it is looked for only. */
	then: 'on' | 'again' | 'unsure' | 'look' | 'end';
}

type MakingTrouble = Trouble<Meaning>;

/** Voices of one title, made one after the other, and what strikes them in their order. */
interface Title {
	items: number;
	troubles: readonly MakingTrouble[];
}

export interface CreateScenario {
	titles: Title[];
	/** Numbers to sort the items by. */
	places: number[];
	/** Struck before the title is known, or while voices are looked for. */
	rules: FaultRule[];
	wait: boolean;
	trainingMs: number;
	trainingResult: 'trained' | 'failed';
	listDelayMs: number;
}

/** As many tries as a voice has by default. */
const maxTries = 5;

const early = fc.integer({ min: 0, max: 200 });

const meaning =
	(made: boolean, then: Meaning['then']) =>
	(fault: Fault): MakingTrouble => ({ fault, times: 1, meaning: { made, then } });

/** A hang is left out: it would take the four minutes after which a voice is given up. */
const trouble: Arbitrary<MakingTrouble> = fc.oneof(
	slowFault.map(meaning(false, 'on')),
	statusFault([429], ['before']).map(meaning(false, 'again')),
	statusFault([500, 503], ['before']).map(meaning(false, 'unsure')),
	statusFault([500, 503], ['after']).map(meaning(true, 'unsure')),
	statusFault([502, 504], ['before']).map(meaning(false, 'look')),
	statusFault([502, 504], ['after']).map(meaning(true, 'look')),
	breakFault('reset', early, ['before', 'upload']).map(meaning(false, 'unsure')),
	breakFault('reset', early, ['after', 'headers', 'body']).map(meaning(true, 'unsure')),
	breakFault('shortLength', early).map(meaning(true, 'unsure')),
	breakFault('cut', early).map(meaning(true, 'look')),
	fc.constantFrom<Fault>({ kind: 'badJson' }, { kind: 'empty' }, { kind: 'notAudio' }).map(meaning(true, 'look')),
	fc.constant<Fault>({ kind: 'html' }).map(meaning(false, 'look')),
	finalFault.map(meaning(false, 'end')),
);

/**
 * For ever only what neither takes all tries with a look after each, nor the minute that a busy service is waited for
 * (lastingTable.mts has that).
 */
const forEver = trouble
	.filter(({ meaning: { made, then } }) => made || (then !== 'unsure' && then !== 'again'))
	.map((always): MakingTrouble[] => [{ ...always, times: -1 }]);

const one: Arbitrary<Title> = fc.record({
	items: fc.constant(1),
	troubles: fc.oneof(
		{ weight: 70, arbitrary: fc.constant([]) },
		{ weight: 25, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 2 }) },
		{ weight: 5, arbitrary: forEver },
	),
});

/** The first voice is made in any case, so that the troubles of the next meet one of the same title. */
const several: Arbitrary<Title> = fc.record({
	items: fc.constantFrom(2, 3),
	troubles: fc.oneof(
		fc.constant([]),
		fc.tuple(
			trouble.filter(({ meaning: { made, then } }) => made || then === 'on'),
			trouble,
		),
	),
});

const title: Arbitrary<Title> = fc.oneof({ weight: 8, arbitrary: one }, { weight: 2, arbitrary: several });

const training = {
	wait: fc.boolean(),
	trainingMs: fc.constantFrom(0, 300, 1_500),
	trainingResult: fc.constantFrom('trained', 'trained', 'failed'),
	listDelayMs: fc.constantFrom(0, 0, 800, 1_500),
} as const;

/** Troubles that a read gets over by itself; a look at a training voice by looking again. */
const readTroubles: Arbitrary<Fault> = fc.oneof(
	statusFault([429, 500, 502, 503, 504], ['before', 'after']),
	breakFault('reset', early, ['before', 'after', 'headers', 'body']),
	fc.constantFrom<Fault>({ kind: 'badJson' }, { kind: 'empty' }),
);

/** A list may fail as often as one read may be tried, less one; a look at a single voice as often as it likes. */
const readRules: Arbitrary<FaultRule[]> = fc
	.tuple(fc.array(readTroubles, { maxLength: maxTries - 1 }), fc.array(readTroubles, { maxLength: 20 }))
	.map(([lists, voices]) => [
		...lists.map((fault) => ({ match: { method: 'GET', path: '^/model$' }, fault })),
		...voices.map((fault) => ({ match: { method: 'GET', path: '^/model/' }, fault })),
	]);

/** Storms of at least so many voices, some of one title. */
export const createScenarios = (items: number): Arbitrary<CreateScenario> =>
	fc.record({
		...training,
		titles: fc.array(title, { minLength: items, maxLength: items, size: 'max' }),
		places: fc.array(fc.nat(), { minLength: items * 3, maxLength: items * 3, size: 'max' }),
		rules: readRules,
	});

/** Storms whose faults strike uploads by their number: no voice can be struck as often as it may try. */
export const earlyCreateScenarios = (items: number): Arbitrary<CreateScenario> =>
	fc.record({
		...training,
		titles: fc.array(fc.record({ items: fc.constantFrom(1, 1, 2), troubles: fc.constant([]) }), {
			minLength: items,
			maxLength: items,
			size: 'max',
		}),
		places: fc.array(fc.nat(), { minLength: items * 2, maxLength: items * 2, size: 'max' }),
		rules: earlyRules('^/model$', items, maxTries - 1),
	});

/** No title is part of another. */
const titleOf = (number: number): string => `Voice ${String(number).padStart(4, '0')} of a storm`;

/** Takes the next of the troubles in wait. */
function* inTurn(troubles: readonly MakingTrouble[]): Generator<Meaning> {
	for (const { times, meaning: what } of troubles) {
		for (let time = 0; time !== times; time++) yield what;
	}
}

/** Whether a voice is made, by what strikes the tries for it: certain, since a list shows it before the last look. */
function isMade(turns: Generator<Meaning>): boolean {
	let made = false;
	let unsure = false;
	for (let attempt = 1; attempt <= maxTries; attempt++) {
		const next = turns.next();
		if (next.done || next.value.then === 'on') return true;
		made ||= next.value.made;
		unsure ||= next.value.then === 'unsure' || next.value.then === 'look';
		if (unsure && made) return true;
		if (next.value.then === 'look' || next.value.then === 'end') return false;
	}
	return false;
}

interface Wanted {
	title: string;
	made: boolean;
}

/** The items, and for each whether its voice is made. Those of one title are struck in their order. */
function wantedOf({ titles, places }: CreateScenario): Wanted[] {
	const numbers = titles.flatMap(({ items }, number) => Array<number>(items).fill(number));
	const mixed = numbers.map((number, index) => ({ number, place: places[index]! })).sort((a, b) => a.place - b.place);
	const turns = titles.map(({ troubles }) => inTurn(troubles));
	return mixed.map(({ number }) => ({ title: titleOf(number), made: isMade(turns[number]!) }));
}

/** What is wrong with the item of a wanted voice, in words. */
function flawsOf(item: INodeExecutionData, { title: name, made }: Wanted, index: number, trains: boolean): string[] {
	const { json, pairedItem } = item;
	const flaws = JSON.stringify(pairedItem) === JSON.stringify({ item: index }) ? [] : ['not paired'];
	if (made && trains && (json.title !== name || json.error !== undefined))
		flaws.push(`not made: ${String(json.error ?? json.title)}`);
	if (!(made && trains) && !String(json.error).endsWith(`[item ${index}]`)) flaws.push('no error of its own');
	if (made && !trains && !/ID [0-9a-f]{32}/.test(String(json.message)))
		flaws.push(`the failed voice is not named: ${String(json.error)}`);
	return flaws.map((flaw) => `${index} ${name}: ${flaw}`);
}

/** Runs a storm and checks what is left. Returns the number of items. */
export async function createStorm(stage: Stage, scenario: CreateScenario, limit: number): Promise<number> {
	const { titles, rules, wait, trainingMs, trainingResult, listDelayMs } = scenario;
	await beginStorm(stage, { trainingMs, trainingResult, listDelayMs });
	await layTroubles(
		stage.sandbox,
		'^/model$',
		titles.map(({ troubles }, number) => ({ text: titleOf(number), troubles })),
	);
	for (const rule of rules) await stage.sandbox.fault(rule);
	const { binary } = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	const wanted = wantedOf(scenario);
	const items = wanted.map(({ title: name }) => ({ json: { name }, binary: binary! }));
	const parameters = { operation: 'create', title: '={{ $json.name }}', waitUntilTrained: wait };
	const {
		items: out,
		error,
		run,
	} = await stage.engine.runNode('voiceClone', parameters, items, { onError: 'continueRegularOutput' });
	await expectWithinLimit(stage, limit);
	expectNoKey(run);
	expect(error).toBeUndefined();
	expect(out).toHaveLength(wanted.length);
	const trains = !wait || trainingResult === 'trained';
	expect(out.flatMap((item, index) => flawsOf(item, wanted[index]!, index, trains))).toEqual([]);
	await stage.sandbox.clearFaults();
	await stage.sandbox.settings({ listDelayMs: 0 });
	const { items: voices } = await stage.engine.runNode('voiceClone', { operation: 'list', returnAll: true });
	const made = wanted.filter((one) => one.made).map((one) => one.title);
	expect(countOf(voices.map(({ json }) => String(json.title)))).toEqual(countOf(made));
	const given = out.flatMap(({ json }) => (json.id === undefined ? [] : [json.id]));
	expect(new Set(given).size).toBe(given.length);
	const there = new Map(voices.map(({ json }) => [json.id, json.title]));
	expect(out.filter(({ json }) => json.id !== undefined && there.get(json.id) !== json.title)).toEqual([]);
	await stage.sandbox.removeVoices();
	return wanted.length;
}
