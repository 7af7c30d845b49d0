import fc, { type Arbitrary } from 'fast-check';
import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import type { NodeRun } from '../../support/engine.mts';
import type { FaultRule, SeenRequest } from '../../support/sandbox.mts';
import type { Stage } from '../../support/stage.mts';
import { beginStorm, countOf, expectNoKey, expectWithinLimit } from './stormAudit.mts';
import {
	breakFault,
	earlyRefusals,
	earlyRules,
	finalFault,
	inBatches,
	layTroubles,
	slowFault,
	statusFault,
	type Fault,
	type Trouble,
} from './stormFaults.mts';
import { formats, spokenBytes, textOf, type SpokenFormat } from './spokenBytes.mts';

/** What a fault does to a speech request: nothing; a retry, free or billed; or the end. */
type SpeechTrouble = Trouble<'passes' | 'refused' | 'paid' | 'ends'>;

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
	/** Struck before the text is known. */
	early: FaultRule[];
	onError: OnError;
	limit: number;
	maxTries: number;
	/** Seconds */
	timeout: number;
	latencyMs: number;
}

/** Early ends that show: within the first frame or page; of raw samples, in the middle of one. */
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

/** Faults after which speech is requested again. */
const passingFaults = (format: SpokenFormat, statuses: number[]): Arbitrary<Fault> =>
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

/**
 * What such a fault means for the bill: a 429, and a 503 with a Retry-After, are not billed.
 */
const meaningOf = (fault: Fault): 'refused' | 'paid' => {
	const { status, headers } = fault as { status?: number; headers?: Record<string, string> };
	return status === 429 || (status === 503 && headers?.['retry-after'] !== undefined) ? 'refused' : 'paid';
};

