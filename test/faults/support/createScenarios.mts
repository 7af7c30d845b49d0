import fc, { type Arbitrary } from 'fast-check';

import type { FaultRule } from '../../support/sandbox.mts';
import {
	breakFault,
	earlyRules,
	finalFault,
	slowFault,
	statusFault,
	type Fault,
	type Trouble,
} from './stormFaults.mts';

/** What a fault does to the creation of a voice. */
export interface Meaning {
	/** Whether the server creates the voice anyway. */
	made: boolean;
	/** `unsure`: the node looks for the voice, then tries again. `look`: it only looks. */
	then: 'on' | 'again' | 'unsure' | 'look' | 'end';
}

export type MakingTrouble = Trouble<Meaning>;

/** Voices with the same title, created one after the other, and the troubles that strike them in order. */
interface Title {
	items: number;
	troubles: readonly MakingTrouble[];
}

export interface CreateScenario {
	titles: Title[];
	/** Random numbers by which the items are sorted. */
	sortKeys: number[];
	/** Faults that strike before the title is known, or while the node looks for voices. */
	rules: FaultRule[];
	wait: boolean;
	trainingMs: number;
	trainingResult: 'trained' | 'failed';
	listDelayMs: number;
}

/** The default number of tries for a voice. */
export const maxTries = 5;

const someBytes = fc.integer({ min: 0, max: 200 });

const meaning =
	(made: boolean, then: Meaning['then']) =>
	(fault: Fault): MakingTrouble => ({ fault, times: 1, meaning: { made, then } });

/** No hang: it would take the four minutes of the deadline. */
const trouble: Arbitrary<MakingTrouble> = fc.oneof(
	slowFault.map(meaning(false, 'on')),
	statusFault([429], ['before']).map(meaning(false, 'again')),
	statusFault([500, 503], ['before']).map(meaning(false, 'unsure')),
	statusFault([500, 503], ['after']).map(meaning(true, 'unsure')),
	statusFault([502, 504], ['before']).map(meaning(false, 'look')),
	statusFault([502, 504], ['after']).map(meaning(true, 'look')),
	breakFault('reset', someBytes, ['before', 'upload']).map(meaning(false, 'unsure')),
	breakFault('reset', someBytes, ['after', 'headers', 'body']).map(meaning(true, 'unsure')),
	breakFault('shortLength', someBytes).map(meaning(true, 'unsure')),
	breakFault('cut', someBytes).map(meaning(true, 'look')),
	fc.constantFrom<Fault>({ kind: 'badJson' }, { kind: 'empty' }, { kind: 'notAudio' }).map(meaning(true, 'look')),
	fc.constant<Fault>({ kind: 'html' }).map(meaning(false, 'look')),
	finalFault.map(meaning(false, 'end')),
);

/**
 * Permanent troubles, without those that would take all tries with a look after each, or the minute that the node waits
 * for a busy service (lastingTable.mts has those).
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

/** The first voice is always created, so that the troubles of the next meet one with the same title. */
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

/** Troubles that reads survive: a list by its own retries, a look at a voice in training by the next look. */
const readTroubles: Arbitrary<Fault> = fc.oneof(
	statusFault([429, 500, 502, 503, 504], ['before', 'after']),
	breakFault('reset', someBytes, ['before', 'after', 'headers', 'body']),
	fc.constantFrom<Fault>({ kind: 'badJson' }, { kind: 'empty' }),
);

/** A list may fail once less than a read is tried; a look at a single voice may fail any number of times. */
const readRules: Arbitrary<FaultRule[]> = fc
	.tuple(fc.array(readTroubles, { maxLength: maxTries - 1 }), fc.array(readTroubles, { maxLength: 20 }))
	.map(([lists, voices]) => [
		...lists.map((fault) => ({ match: { method: 'GET', path: '^/model$' }, fault })),
		...voices.map((fault) => ({ match: { method: 'GET', path: '^/model/' }, fault })),
	]);

/** Storms of at least `items` voices, some with the same title. */
export const createScenarios = (items: number): Arbitrary<CreateScenario> =>
	fc.record({
		...training,
		titles: fc.array(title, { minLength: items, maxLength: items, size: 'max' }),
		sortKeys: fc.array(fc.nat(), { minLength: items * 3, maxLength: items * 3, size: 'max' }),
		rules: readRules,
	});

/** Storms whose faults strike uploads by their number, fewer than the tries of one voice. */
export const earlyCreateScenarios = (items: number): Arbitrary<CreateScenario> =>
	fc.record({
		...training,
		titles: fc.array(fc.record({ items: fc.constantFrom(1, 1, 2), troubles: fc.constant([]) }), {
			minLength: items,
			maxLength: items,
			size: 'max',
		}),
		sortKeys: fc.array(fc.nat(), { minLength: items * 2, maxLength: items * 2, size: 'max' }),
		rules: earlyRules('^/model$', items, maxTries - 1),
	});
