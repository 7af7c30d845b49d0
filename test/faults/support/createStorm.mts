import type { INodeExecutionData } from 'n8n-workflow';

import type { Stage } from '../../support/stage.mts';
import { maxTries, type CreateScenario, type MakingTrouble, type Meaning } from './createScenarios.mts';
import { beginStorm, countOf, expectNoKey, expectWithinLimit } from './stormAudit.mts';
import { setTroubles } from './stormFaults.mts';

/** No title is part of another. */
const titleOf = (number: number): string => `Voice ${String(number).padStart(4, '0')} of a storm`;

/** What each request for a title meets, in order. */
function* inTurn(troubles: readonly MakingTrouble[]): Generator<Meaning> {
	for (const { times, meaning: what } of troubles) {
		for (let time = 0; time !== times; time++) yield what;
	}
}

/**
 * Whether the node reports a voice as created, decided by what strikes its tries. This is certain, because the list
 * shows a voice before the last look for it.
 */
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

/** The items, and whether the voice of each is created. Items with the same title are struck in their order. */
function wantedOf({ titles, sortKeys }: CreateScenario): Wanted[] {
	const numbers = titles.flatMap(({ items }, number) => Array<number>(items).fill(number));
	const mixed = numbers.map((number, index) => ({ number, key: sortKeys[index]! })).sort((a, b) => a.key - b.key);
	const turns = titles.map(({ troubles }) => inTurn(troubles));
	return mixed.map(({ number }) => ({ title: titleOf(number), made: isMade(turns[number]!) }));
}

/** Describes what is wrong with the item of a voice. */
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

/** Runs a storm and checks the items and the voices that exist afterwards. Returns the number of items. */
export async function createStorm(stage: Stage, scenario: CreateScenario, limit: number): Promise<number> {
	const { titles, rules, wait, trainingMs, trainingResult, listDelayMs } = scenario;
	await beginStorm(stage, { trainingMs, trainingResult, listDelayMs });
	await setTroubles(
		stage.sandbox,
		'^/model$',
		titles.map(({ troubles }, number) => ({ text: titleOf(number), troubles })),
	);
	for (const rule of rules) await stage.sandbox.fault(rule);
	const { binary } = await stage.itemWith({ data: [await stage.recording(), 'a.wav', 'audio/wav'] });
	const wanted = wantedOf(scenario);
	const items = wanted.map(({ title: name }) => ({ json: { name }, binary: binary! }));
	const parameters = {
		operation: 'create',
		title: '={{ $json.name }}',
		waitUntilTrained: wait,
		// Items share titles on purpose.
		options: { ifTitleExists: 'createAnother' },
	};
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
	const ids = out.flatMap(({ json }) => (json.id === undefined ? [] : [json.id]));
	expect(new Set(ids).size).toBe(ids.length);
	const titleById = new Map(voices.map(({ json }) => [json.id, json.title]));
	expect(out.filter(({ json }) => json.id !== undefined && titleById.get(json.id) !== json.title)).toEqual([]);
	await stage.sandbox.removeVoices();
	return wanted.length;
}