/** At most two failed tries, so that with four or more there is one to spare if nothing was billed. */
function troublesOf(format: SpokenFormat): Arbitrary<readonly SpeechTrouble[]> {
	const again = passingFaults(format, [...failures, 429]).map(
		(fault): SpeechTrouble => ({ fault, times: 1, meaning: meaningOf(fault) }),
	);
	const slow = slowFault.map((fault): SpeechTrouble => ({ fault, times: 1, meaning: 'passes' }));
	const twice = again.map((trouble) => [{ ...trouble, times: 2 }]);
	const end = fc.oneof(finalFault, noAudio).map((fault): SpeechTrouble => ({ fault, times: -1, meaning: 'ends' }));
	const forEver = passingFaults(format, failures).map((fault) => [
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

/** Storms of so many items. Faults are drawn for each item, and one item of some storms is refused for ever. */
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
 * Storms whose faults strike by the number of the request: no item can be struck as often as it may try, nor where it
 * costs.
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

/** A request that may have been billed is repeated once at most. */
const mostPaid = 2;

/** Whether a line is spoken, as its faults decide. */
function isSpoken({ empty, troubles }: Line, maxTries: number): boolean {
	if (empty || troubles.some(({ meaning }) => meaning === 'ends')) return false;
	const again = troubles.filter(({ meaning }) => meaning === 'refused' || meaning === 'paid');
	if (again.some(({ times }) => times === -1)) return false;
	const sum = (list: SpeechTrouble[]): number => list.reduce((total, { times }) => total + times, 0);
	return sum(again) < maxTries && sum(again.filter(({ meaning }) => meaning === 'paid')) < mostPaid;
}

const itemOf = ({ format, empty }: Line, number: number): INodeExecutionData => ({
	json: { text: empty ? ' ' : textOf(number), format, number },
});

type SpeakLines = Pick<SpeakScenario, 'lines' | 'onError' | 'limit' | 'timeout'> &
	Partial<Pick<SpeakScenario, 'maxTries'>>;

/** Speaks the lines of a scenario. */
export async function speakLines(
	stage: Stage,
	{ lines, onError, limit, maxTries, timeout }: SpeakLines,
): Promise<NodeRun> {
	const options = { concurrentRequests: limit, timeout, ...(maxTries !== undefined && { maxTries }) };
	const parameters = { text: '={{ $json.text }}', format: '={{ $json.format }}', options };
	return await stage.engine.runNode('speak', parameters, lines.map(itemOf), { onError });
}

const numberOf = ({ pairedItem }: INodeExecutionData): number => (pairedItem as IPairedItemData).item;

/** What is wrong with an item that should hold a line's audio. */
async function flawsOf(stage: Stage, item: INodeExecutionData, { format }: Line): Promise<string[]> {
	const number = numberOf(item);
	if (item.json.error !== undefined || !item.binary) return [`${number} ${format}: ${String(item.json.error)}`];
	const [expected, stored] = [await spokenBytes(stage.sandbox, number, format), await stage.engine.bytesOf(item)];
	if (stored.equals(expected) && item.json.bytes === expected.length) return [];
	return [`${number} ${format}: other audio, ${stored.length} of ${expected.length} bytes`];
}

/** Checks a run that did not stop: each line once, in order, with its own audio or an error that names it. */
export async function expectLines(stage: Stage, { outputs }: NodeRun, lines: Line[], spoken: boolean[]): Promise<void> {
	for (const output of outputs) {
		const numbers = output.map(numberOf);
		expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	}
	const items = outputs.flat().sort((a, b) => numberOf(a) - numberOf(b));
	expect(items.map(numberOf)).toEqual(lines.map((_, number) => number));
	const flaws: string[] = [];
	await inBatches(items, async (item) => {
		const number = numberOf(item);
		if (spoken[number]) flaws.push(...(await flawsOf(stage, item, lines[number]!)));
		else if (item.binary || !String(item.json.error).endsWith(`[item ${number}]`))
			flaws.push(`${number}: no error of its own`);
	});
	expect(flaws).toEqual([]);
	if (outputs.length === 2)
		expect(outputs[1]!.map(numberOf)).toEqual(lines.flatMap((_, number) => (spoken[number] ? [] : [number])));
}

/** Checks that no line was requested too often, refused requests aside. */
function expectTries(requests: SeenRequest[], maxTries: number): void {
	const texts = requests.filter(({ status, body }) => status !== 429 && body).map(({ body }) => String(body.text));
	expect([...countOf(texts)].filter(([, tries]) => tries > maxTries)).toEqual([]);
}

/** Checks that the server carried out no line more than twice. */
function expectPaid(lines: Line[], requests: SeenRequest[]): void {
	const tries = countOf(
		requests.filter(({ status, body }) => status !== 429 && body).map(({ body }) => String(body.text)),
	);
	const free = ({ troubles }: Line): boolean => !troubles.some(({ meaning }) => meaning === 'refused');
	expect(
		lines.flatMap((line, number) =>
			free(line) && (tries.get(textOf(number)) ?? 0) > mostPaid ? [textOf(number)] : [],
		),
	).toEqual([]);
}

/** Runs a storm and checks what is left. Returns the number of items. */
export async function speakStorm(stage: Stage, scenario: SpeakScenario): Promise<number> {
	const { lines, early, onError, limit, maxTries, latencyMs } = scenario;
	await beginStorm(stage, { latencyMs });
	await layTroubles(
		stage.sandbox,
		'^/v1/tts$',
		lines.map(({ troubles }, number) => ({ text: textOf(number), troubles })),
	);
	for (const rule of early) await stage.sandbox.fault(rule);
	const run = await speakLines(stage, scenario);
	const requests = await expectWithinLimit(stage, limit);
	expectTries(requests, maxTries);
	if (early.length === 0) expectPaid(lines, requests);
	expectNoKey(run);
	const spoken = lines.map((line) => isSpoken(line, maxTries));
	const firstFailed = spoken.indexOf(false);
	if (onError === 'stopWorkflow' && firstFailed !== -1) {
		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(new RegExp(`\\[item ${firstFailed}\\]$`));
		return firstFailed;
	}
	expect(run.error).toBeUndefined();
	await expectLines(stage, run, lines, spoken);
	return lines.length;
}
