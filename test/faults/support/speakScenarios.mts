import fc, { type Arbitrary } from 'fast-check';

import type { FaultRule } from '../../support/sandbox.mts';
import { formats, type SpokenFormat } from './spokenBytes.mts';
import {
	breakFault,
	earlyRefusals,
	earlyRules,
	finalFault,
	slowFault,
	statusFault,
	type Fault,
	type Trouble,
} from './stormFaults.mts';

/** What a fault does to a speech request: nothing; a retry, free (`refused`) or billed (`paid`); or the end. */
export type SpeechTrouble = Trouble<'passes' | 'refused' | 'paid' | 'ends'>;

/** An item of a storm. */
export interface Line {
	format: SpokenFormat;
	/** A bad row. */
	empty: boolean;
	troubles: readonly SpeechTrouble[];
}

export type OnError = 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';

export interface SpeakScenario {
	lines: Line[];
	/** Faults that strike before the text is known. */
	early: FaultRule[];
	onError: OnError;
	limit: number;
	maxTries: number;
	/** Seconds */
	timeout: number;
	latencyMs: number;
}

/** Byte positions where a cut can be seen: within the first frame or page, or in the middle of a PCM value. */
const cuts: Record<SpokenFormat, Arbitrary<number>> = {
	wav: fc.integer({ min: 0, max: 3_000 }),
	mp3: fc.integer({ min: 0, max: 400 }),
	opus: fc.oneof(fc.integer({ min: 0, max: 46 }), fc.integer({ min: 48, max: 60 })),
	pcm: fc.oneof(
		fc.constant(0),
		fc.integer({ min: 0, max: 1_500 }).map((half) => half * 2 + 1),
	),
};

const someBytes = fc.integer({ min: 0, max: 200 });

/** Faults after which the node tries again. */
const retriedFaults = (format: SpokenFormat, statuses: number[]): Arbitrary<Fault> =>
	fc.oneof(
		{ weight: 5, arbitrary: statusFault(statuses, ['before', 'after']) },
		{ weight: 4, arbitrary: breakFault('reset', someBytes, ['before', 'upload', 'after', 'headers', 'body']) },
		{ weight: 3, arbitrary: breakFault('cut', cuts[format]) },
		{ weight: 2, arbitrary: breakFault('shortLength', someBytes) },
		{ weight: 1, arbitrary: breakFault('hang', someBytes, ['before', 'headers', 'body']) },
		{ weight: 1, arbitrary: fc.constant({ kind: 'empty' }) },
	);

const noAudio: Arbitrary<Fault> = fc.constantFrom({ kind: 'badJson' }, { kind: 'html' }, { kind: 'notAudio' });

const failures = [500, 502, 503, 504];

/** Whether such a fault may be billed: a 429, and a 503 with a Retry-After, are not. */
const meaningOf = (fault: Fault): 'refused' | 'paid' => {
	const { status, headers } = fault as { status?: number; headers?: Record<string, string> };
	return status === 429 || (status === 503 && headers?.['retry-after'] !== undefined) ? 'refused' : 'paid';
};

/** At most two failed tries, so that four tries leave one to spare if nothing was billed. */
function troublesOf(format: SpokenFormat): Arbitrary<readonly SpeechTrouble[]> {
	const again = retriedFaults(format, [...failures, 429]).map(
		(fault): SpeechTrouble => ({ fault, times: 1, meaning: meaningOf(fault) }),
	);
	const slow = slowFault.map((fault): SpeechTrouble => ({ fault, times: 1, meaning: 'passes' }));
	const twice = again.map((trouble) => [{ ...trouble, times: 2 }]);
	const end = fc.oneof(finalFault, noAudio).map((fault): SpeechTrouble => ({ fault, times: -1, meaning: 'ends' }));
	const forEver = retriedFaults(format, failures).map((fault) => [
		{ fault, times: -1, meaning: meaningOf(fault) } satisfies SpeechTrouble,
	]);
	return fc.oneof(
		{ weight: 70, arbitrary: fc.constant([]) },
		{
			weight: 14,
			arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: again }, slow), { minLength: 1, maxLength: 2 }),
		},
		{ weight: 5, arbitrary: twice },
		{
			weight: 4,
			arbitrary: fc.tuple(fc.array(again, { maxLength: 1 }), end).map(([before, last]) => [...before, last]),
		},
		{ weight: 5, arbitrary: forEver },
	);
}

const lineOf = (badRows: boolean): Arbitrary<Line> =>
	fc.constantFrom(...formats).chain((format) =>
		fc.record({
			format: fc.constant(format),
			empty: badRows ? fc.integer({ min: 1, max: 50 }).map((number) => number === 50) : fc.constant(false),
			troubles: troublesOf(format),
		}),
	);

const busyForEver: SpeechTrouble = { fault: { kind: 'status', status: 429 }, times: -1, meaning: 'refused' };

/** Storms of at least `items` items. Faults are drawn for each item; some storms have one item that always gets 429. */
export const speakScenarios = (items: number, onErrors: OnError[]): Arbitrary<SpeakScenario> =>
	fc.tuple(fc.constantFrom(...onErrors), fc.option(fc.nat({ max: items - 1 }))).chain(([onError, refused]) =>
		fc.record({
			lines: fc
				.array(lineOf(onError !== 'stopWorkflow'), { minLength: items, maxLength: items + 50, size: 'max' })
				.map((lines) =>
					lines.map((line, number) => (number === refused ? { ...line, troubles: [busyForEver] } : line)),
				),
			early: fc.constant([]),
			onError: fc.constant(onError),
			limit: fc.integer({ min: 25, max: 50 }),
			maxTries: fc.constant(4),
			timeout: fc.constant(3),
			latencyMs: fc.constantFrom(0, 0, 30),
		}),
	);

/**
 * Storms whose faults strike by the number of the request: fewer than the tries of one item, and at most one that may
 * be billed.
 */
export const earlySpeakScenarios = (items: number): Arbitrary<SpeakScenario> =>
	fc.record({
		lines: fc.array(
			fc.record({ format: fc.constantFrom(...formats), empty: fc.constant(false), troubles: fc.constant([]) }),
			{ minLength: items, maxLength: items, size: 'max' },
		),
		early: fc
			.tuple(earlyRules('^/v1/tts$', items, 8, earlyRefusals), earlyRules('^/v1/tts$', items, 1))
			.map((rules) => rules.flat()),
		onError: fc.constantFrom<OnError>('continueErrorOutput', 'stopWorkflow'),
		limit: fc.integer({ min: 25, max: 50 }),
		maxTries: fc.constant(10),
		timeout: fc.constant(3),
		latencyMs: fc.constantFrom(0, 30),
	});
