import type { IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { inParallel } from '../../../fishAudio/requests/inParallel';
import { outcomeOf, resultOf, type Outcome } from '../../../fishAudio/requests/outcome';
import type { Calls } from '../../../fishAudio/requests/calls';
import { isFishAudioError } from '../../../fishAudio/errors';
import { connect, type ConnectOptions } from '../request/connect';
import { asNodeError, plainDescription } from './nodeErrors';
import { othersLost, othersRefused, placeAmong, withSentences } from './otherItems';

/** What one unit of work gives: any number of items. The loop pairs them. */
export type Output = INodeExecutionData[];

/**
 * Work in steps: all items take one before any takes the next, so that a bad item is found before another is billed.
 */
export interface Work<Checked, Client, Ready> {
	/** Builds the parts of the client that the work needs, once. */
	client(calls: Calls): Client;
	/** Reads and checks the input of the item. Sends nothing. */
	check(itemIndex: number): Promise<Checked>;
	/** Whether checks are quick: a failure then waits for those of the other items, and names them. Default: false. */
	checksAll?: boolean;
	/** Makes several pieces of work of a checked item, which succeed or fail alone. Default: one. */
	expand?(checked: Checked): Checked[];
	/**
	 * Reads from Fish Audio what a checked item names, such as the voice of a title. Bills and changes nothing. Starts
	 * in the order of the items.
	 */
	prepare(checked: Checked, fishAudio: Client, itemIndex: number): Promise<Ready>;
	/** Looks at all items that are ready, once, before the first one runs. Fails to stop them all. */
	approve?: (ready: Ready[]) => Promise<void>;
	/** Does the work. */
	run(ready: Ready, fishAudio: Client, itemIndex: number): Promise<Output>;
	/** Settings for the connection. Default: those of the credential. */
	connectOptions?(): ConnectOptions;
	/** Whether all items make one unit of work, named after the first. Default: each item is one. */
	together?: boolean;
}

/** Indexes of the items that are worked on together. The first one stands for the unit. */
type Unit = [first: number, ...others: number[]];

/** Start twice as many units as may send, so that a slot freed by a backoff is used. */
const unitsPerSlot = 2;

/** Checks at a time: they read the samples. */
const checksAtOnce = 8;

function unitsOf(context: IExecuteFunctions, together: boolean): Unit[] {
	const [first, ...others] = context.getInputData().map((_, index) => index);
	if (first === undefined) return [];
	return together ? [[first, ...others]] : [[first], ...others.map((index): Unit => [index])];
}

const isStop = (error: unknown): boolean => isFishAudioError(error) && error.kind === 'cancelled';

/**
 * Fails with the error of a unit or, if the node continues on fail, makes an item of it. An error of the run concerns
 * no item, and names none.
 */
function report(context: IExecuteFunctions, error: unknown, about: Unit | 'run'): Output {
	const node = context.getNode();
	const nodeError = asNodeError(error, about === 'run' ? { node } : { node, itemIndex: about[0] });
	if (isStop(error)) throw nodeError;
	if (!context.continueOnFail()) {
		const isOfOne = about !== 'run' && about.length === 1;
		throw isOfOne ? withSentences(nodeError, placeAmong(about[0], context.getInputData().length)) : nodeError;
	}
	const { message } = nodeError;
	const description = plainDescription(nodeError);
	// Only these names: n8n 1 and 2 recognize error items by them, and add the input's fields on an error output.
	const more = description && !message.includes(description) ? { message: description } : {};
	return [{ json: { error: message, ...more } }];
}

/** A unit, and what its last step gave. */
interface Progress<T> {
	unit: Unit;
	outcome: Outcome<T>;
}

/** Reports the first failure among units, and names the other items that failed. */
function reportFirst(context: IExecuteFunctions, units: Array<Progress<unknown>>): void {
	const [first, ...others] = units.flatMap(({ unit, outcome }) =>
		'error' in outcome ? [{ unit, error: outcome.error }] : [],
	);
	if (first === undefined) return;
	const failed = isStop(first.error) ? [] : others.map(({ unit }) => unit[0]);
	try {
		report(context, first.error, first.unit);
	} catch (error) {
		throw withSentences(error, othersRefused(failed));
	}
}

/** How units take a step: how many at a time, and whether a failure waits until all have taken it. */
interface Pace {
	window: number;
	toTheEnd?: boolean;
}

/**
 * Takes all units one step further. Where the node does not continue on fail, the first failure ends it; otherwise the
 * unit keeps its failure and takes no further step.
 */
async function advance<T, Next>(
	context: IExecuteFunctions,
	units: Array<Progress<T>>,
	{ window, toTheEnd = false }: Pace,
	step: (value: T, itemIndex: number) => Promise<Next>,
): Promise<Array<Progress<Next>>> {
	const advanced: Array<Progress<Next>> = [];
	const steps = units.map(({ unit, outcome }) => async (): Promise<Progress<Next>> => {
		const next = await outcomeOf(async () => await step(await resultOf(outcome), unit[0]));
		return { unit, outcome: next };
	});
	for await (const one of inParallel(steps.values(), window)) {
		if (!toTheEnd) reportFirst(context, [one]);
		advanced.push(one);
	}
	if (toTheEnd) reportFirst(context, advanced);
	return advanced;
}

/** What the units make, each with progress of its own. A failure stays one. */
const expanded = <T>(units: Array<Progress<T>>, expand: (value: T) => T[]): Array<Progress<T>> =>
	units.flatMap((one): Array<Progress<T>> => {
		const { unit, outcome } = one;
		return 'value' in outcome ? expand(outcome.value).map((value) => ({ unit, outcome: { value } })) : [one];
	});

function paired(output: Output, unit: Unit): INodeExecutionData[] {
	const pairs = unit.map((item): IPairedItemData => ({ item }));
	return output.map((item) => ({ ...item, pairedItem: pairs.length === 1 ? { item: unit[0] } : pairs }));
}

/**
 * The only item loop. Units of work, or what they expand to, run several at a time; their results keep the order of the
 * items and are paired with them. A failure ends the node or, if it continues on fail, becomes its item's error.
 */
export async function perItem<Checked, Client, Ready>(
	context: IExecuteFunctions,
	work: Work<Checked, Client, Ready>,
): Promise<INodeExecutionData[][]> {
	const units = unitsOf(context, work.together === true);
	const connected = await outcomeOf(async () => await connect(context, work.client, work.connectOptions?.()));
	if ('error' in connected) return [units.flatMap((unit) => paired(report(context, connected.error, 'run'), unit))];
	const { fishAudio, concurrency, checkStopped } = connected.value;

	const started = units.map((unit) => ({ unit, outcome: { value: undefined } }));
	const checking = { window: checksAtOnce, toTheEnd: work.checksAll === true };
	const checked = await advance(context, started, checking, async (_, itemIndex) => {
		checkStopped();
		return await work.check(itemIndex);
	});
	const ready = await advance(
		context,
		expanded(checked, (value) => work.expand?.(value) ?? [value]),
		{ window: concurrency },
		async (value, itemIndex) => await work.prepare(value, fishAudio, itemIndex),
	);
	const values = ready.flatMap(({ outcome }) => ('value' in outcome ? [outcome.value] : []));
	const approved = await outcomeOf(async () => await work.approve?.(values));
	let succeeded = 0;
	const runs = ready.map(({ unit, outcome }) => async (): Promise<INodeExecutionData[]> => {
		if ('value' in outcome && 'error' in approved) return paired(report(context, approved.error, 'run'), unit);
		const end = await outcomeOf(async () => await work.run(await resultOf(outcome), fishAudio, unit[0]));
		if ('error' in end) return paired(report(context, end.error, unit), unit);
		succeeded += 1;
		return paired(end.value, unit);
	});
	const items: INodeExecutionData[] = [];
	try {
		for await (const output of inParallel(runs.values(), concurrency * unitsPerSlot)) {
			// One by one: a unit may give more than a call takes arguments.
			for (const item of output) items.push(item);
		}
	} catch (error) {
		// By now those that were running have ended, too.
		throw context.getExecutionCancelSignal()?.aborted ? error : withSentences(error, othersLost(succeeded));
	}
	return [items];
}
